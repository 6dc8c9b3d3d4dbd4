"""Documents: PDFs that a worker renders and that are kept as long as they are current."""

import hashlib
import re
from abc import ABC, abstractmethod
from collections.abc import Iterator
from functools import cache, cached_property
from pathlib import Path
from typing import Any, ClassVar, Self

from django.contrib.staticfiles import finders
from django.template.loader import get_template
from django.utils import translation

from nfp_portal.accounts.models import User
from nfp_portal.jobs.models import Job
from nfp_portal.jobs.pdf_process import HOUSE_SHEET
from nfp_portal.jobs.registry import ReportProgress

# The templates and style sheets that a template names; fonts and pictures do not change what is said.
_PARTS = re.compile(r"""\{%\s*(?:extends|include)\s+["']([^"']+)["']""")
_SHEETS = re.compile(r"""\{%\s*static\s+["']([^"']+\.css)["']""")


class Document(ABC):
    """One kind of PDF about one subject. A room derives its kinds and registers them in `AppConfig.ready()`.

    Two documents of equal kind, subject and parameters are the same one at different times.
    """

    kind: ClassVar[str]
    # For one reader alone: removed after a day.
    for_one_reader: ClassVar[bool] = False
    # Whether the secretariat may not even know that there is one: nobody else sees its job, and no letter
    # says that it is ready, for the secretariat reads what mail was sent.
    is_private: ClassVar[bool] = False
    # Whether `keep` stores the file for good, so that the rendering itself goes at night.
    is_kept_elsewhere: ClassVar[bool] = False
    # Raised when code outside the templates changes what the document looks like.
    layout: ClassVar[int] = 1
    # What they extend and include, and their style sheets, are found by themselves.
    templates: ClassVar[tuple[str, ...]]

    @classmethod
    @abstractmethod
    def of(cls, job: Job) -> Self:
        """Return the document that the job is to render, as it is now."""

    @property
    @abstractmethod
    def subject(self) -> str:
        """Return the key of the row that the document is about."""

    @property
    def parameters(self) -> dict[str, Any]:
        """Return what else says which document it is, as JSON."""
        return {}

    @property
    def language(self) -> str:
        return "en"

    @abstractmethod
    def fingerprint(self) -> str:
        """Return a digest of the data that the document shows, in the language that is active."""

    @abstractmethod
    def compose(self) -> str:
        """Return the HTML. Raises `RenderError` if it cannot be made."""

    def finish(self, rendered: Path, report: ReportProgress) -> Path:
        """Return the finished file, which may be another one. Raises `RenderError`."""
        return rendered

    def keep(self, rendered: Path) -> None:  # noqa: B027 - most kinds need nothing
        """Do with the finished file what this kind needs besides; it may be called twice."""

    @property
    @abstractmethod
    def title(self) -> str: ...

    @property
    @abstractmethod
    def url(self) -> str:
        """Return the address that answers with the PDF."""

    @abstractmethod
    def may_read(self, user: User) -> bool:
        """Whether the view at `url` answers this account with the document, as both are now."""

    @property
    def trail(self) -> list[tuple[str, str]]:
        """Return the pages above the document, as pairs of title and address."""
        return []

    @cached_property
    def content(self) -> str:
        """Return the digest of data and layout; a stored PDF of another content is out of date."""
        with translation.override(self.language):
            parts = f"{self.layout} {layout_of(self.templates)} {self.fingerprint()}"
        return hashlib.sha256(parts.encode()).hexdigest()

    @property
    def job_parameters(self) -> dict[str, Any]:
        return self.parameters | {"language": self.language, "content": self.content}


class OneReaderDocument(Document):
    """A document for one reader, so small that it is written to know whether it is still the same."""

    for_one_reader: ClassVar[bool] = True

    @abstractmethod
    def write(self) -> str:
        """Return the HTML."""

    @cached_property
    def _written(self) -> str:
        return self.write()

    def fingerprint(self) -> str:
        return hashlib.sha256(self._written.encode()).hexdigest()

    def compose(self) -> str:
        return self._written


DOCUMENTS: dict[str, type[Document]] = {}


@cache
def layout_of(templates: tuple[str, ...]) -> str:
    """Return a digest of the templates, of all they extend and include, and of their style sheets."""
    return hashlib.sha256(b"".join(file.read_bytes() for file in sorted(files_of(templates)))).hexdigest()


def files_of(templates: tuple[str, ...]) -> set[Path]:
    """Return what `layout_of` is the digest of; the sheet of the house applies to every document."""
    return {HOUSE_SHEET, *(file for name in templates for file in _files(name))}


def _files(template: str) -> Iterator[Path]:
    path = Path(str(get_template(template).origin.name))  # type: ignore[attr-defined] # Django's own backend
    source = path.read_text()
    yield path
    for sheet in _SHEETS.findall(source):
        yield Path(str(finders.find(sheet)))
    for part in _PARTS.findall(source):
        yield from _files(part)
