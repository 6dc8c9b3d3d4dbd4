"""Any uploaded picture becomes small, upright and without hidden data."""

import io

import pytest
from django.forms import ValidationError
from PIL import Image

from newsletter.pictures.actions import store
from newsletter.pictures.encoding import encode
from newsletter.pictures.models import StoredPicture
from tests.factories.pictures import file_of, noise, phone_photo, plain


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def test_a_phone_photo_comes_upright_and_without_what_the_phone_wrote_into_it() -> None:
    encoded = encode(phone_photo())
    image = opened(encoded.content)
    assert (image.size, encoded.width, encoded.height) == ((240, 400), 240, 400)
    above, below = (image.getpixel((120, height)) for height in (50, 350))
    assert isinstance(above, tuple)
    assert isinstance(below, tuple)
    assert (above[0] > 200, below[2] > 200) == (True, True)
    assert dict(image.getexif()) == {}
    assert b"taken at home" not in encoded.content


def test_a_large_photo_is_at_most_1200_pixels_wide_and_150_kb() -> None:
    encoded = encode(file_of(noise(2000, 1500), quality=95))
    assert len(encoded.content) <= 150_000
    assert (encoded.kind, encoded.width <= 1200) == ("jpeg", True)
    assert round(encoded.width / encoded.height, 1) == 1.3


def test_a_drawing_stays_a_png_on_white() -> None:
    drawn = Image.new("RGBA", (200, 100), (0, 0, 0, 0))
    drawn.paste((10, 20, 30, 255), (0, 0, 100, 100))
    encoded = encode(file_of(drawn, "logo.png"))
    image = opened(encoded.content)
    assert (encoded.kind, image.mode) == ("png", "RGB")
    assert (image.getpixel((50, 50)), image.getpixel((150, 50))) == ((10, 20, 30), (255, 255, 255))


def test_a_png_too_large_for_one_becomes_a_jpeg() -> None:
    assert encode(file_of(noise(600, 600), "photo.png")).kind == "jpeg"


@pytest.mark.parametrize("content", [b"", b"GIF89a" + b"\0" * 40, b"<svg/>", b"\xff\xd8\xff" + b"\0" * 20])
def test_what_is_no_jpeg_or_png_inside_is_refused(content: bytes) -> None:
    with pytest.raises(ValidationError):
        encode(io.BytesIO(content))


@pytest.mark.django_db
def test_the_same_picture_is_kept_once() -> None:
    first, second = (store(file_of(plain()), text) for text in ("One", "Two"))
    assert (first.digest, second.alternative) == (second.digest, "Two")
    assert StoredPicture.objects.count() == 1
