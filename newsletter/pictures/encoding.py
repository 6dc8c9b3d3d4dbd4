"""Any picture made small: upright, without metadata, at most 1,200 pixels wide and 150 kB."""

import io
from dataclasses import dataclass
from typing import Any

from PIL import Image

from newsletter.pictures.values import HIGHEST, LARGEST, WIDEST
from nfp_portal.ui.uploads import open_upright

_QUALITIES = (85, 78, 70, 60, 50)
_SMALLER = 0.8


@dataclass(frozen=True)
class EncodedPicture:
    content: bytes
    kind: str
    width: int
    height: int


def encode(file: Any) -> EncodedPicture:
    """Encode an uploaded JPEG or PNG anew. Raises `ValidationError` where it is neither, or too large.

    A drawing stays a PNG where that is small enough, anything else becomes a JPEG.
    """
    opened = open_upright(file)
    image = _on_white(opened.image)
    image.thumbnail((WIDEST, HIGHEST))
    if opened.format == "PNG":
        content = _saved(image, "PNG", optimize=True)
        if len(content) <= LARGEST:
            return EncodedPicture(content, "png", image.width, image.height)
    return _as_jpeg(image)


def _on_white(image: Image.Image) -> Image.Image:
    """Put what is transparent on white: in a dark mail its lines would be dark on dark."""
    if not image.has_transparency_data:
        return image.convert("RGB")
    drawn = image.convert("RGBA")
    sheet = Image.new("RGBA", drawn.size, "white")
    sheet.alpha_composite(drawn)
    return sheet.convert("RGB")


def _as_jpeg(image: Image.Image) -> EncodedPicture:
    """Lower the quality, and then the size, until it is small enough."""
    while True:
        for quality in _QUALITIES:
            content = _saved(image, "JPEG", quality=quality, optimize=True, progressive=True)
            if len(content) <= LARGEST:
                return EncodedPicture(content, "jpeg", image.width, image.height)
        image = image.resize((max(int(image.width * _SMALLER), 1), max(int(image.height * _SMALLER), 1)))


def _saved(image: Image.Image, image_format: str, **options: Any) -> bytes:
    file = io.BytesIO()
    image.save(file, image_format, **options)
    return file.getvalue()
