"""What a file is when it is no table: told by its first bytes, else by its name.

Each kind has a sentence that names the thing and one that says what to do instead.
"""

from __future__ import annotations

import json
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from auditor.core.messages import Message, msg
from connectors.files.options import NotPosts
from connectors.files.sources.source import DAMAGED, Source

_EXPORT = msg("Download the posts as CSV or Excel from the network, and import that file.")
_PICTURE = msg("Write the posts into a table (date, text, likes, comments) and import that.")


@dataclass(frozen=True)
class Thing:
    """What a file is, in words, and the next step."""

    name: Message
    advice: Message


IMAGE = Thing(msg("a picture"), _PICTURE)
FILM = Thing(msg("a film or a sound"), _EXPORT)
PDF = Thing(
    msg("a PDF"),
    msg("A PDF cannot be read as a table: download the same figures as CSV or Excel."),
)
WORD = Thing(
    msg("a Word document"),
    msg("Copy its table into a spreadsheet, save it as .xlsx and import that file."),
)
SLIDES = Thing(msg("a presentation"), _EXPORT)
WEB_PAGE = Thing(
    msg("a web page"),
    msg(
        "Download the posts as CSV instead: for Instagram and Facebook in Meta Business Suite, "
        "Insights, Content, Export data. To audit a page, write its address."
    ),
)
SHORTCUT = Thing(
    msg("a shortcut to a document in a cloud drive, not the document"),
    msg("Open it, download it as CSV or Excel (.xlsx), and import the file that arrives."),
)
LINK = Thing(
    msg("a shortcut to a page of the web"),
    msg("To audit that page, write its address; its posts come as CSV or Excel from the network."),
)
NOTHING = Thing(
    msg("nothing but zero bytes"),
    msg("The copy or the download did not end: download it again and import the new file."),
)
NUMBERS = Thing(
    msg("a document of Apple Numbers"),
    msg("In Numbers choose File, Export to, CSV or Excel, and import that file."),
)
MAIL = Thing(msg("an e-mail"), msg("Save the attached file, and import that."))
OTHER_ARCHIVE = Thing(
    msg("an archive of a kind that is not opened here (RAR or 7z)"),
    msg("Unpack it and import the folder."),
)
CUT_ZIP = Thing(
    msg("a ZIP archive that was cut short"),
    msg("The download did not end: download it again and import the new file."),
)
COMPRESSED = Thing(msg("a compressed file"), msg("Unpack it and import what is inside."))
OLD_SHEET = Thing(
    msg("a web page that is called a spreadsheet"),
    msg("Open it in a spreadsheet, save it as .xlsx and import that file."),
)
FEED = Thing(
    msg("a feed or another XML file"),
    msg(
        "To audit a website by its feed, write its address: auditor audit https://www.esempio.example.com"
    ),
)
ADDRESS = Thing(
    msg("a file with nothing but an address"),
    msg(
        "To audit a page, write its address; a document in a cloud drive is downloaded first, as "
        "CSV or Excel."
    ),
)
DATABASE = Thing(msg("a database"), _EXPORT)
CONTACTS = Thing(msg("a file of contacts or appointments"), _EXPORT)
EMPTY = Thing(msg("empty: it has 0 bytes"), msg("Download it again and import the new file."))
CHAT = Thing(
    msg("a chat of a messenger"),
    msg("Nobody's private words are read. Import the list of the page's posts."),
)
DATA = Thing(
    msg("a data file of a kind that is not read here (Parquet, Avro, Arrow, HDF5)"),
    msg("Save the same table as CSV or Excel (.xlsx), and import that file."),
)
PROGRAM = Thing(msg("a program or a script"), _EXPORT)

