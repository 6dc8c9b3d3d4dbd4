"""Pictures for tests: files as people upload them, and pictures that are stored."""

import io
from functools import cache
from random import Random
from typing import Any

from PIL import Image

from newsletter.models import Piece
from newsletter.pictures.actions import store
from newsletter.pictures.values import Picture
from tests.factories.contributions import word_file

# The tag of EXIF that says how a picture is to be turned; 6 is a phone held upright.
ORIENTATION = 0x0112
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRAWINGS = "http://schemas.openxmlformats.org/drawingml/2006"


def noise(width: int, height: int, seed: int = 1) -> Image.Image:
    """A picture that hardly any encoding makes small."""
    return Image.frombytes("RGB", (width, height), Random(seed).randbytes(width * height * 3))  # noqa: S311 - no secret


def plain(width: int = 320, height: int = 200, colour: str = "#0f3d56") -> Image.Image:
    return Image.new("RGB", (width, height), colour)


def file_of(image: Image.Image, name: str = "photo.jpg", **options: Any) -> io.BytesIO:
    """The picture as a file of this name, in the format that its ending says."""
    file = io.BytesIO()
    image.save(file, "PNG" if name.endswith(".png") else "JPEG", **options)
    file.seek(0)
    file.name = name
    return file


def phone_photo() -> io.BytesIO:
    """A red left half and a blue right half as the sensor saw it. Upright, red is above blue."""
    image = plain(400, 240, "red")
    image.paste(plain(200, 240, "blue"), (200, 0))
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[0x010E] = "taken at home"
    return file_of(image, "IMG_0001.JPG", exif=exif)


@cache
def large_file(seed: int) -> bytes:
    """A file that becomes a picture of at least 90 kB."""
    return file_of(noise(420, 420, seed), quality=85).getvalue()


def make_picture(
    alternative: str = "Officers at a bridge", colour: str = "#0f3d56", credit: str = ""
) -> Picture:
    stored = store(file_of(plain(colour=colour)), alternative)
    return Picture(**(stored.to_json() | {"credit": credit}))


def make_large_picture(seed: int) -> Picture:
    return store(io.BytesIO(large_file(seed)), f"Noise {seed}")


def with_pictures(piece: Piece, *pictures: Picture) -> Piece:
    """The piece with these pictures, whatever it had."""
    piece.pictures = [picture.to_json() for picture in pictures or (make_picture(),)]
    piece.save()
    return piece


def drawing(key: str, description: str = "") -> str:
    """A paragraph of a Word document that shows the picture of this relation."""
    return (
        f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{_DRAWINGS}/wordprocessingDrawing">'
        f'<wp:docPr id="1" descr="{description}"/>'
        f'<a:blip xmlns:a="{_DRAWINGS}/main" xmlns:r="{_RELATIONS}" r:embed="{key}"/>'
        "</wp:inline></w:drawing></w:r></w:p>"
    )


def document(body: str, **pictures: bytes) -> Any:
    """A Word document with pictures by the key of their relation."""
    relations = "".join(
        f'<Relationship Id="{key}" Type="{_RELATIONS}/image" Target="media/{key}.png"/>' for key in pictures
    )
    parts = {f"word/media/{key}.png": content for key, content in pictures.items()}
    parts["word/_rels/document.xml.rels"] = f"<Relationships>{relations}</Relationships>".encode()
    text = "<w:p><w:r><w:t>A bridge opens</w:t></w:r></w:p><w:p><w:r><w:t>On Monday.</w:t></w:r></w:p>"
    return word_file(text + body, **parts)
