"""Files handed in: what is let in, what is not, and in which words."""

import io
import re
import struct
import zipfile
import zlib

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from nfp_portal.ui import uploads
from nfp_portal.ui.uploads import CheckedFileField, RandomName

PDF = b"%PDF-1.7 a small one"


def archive(*names: str, size: int = 3) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in names:
            packed.writestr(name, b"0" * size)
    return file.getvalue()


def picture(image_format: str, **extra: object) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(file, image_format, **extra)
    return file.getvalue()


def hand_in(name: str, content: bytes) -> object:
    return CheckedFileField().clean(SimpleUploadedFile(name, content))


DOCUMENT = archive("[Content_Types].xml", "word/document.xml")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("paper.pdf", PDF),
        ("PAPER.PDF", PDF),
        ("after-a-mark.pdf", b"\xef\xbb\xbf\r\n" + b" " * 1000 + PDF),
        ("paper.docx", DOCUMENT),
        ("sheet.xlsx", archive("[Content_Types].xml", "xl/workbook.xml")),
        ("slides.pptx", archive("[Content_Types].xml", "ppt/presentation.xml")),
        ("photo.jpg", picture("JPEG")),
        ("photo.png", picture("PNG")),
    ],
)
def test_a_file_whose_content_matches_its_name_is_accepted(name: str, content: bytes) -> None:
    assert hand_in(name, content) is not None


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("paper.pdf", DOCUMENT),
        ("paper.pdf", b" " * 1024 + PDF),
        ("paper.docx", PDF),
        ("paper.docx", archive("word/document.xml")),
        ("sheet.xlsx", DOCUMENT),
        ("photo.jpg", picture("PNG")),
        ("photo.png", b"\x89PNG\r\n\x1a\nnot a picture"),
        ("program.exe", b"MZ"),
        ("page.html", b"<script>"),
        ("drawing.svg", b"<svg/>"),
        ("paper", PDF),
        ("paper.pdf.exe", PDF),
    ],
)
def test_a_file_whose_content_is_of_another_kind_is_refused(name: str, content: bytes) -> None:
    with pytest.raises(forms.ValidationError, match="Upload a PDF, DOCX, XLSX, PPTX, JPG or PNG"):
        hand_in(name, content)


def test_more_than_25_mb_is_refused() -> None:
    with pytest.raises(forms.ValidationError, match="larger than 25 MB"):
        hand_in("paper.pdf", PDF + b"0" * uploads.LARGEST)


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(forms.ValidationError, match="empty"):
        hand_in("paper.pdf", b"")


def test_macros_are_refused() -> None:
    with pytest.raises(forms.ValidationError, match="without macros"):
        hand_in("paper.docx", archive("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"))


def test_an_archive_that_is_a_decompression_bomb_is_refused() -> None:
    names = ["[Content_Types].xml", *(f"word/{number}.xml" for number in range(5))]
    with pytest.raises(forms.ValidationError, match="unpacks to more"):
        hand_in("paper.docx", archive(*names, size=50 * 1024 * 1024))


def test_too_many_entries_are_refused() -> None:
    names = ["[Content_Types].xml", *(f"word/{number}.xml" for number in range(uploads.MOST_ENTRIES))]
    with pytest.raises(forms.ValidationError, match="unpacks to more"):
        hand_in("paper.docx", archive(*names))


def test_a_photograph_taken_sideways_stands_upright() -> None:
    """Orientation 6 (Exif 2.32, 4.6.4.A): the camera was turned, and the first row is the right side."""
    exif = Image.Exif()
    exif[0x0112] = 6
    file = io.BytesIO()
    taken = Image.new("RGB", (80, 40), "white")
    taken.paste("red", (0, 0, 40, 40))
    taken.save(file, "JPEG", exif=exif, quality=95)
    kept = Image.open(hand_in("photo.jpg", file.getvalue()))  # type: ignore[arg-type] # a file
    assert (kept.size, kept.getexif().get(0x0112)) == ((40, 80), None)
    top, bottom = kept.getpixel((20, 10)), kept.getpixel((20, 70))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert (top[1] < 60, bottom[1] > 200) == (True, True)


def test_a_picture_loses_what_hides_in_it() -> None:
    exif = Image.Exif()
    exif[0x010E] = "a secret place"
    drawn = hand_in("photo.jpg", picture("JPEG", exif=exif))
    assert b"a secret place" not in drawn.read()  # type: ignore[attr-defined]


def _png(width: int, height: int, *chunks: tuple[bytes, bytes]) -> bytes:
    """Draw nothing: the head of a picture that says how large it is, and more chunks."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", head), *chunks, (b"IDAT", zlib.compress(b"")), (b"IEND", b"")]
    written = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(written)


def test_a_picture_that_says_it_is_endless_is_refused() -> None:
    with pytest.raises(forms.ValidationError) as refused:
        hand_in("huge.png", _png(30_000, 30_000))
    assert refused.value.code == "too_large"


def test_a_picture_whose_text_chunk_is_a_decompression_bomb_is_refused() -> None:
    chunk = b"Comment\x00\x00" + zlib.compress(b"x" * 5_000_000)
    with pytest.raises(forms.ValidationError) as refused:
        hand_in("words.png", _png(1, 1, (b"zTXt", chunk)))
    assert refused.value.code == "wrong_kind"


def test_stored_names_cannot_be_guessed_and_keep_the_kind() -> None:
    names = {RandomName("papers")(None, "../../Ärger.PDF") for _ in range(10)}  # type: ignore[arg-type]
    assert len(names) == 10
    assert all(re.fullmatch(r"papers/[0-9a-f]{32}\.pdf", name) for name in names)