_SIGNS: tuple[tuple[Thing, tuple[bytes, ...]], ...] = (
    (PDF, (b"%PDF",)),
    (IMAGE, (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")),
    (WORD, (b"{\\rtf",)),
    (OTHER_ARCHIVE, (b"Rar!", b"7z\xbc\xaf")),
    (DATABASE, (b"SQLite format 3",)),
    (FILM, (b"ID3", b"OggS")),
    (CONTACTS, (b"BEGIN:VC",)),
    (PROGRAM, (b"MZ", b"\x7fELF")),
    (COMPRESSED, (b"\x1f\x8b",)),
    (DATA, (b"PAR1", b"ORC\x00", b"Obj\x01", b"ARROW1", b"\x89HDF")),
)
_ENDINGS: tuple[tuple[Thing, str], ...] = (
    (IMAGE, ".png .jpg .jpeg .gif .webp .heic .heif .bmp .tif .tiff .svg .avif .ico .psd .ai"),
    (FILM, ".mp4 .mov .avi .mkv .webm .m4v .mp3 .wav .m4a .ogg .aac .srt .vtt"),
    (PDF, ".pdf"),
    (WORD, ".doc .docx .odt .rtf .pages"),
    (SLIDES, ".ppt .pptx .odp .key"),
    (WEB_PAGE, ".html .htm .mhtml"),
    (SHORTCUT, ".gsheet .gdoc .gslides .url .webloc .lnk .desktop"),
    (NUMBERS, ".numbers"),
    (MAIL, ".eml .msg"),
    (OTHER_ARCHIVE, ".rar .7z"),
    (CONTACTS, ".vcf .ics"),
    (DATABASE, ".db .sqlite .sqlite3"),
    (PROGRAM, ".exe .py .sh"),
)
_BY_ENDING: dict[str, Thing] = {
    ending: kind for kind, endings in _ENDINGS for ending in endings.split()
}
_DRIVE = re.compile(
    rb'^\s*\{\s*(?:""\s*:\s*"[^"]*"\s*,\s*)?"(?:url|doc_id|resource_id|resource_key|email)"\s*:'
)
_ON_A_DRIVE = re.compile(
    rb"(?:docs|drive|sheets)\.google\.|dropbox\.com|onedrive|1drv\.ms|sharepoint\.com|icloud\.com|"
    rb"box\.com|office\.com|notion\.|airtable\.com",
    re.IGNORECASE,
)
_INTERNET_SHORTCUT = re.compile(rb"^\s*(?:\[InternetShortcut\]|\[Desktop Entry\])", re.IGNORECASE)
_WEBLOC = re.compile(rb"<key>\s*URL\s*</key>|^bplist00.*URL", re.DOTALL)
_HTML = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|body)",
    re.IGNORECASE | re.DOTALL,
)
_HTML_TABLE = re.compile(rb"^\s*(?:<!--.*?-->\s*)?<table", re.IGNORECASE | re.DOTALL)
_ONLY_ADDRESS = re.compile(rb"https?://\S+")
# A day, a clock, who speaks, what is said: as WhatsApp and Signal write it, on a phone of any kind.
_SAID = re.compile(
    rb"^(?:\xe2\x80\x8e)?\[?\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? (?:\S+ )?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?"
    rb"(?:[\s\xe2\x80\xaf]?[ap]\.?\s?m\.?)?\]? ?(?:- )?(?:\xe2\x80\x8e)?[^:;,|\t\r\n]{1,60}: ",
    re.IGNORECASE | re.MULTILINE,
)
_SPOKEN_LINES = 3
_MAIL = re.compile(
    rb"^(?:(?:From|Return-Path|Received|Delivered-To|MIME-Version):|From \S+ (?:\w{3} ){2})",
    re.IGNORECASE,
)


def not_a_table_by_name(name: str) -> Message:
    """What a file is by the ending of its name, for a list of what was passed over."""
    kind = _BY_ENDING.get(Path(name).suffix.lower())
    return msg("not a table") if kind is None else kind.name


