"""A logo from a file: opened within limits, drawn anew, so that nothing but its picture is left."""

from __future__ import annotations

import base64
import io
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.core.errors import InputError
from auditor.core.files import TooLargeError, regular_bytes
from auditor.core.messages import Message, msg
from reports.palette import Palette, contrast

if TYPE_CHECKING:
    from PIL.Image import Image

_FORMATS = ("PNG", "JPEG", "WEBP")
_MOST_BYTES = 5 * 1024 * 1024
_MOST_PIXELS = 16_000_000
# As large as a masthead needs on a screen of double density.
_BOX = (640, 192)
_LONGEST_TO_SHORTEST = 12
# Below this contrast with the paper a picture is not seen, WCAG 2.2, success criterion 1.4.11.
_SEEN = 3.0


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture as PNG, its size in px at single density, and whether it needs a dark ground on the
    light page and a light one on the dark page."""

    png: bytes
    width: int
    height: int
    on_dark: bool
    on_light: bool

    @property
    def address(self) -> str:
        """The picture as a ``data:`` address."""
        return f"data:image/png;base64,{base64.b64encode(self.png).decode('ascii')}"


def read_logo(path: Path, light: Palette, dark: Palette) -> Logo:
    """A logo as the report shows it.

    Args:
        path: a PNG, JPEG or WebP file.
        light: the colours of the light page.
        dark: those of the dark one.

    Raises:
        InputError: there is no such file, it is no such picture, it is too large, or the package
            that opens pictures is not installed.
    """
    try:
        from PIL import Image, ImageOps
    except ImportError:
        raise InputError(
            msg("{file} cannot be opened: pictures need a further package.", file=str(path)),
            msg("pip install 'social-account-auditor[logo]', or leave the logo away."),
        ) from None
    data = _bytes_of(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
                if opened.width * opened.height > _MOST_PIXELS:
                    raise _refused(path, msg("it has more than 16 million pixels"))
                if getattr(opened, "n_frames", 1) > 1:
                    raise _refused(path, msg("it moves"))
                opened.load()
                upright = ImageOps.exif_transpose(opened)
                picture = _plain(upright)
    except InputError:
        raise
    except Exception as error:
        raise _refused(path, msg("it is damaged, or of another kind than its name says")) from error
    return _logo(path, picture, light, dark)


def _bytes_of(path: Path) -> bytes:
    if path.suffix.lower() in (".svg", ".svgz"):
        raise _refused(path, msg("it is a drawing (SVG)"))
    try:
        return regular_bytes(path, _MOST_BYTES)
    except TooLargeError as error:
        raise _refused(path, msg("it is larger than 5 MB")) from error
    except OSError as error:
        raise InputError(
            msg("The logo {file} cannot be opened.", file=str(path)),
            msg("Its path is counted from the folder of the file that names it."),
        ) from error


def _refused(path: Path, what: Message) -> InputError:
    return InputError(
        msg("The logo {file} cannot be used: {what}.", file=str(path), what=what),
        msg("Save it as a PNG of about 600 by 200 pixels, and name that file."),
    )


def _plain(picture: Image) -> Image:
    """The pixels alone, in red, green, blue and opacity of eight bits."""
    from PIL import Image

    if picture.mode.startswith(("I", "F")):
        picture = picture.convert("I").point(lambda value: value / 256).convert("L")
    coloured = picture.convert("RGBA")
    bare = Image.new("RGBA", coloured.size)
    bare.paste(coloured)
    bare.thumbnail(_BOX, Image.Resampling.LANCZOS)
    return bare


def _logo(path: Path, picture: Image, light: Palette, dark: Palette) -> Logo:
    box = picture.getchannel("A").getbbox()
    if box is None:
        raise _refused(path, msg("nothing is to be seen in it"))
    picture = picture.crop(box)
    if max(picture.size) > _LONGEST_TO_SHORTEST * min(picture.size):
        raise _refused(path, msg("it is far longer than it is high"))
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", optimize=True)
    return Logo(
        buffer.getvalue(),
        -(-picture.width // 2),
        -(-picture.height // 2),
        on_dark=_is_lost(picture, light.paper),
        on_light=_is_lost(picture, dark.paper),
    )


def _is_lost(picture: Image, ground: str) -> bool:
    """Whether hardly any of what is opaque can be seen on a ground."""
    data = picture.resize((32, 32)).tobytes()
    pixels = [data[at : at + 4] for at in range(0, len(data), 4) if data[at + 3] > 127]
    seen = sum(contrast(_hex(pixel), ground) >= _SEEN for pixel in pixels)
    return seen < len(pixels) / 20


def _hex(pixel: Sequence[int]) -> str:
    red, green, blue = pixel[:3]
    return f"#{red:02x}{green:02x}{blue:02x}"
