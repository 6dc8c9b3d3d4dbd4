"""Uploaded files, checked by their content and not by their names."""

import io
import uuid
import zipfile
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.utils.deconstruct import deconstructible
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

LARGEST = 25 * 1024 * 1024
MOST_ENTRIES = 2_000
LARGEST_UNPACKED = 200 * 1024 * 1024
MOST_PIXELS = 50_000_000
PDF_HEAD = 1024
# The folder that makes a zip archive a document of its kind (ECMA-376).
OFFICE_FOLDERS = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}
IMAGE_FORMATS = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG"}
KINDS = ("pdf", *OFFICE_FOLDERS, *IMAGE_FORMATS)
WRONG_KIND = _("Upload a PDF, DOCX, XLSX, PPTX, JPG or PNG. This file is something else inside.")

TOO_MANY_PIXELS = _("This picture has too many pixels.")


class FilesInput(forms.FileInput):
    """Takes several files at once."""

    allow_multiple_selected = True


class CheckedFileField(forms.FileField):
    """A file of an accepted kind, at most 25 MB; images are re-encoded, which removes metadata."""

    default_error_messages = {"too_large": _("The file is larger than 25 MB. Make it smaller or split it.")}

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return super().widget_attrs(widget) | {"accept": ",".join(f".{kind}" for kind in KINDS)}

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if not isinstance(file, UploadedFile):
            return file
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(self.error_messages["too_large"], code="too_large")
        return _checked(file)


def _checked(file: "UploadedFile[Any]") -> Any:
    kind = PurePath(file.name or "").suffix.lower().removeprefix(".")
    checks = {
        "pdf": _checked_pdf,
        **dict.fromkeys(OFFICE_FOLDERS, _checked_document),
        **dict.fromkeys(IMAGE_FORMATS, _re_encoded),
    }
    if kind not in checks:
        raise forms.ValidationError(WRONG_KIND, code="wrong_kind")
    return checks[kind](file)


def _checked_pdf(file: "UploadedFile[Any]") -> "UploadedFile[Any]":
    """Its header stands in the first 1024 bytes; some programs write others before it."""
    head = file.read(PDF_HEAD)
    file.seek(0)
    if b"%PDF-" not in head:
        raise forms.ValidationError(WRONG_KIND, code="wrong_kind")
    return file


def _checked_document(file: "UploadedFile[Any]") -> "UploadedFile[Any]":
    """Look inside the archive: the right folder, no macros, no zip bomb."""
    folder = OFFICE_FOLDERS[PurePath(str(file.name)).suffix.lower().removeprefix(".")]
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise forms.ValidationError(WRONG_KIND, code="wrong_kind") from error
    names = [entry.filename for entry in entries]
    if "[Content_Types].xml" not in names or not any(name.startswith(folder) for name in names):
        raise forms.ValidationError(WRONG_KIND, code="wrong_kind")
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
        raise forms.ValidationError(_("This document unpacks to more than can be read."), code="too_large")
    if any("vbaProject" in name for name in names):
        raise forms.ValidationError(_("Save the document without macros and upload it again."), code="macros")
    file.seek(0)
    return file


def _re_encoded(file: "UploadedFile[Any]") -> ContentFile[bytes]:
    """Re-encode the image upright, without its metadata and previews."""
    image_format = IMAGE_FORMATS[PurePath(str(file.name)).suffix.lower().removeprefix(".")]
    opened = open_upright(file, image_format)
    drawn = io.BytesIO()
    opened.image.convert("RGB" if image_format == "JPEG" else "RGBA").save(drawn, image_format)
    return ContentFile(drawn.getvalue(), name=file.name)


@dataclass(frozen=True)
class OpenedImage:
    """A decoded image, turned as its EXIF orientation says; `format` is "JPEG" or "PNG"."""

    image: Image.Image
    format: str


def open_upright(file: Any, *formats: str) -> OpenedImage:
    """Decode an image by its content, one of these formats or any accepted one. Raises `ValidationError`."""
    try:
        with Image.open(file, formats=formats or tuple(sorted(set(IMAGE_FORMATS.values())))) as image:
            if image.width * image.height > MOST_PIXELS:
                raise forms.ValidationError(TOO_MANY_PIXELS, code="too_large")
            upright = ImageOps.exif_transpose(image)
            upright.load()
            return OpenedImage(upright, str(image.format))
    except Image.DecompressionBombError as error:
        raise forms.ValidationError(TOO_MANY_PIXELS, code="too_large") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise forms.ValidationError(WRONG_KIND, code="wrong_kind") from error


class StoredFile:
    """What rows with a `file` share."""

    file: Any

    @property
    def extension(self) -> str:
        return PurePath(self.file.name or "").suffix.removeprefix(".")

    @property
    def size(self) -> int | None:
        """Its bytes; None where the file is missing from the store."""
        try:
            return int(self.file.size)
        except FileNotFoundError:
            return None

    @property
    def has_lost_its_file(self) -> bool:
        return self.size is None


@deconstructible
class RandomName:
    """`upload_to` of a model: a folder and a random name; the row keeps the name of the upload."""

    def __init__(self, folder: str) -> None:
        self.folder = folder

    def __call__(self, _row: models.Model, given: str) -> str:
        return f"{self.folder}/{uuid.uuid4().hex}{PurePath(given).suffix.lower()}"