def thing_of(source: Source) -> Thing | None:
    """What a file is when it is no table, no archive and no known document; ``None`` if it may be.

    The content decides; the name only where the content is no text either.
    """
    if source.size == 0:
        return EMPTY
    with source.binary() as handle:
        head = handle.read(4096)
    by_sign = next((kind for kind, signs in _SIGNS if head.startswith(signs)), None)
    if by_sign is IMAGE and head.startswith(b"BM") and b"\x00" not in head[:32]:
        by_sign = None
    if by_sign is not None:
        return by_sign
    if head[:4] == b"RIFF" or head[4:8] == b"ftyp":
        return IMAGE if head[8:12] in (b"WEBP", b"heic", b"mif1", b"avif") else FILM
    if head[:4] == b"PK\x03\x04":
        return _of_package(source)
    return _of_text(source, head)


def _of_text(source: Source, head: bytes) -> Thing | None:
    """What a text is that is no table; and what no text is, by its name."""
    bare = head.removeprefix(b"\xef\xbb\xbf")
    if head.strip(b"\x00") == b"":
        return NOTHING
    if _is_shortcut(source, bare):
        return LINK if b"http" in bare and not _ON_A_DRIVE.search(bare) else SHORTCUT
    if bare.lstrip().startswith(b"<svg"):
        return IMAGE
    if _HTML.match(bare) or _HTML_TABLE.match(bare):
        return OLD_SHEET if source.suffix in (".xls", ".xlsx", ".csv") else WEB_PAGE
    if bare.lstrip().startswith((b"<?xml", b"<rss", b"<feed")):
        return FEED
    if source.size < 2_000 and _ONLY_ADDRESS.fullmatch(bare.strip()):
        return ADDRESS
    if _is_chat(bare):
        return CHAT
    if _MAIL.match(bare) and b"\n\n" in head.replace(b"\r", b""):
        return MAIL
    return _BY_ENDING.get(source.suffix) if b"\x00" in head else None


def _is_chat(bare: bytes) -> bool:
    """Whether a text begins as a chat does: with a said line, and most lines are such."""
    lines = [line for line in bare.replace(b"\r\n", b"\n").split(b"\n") if line.strip()][:40]
    said = sum(_SAID.match(line) is not None for line in lines)
    return said >= _SPOKEN_LINES and said >= len(lines) / 2


def _is_shortcut(source: Source, bare: bytes) -> bool:
    small = source.size < 2_000
    return (
        _INTERNET_SHORTCUT.match(bare) is not None
        or bare.startswith(b"L\x00\x00\x00\x01\x14\x02\x00")
        or (small and _DRIVE.match(bare) is not None)
        or (small and (source.suffix == ".webloc" or _WEBLOC.search(bare[:600]) is not None))
    )


def _of_package(source: Source) -> Thing | None:
    """A document packed as ZIP that is no spreadsheet."""
    try:
        with source.binary() as handle, zipfile.ZipFile(handle) as package:
            names = set(package.namelist())
    except DAMAGED:
        return CUT_ZIP
    if "word/document.xml" in names:
        return WORD
    if "ppt/presentation.xml" in names:
        return SLIDES
    if any(name.startswith("Index/") and name.endswith(".iwa") for name in names):
        return NUMBERS
    if "content.xml" in names and "mimetype" in names:
        with source.binary() as handle, zipfile.ZipFile(handle) as package:
            kind = package.read("mimetype")[:100]
        return (
            WORD if b"opendocument.text" in kind else (SLIDES if b"presentation" in kind else None)
        )
    return None


def refuse_thing(source: Source) -> None:
    """Refuses a file that is no table, in words that name it.

    Raises:
        NotPosts: it is a picture, a PDF, a web page, JSON of a network …
    """
    kind = thing_of(source) or json_thing(source)
    if kind is not None:
        raise NotPosts(msg("{file} is {thing}.", file=source.label, thing=kind.name), kind.advice)


# JSON ------------------------------------------------------------------------------------------

