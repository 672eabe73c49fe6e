"""The presentation that slides are put into: wide, empty, its layouts known by what they hold."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditor.core.errors import InputError
from auditor.core.files import TooLargeError, regular_bytes
from auditor.core.messages import Message, msg

if TYPE_CHECKING:
    from pptx.presentation import Presentation
    from pptx.slide import Slide, SlideLayout

_WIDE = 12_192_000  # 16:9 at the height of 4:3, in EMU
_MOST_BYTES = 50 * 1024 * 1024
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^<>]*>")
_EXTERNAL = re.compile(rb"TargetMode\s*=\s*[\"']External")
_TEMPLATE = "application/vnd.openxmlformats-officedocument.presentationml.template.main+xml"
_SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a slide, in EMU."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True)
class Deck:
    """A presentation without slides, the layouts to use, and where a slide's content goes."""

    presentation: Presentation
    cover: SlideLayout
    inner: SlideLayout
    body: Box


def deck_of(template: Path | None) -> Deck:
    """An empty presentation: the agency's if there is one, else a plain wide one.

    Raises:
        InputError: the template cannot be used.
    """
    from pptx import Presentation

    if template is None:
        presentation = Presentation()
        _widen(presentation)
    else:
        presentation = Presentation(io.BytesIO(_as_slides(template)))
    _empty(presentation)
    layouts = list(presentation.slide_layouts)
    if not layouts:
        assert template is not None
        raise _refused(template, msg("it has no layouts"))
    inner = min(layouts, key=_beside_a_title)
    cover = next((layout for layout in layouts if _holds(layout, "SUBTITLE")), inner)
    return Deck(presentation, cover, inner, _body(presentation, layouts))


@contextmanager
def refusing_damaged(template: Path | None) -> Iterator[None]:
    """Refuse an agency's template in words for whatever the library meets in it.

    Its parts are read as they are used: a layout that is missing shows when a slide is made of it.

    Raises:
        InputError: the template cannot be used.
    """
    from pptx.exc import PythonPptxError

    # lxml's errors of syntax are Python's.
    damaged = (PythonPptxError, zipfile.BadZipFile, SyntaxError, LookupError, ValueError, TypeError)
    try:
        yield
    except (*damaged, AttributeError, NotImplementedError, zlib.error, EOFError) as error:
        if template is None:
            raise
        raise _refused(template, msg("it is no presentation, or damaged")) from error


def _refuse_what_is_fetched(path: Path, archive: zipfile.ZipFile) -> None:
    """Refuse a template with pictures or objects that lie elsewhere: whoever opened the slides
    would fetch them. Links that somebody has to click, and sample slides, may name what they like.
    """
    for name in archive.namelist():
        if not name.endswith(".rels") or name.startswith("ppt/slides/"):
            continue
        for relation in _RELATION.findall(archive.read(name)):
            if _EXTERNAL.search(relation) and b"/hyperlink" not in relation:
                raise InputError(
                    msg(
                        "The slides {file} cannot be used: a picture or an object in {part} is "
                        "fetched from elsewhere whenever they are opened.",
                        file=str(path),
                        part=name.replace("_rels/", "").removesuffix(".rels"),
                    ),
                    msg("In PowerPoint: File, Info, Edit Links to Files, Break Link; then save."),
                )


def _as_slides(path: Path) -> bytes:
    """A template's bytes as those of a presentation: of a ``.potx`` one word differs."""
    suffix = path.suffix.lower()
    if suffix in (".pptm", ".potm"):
        raise _refused(path, msg("it holds macros"))
    if suffix == ".ppt":
        raise _refused(path, msg("it is in the old form of PowerPoint"))
    data = _bytes_of(path)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > 10 * _MOST_BYTES:
            raise _refused(path, msg("it is larger than 50 MB"))
        _refuse_what_is_fetched(path, archive)
        types = archive.read("[Content_Types].xml").decode("utf-8")
        if _TEMPLATE not in types:
            return data
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as written:
            for entry in archive.infolist():
                content = archive.read(entry)
                if entry.filename == "[Content_Types].xml":
                    content = types.replace(_TEMPLATE, _SLIDES).encode("utf-8")
                written.writestr(entry, content)
    return buffer.getvalue()


def _bytes_of(path: Path) -> bytes:
    try:
        data = regular_bytes(path, _MOST_BYTES)
    except TooLargeError as error:
        raise _refused(path, msg("it is larger than 50 MB")) from error
    except OSError as error:
        raise InputError(
            msg("The slides {file} cannot be opened.", file=str(path)),
            msg("Its path is counted from the folder of the file that names it."),
        ) from error
    if not zipfile.is_zipfile(io.BytesIO(data)):
        raise _refused(path, msg("it is no presentation"))
    return data


def _refused(path: Path, what: Message) -> InputError:
    return InputError(
        msg("The slides {file} cannot be used: {what}.", file=str(path), what=what),
        msg("Save them as .pptx or .potx, without a password."),
    )


def _widen(presentation: Presentation) -> None:
    """The plain presentation from 4:3 to 16:9, with all that its layouts place."""
    factor = _WIDE / int(presentation.slide_width or _WIDE)
    presentation.slide_width = _WIDE
    master = presentation.slide_master
    for shape in [
        *master.shapes,
        *(shape for layout in master.slide_layouts for shape in layout.shapes),
    ]:
        if shape.element.xpath(".//a:xfrm"):
            shape.left = int(shape.left * factor)
            shape.width = int(shape.width * factor)


def _empty(presentation: Presentation) -> None:
    """Without the slides that a template brings as samples; all of them, or names come twice."""
    identifiers = presentation.slides._sldIdLst
    for identifier in list(identifiers):
        presentation.part.drop_rel(identifier.rId)
        identifiers.remove(identifier)


def kind_of(holder: Any) -> str:  # noqa: ANN401 - the library's own shapes
    """What a placeholder is for: ``TITLE``, ``SUBTITLE``, ``OBJECT``; empty where it is unknown."""
    kind = holder.placeholder_format.type
    return "" if kind is None else str(kind.name)


def _kinds(layout: SlideLayout) -> list[str]:
    return [kind_of(holder) for holder in layout.placeholders]


def _holds(layout: SlideLayout, kind: str) -> bool:
    return kind in _kinds(layout)


def _beside_a_title(layout: SlideLayout) -> tuple[bool, int]:
    """How far a layout is from one with a title alone: names of layouts are anybody's."""
    kinds = [kind for kind in _kinds(layout) if kind not in ("DATE", "FOOTER", "SLIDE_NUMBER")]
    return "TITLE" not in kinds, len(kinds)


def _body(presentation: Presentation, layouts: list[SlideLayout]) -> Box:
    """Where a layout of one title and one content puts the content; else below any title."""
    for layout in layouts:
        kinds = _kinds(layout)
        if kinds.count("OBJECT") == 1 and "TITLE" in kinds and "BODY" not in kinds:
            for holder in layout.placeholders:
                if kind_of(holder) == "OBJECT" and holder.width:
                    return Box(holder.left, holder.top, holder.width, holder.height)
    width, height = int(presentation.slide_width or _WIDE), int(presentation.slide_height or 1)
    return Box(width // 20, height // 4, width * 9 // 10, height * 6 // 10)


def title_of(slide: Slide, words: str) -> Any:  # noqa: ANN401 - the library's own shapes
    """Write a slide's title, into its placeholder or a box of its own."""
    holder = slide.shapes.title
    if holder is None:
        holder = slide.shapes.add_textbox(457_200, 300_000, 11_000_000, 900_000)
    holder.text_frame.text = words
    return holder