_LATER = msg(
    "This archive is not read yet: export the posts as CSV or Excel, and import that file."
)
_JSON: tuple[tuple[str, Thing], ...] = (
    (
        r'"orderedItems"|activitystreams',
        Thing(
            msg("an archive of Mastodon (JSON)"),
            msg(
                "Archives of Mastodon are not read yet: audit the account by its address, @user@server."
            ),
        ),
    ),
    (
        r'"five_star_rating_published"|"review_text_published"',
        Thing(
            msg("reviews that somebody wrote of other places (Google Maps)"),
            msg("The reviews of a profile stand in Takeout's folder 'Google Business Profile'."),
        ),
    ),
    (r'"VideoList"|"TikTokLive"|"Tik ?Tok', Thing(msg("a data download of TikTok (JSON)"), _LATER)),
    (
        r'"messages"\s*:\s*\[.*"(?:from_id|date_unixtime|text_entities)"|"public_channel"|"personal_chat"',
        Thing(msg("an export of Telegram (JSON)"), _LATER),
    ),
    (
        r'"participants"\s*:|"sender_name"|"timestamp_ms"',
        Thing(
            msg("private messages of Instagram or Facebook (JSON)"),
            msg("Nobody's private words are read. Import the list of the posts."),
        ),
    ),
    (
        r'"type"\s*:\s*"message".*"ts"\s*:|"client_msg_id"|"is_channel"\s*:|"guild"\s*:',
        Thing(
            msg("messages of a chat (JSON)"),
            msg("Nobody's private words are read. Import the list of the page's posts."),
        ),
    ),
    (
        r'"string_list_data"|"label_values"',
        Thing(
            msg("a list of an archive of Instagram or Facebook (JSON), which holds no posts"),
            _LATER,
        ),
    ),
    (
        r'"creation_timestamp"|"attachments"\s*:\s*\[|"ig_stories"|"ig_reels_media"',
        Thing(
            msg("posts of an archive of Instagram or Facebook (JSON)"),
            msg(
                "These archives are not read yet: in Meta Business Suite choose Insights, Content, "
                "Export data, and import that CSV."
            ),
        ),
    ),
    (
        r'"(?:likesCount|diggCount|ownerUsername|shortCode|authorMeta)"',
        Thing(
            msg("what a scraper has collected (JSON)"),
            msg("Export the same as CSV or Excel, and import that file."),
        ),
    ),
    (r'"(?:videoId|playlistItem|youtube#\w+)"', Thing(msg("data of YouTube (JSON)"), _LATER)),
    (
        r'"tweet"|"full_text"',
        Thing(msg("data of X (JSON)"), msg("Import the ZIP of the archive as it was downloaded.")),
    ),
)
_ANY_JSON = Thing(
    msg("JSON, not a table"), msg("Export the posts as CSV or Excel, and import that file.")
)


def json_thing(source: Source) -> Thing | None:
    """Whose JSON a file is, by its keys; ``None`` if it is none."""
    with source.binary() as handle:
        head = handle.read(1 << 18)
    bare = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if bare[:1] not in (b"{", b"["):
        return None
    text = bare.decode("utf-8", "replace")
    if not _is_json(text):
        return None
    return next((kind for keys, kind in _JSON if re.search(keys, text, re.DOTALL)), _ANY_JSON)


def _is_json(text: str) -> bool:
    """Whether a text begins as JSON does; a piece of a longer file need not end as it."""
    decoder = json.JSONDecoder()
    try:
        decoder.raw_decode(text)
    except json.JSONDecodeError as error:
        return error.pos > 0.9 * len(text) or bool(
            re.match(r'[\[{]\s*(?:[\[{]\s*)*"[^"\n]{1,80}"\s*:', text)
        )
    except RecursionError:
        return True
    return True


__all__ = ["Thing", "json_thing", "not_a_table_by_name", "refuse_thing", "thing_of"]
