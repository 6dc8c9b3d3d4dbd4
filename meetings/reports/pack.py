"""The meeting pack: agenda and papers as one PDF, the pages of each paper behind a page that names it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from meetings.models import AgendaItem, Document, DocumentVersion, Meeting
from meetings.papers.grouping import by_item
from meetings.published import agenda_copy
from nfp_portal.accounts.audience import Audience
from nfp_portal.jobs.registry import ReportProgress
from nfp_portal.renderings.assembly import Inserted, insert, pages_of

LANGUAGE = "en"


@dataclass(frozen=True)
class PackPart:
    """A paper, or an addendum of it, with the page that names it; `pages` is how many of its own follow."""

    number: int
    document: Document
    item: AgendaItem | None
    version: DocumentVersion | None
    pages: int

    @property
    def anchor(self) -> str:
        return f"paper-{self.number}"

    @property
    def title(self) -> str:
        return " ".join(filter(None, (self.document.symbol_of(self.version), self.document.title)))

    @property
    def facts(self) -> list[str]:
        language = self.version.get_language_display() if self.version else ""
        facts = (str(self.item or ""), self.document.get_kind_display(), self.document.get_purpose_display())
        return [str(fact) for fact in (*facts, language) if fact]

    @property
    def note(self) -> str:
        """Why no pages follow; empty where they do."""
        if self.pages:
            return ""
        if self.version is None:
            return _("No file was handed in.")
        if self.version.has_lost_its_file:
            return _("Its file is missing.")
        if self.version.extension != "pdf":
            kind = {"kind": self.version.extension.upper()}
            return _("This paper is a %(kind)s file and cannot be printed here. Open it at:") % kind
        return _("This PDF is protected or damaged and cannot be printed here. Open it at:")

    @property
    def address(self) -> str:
        """Where the file is, for what is not printed."""
        if self.pages or self.version is None or self.version.has_lost_its_file:
            return ""
        return settings.SITE_URL + reverse(
            "meetings:paper", args=[self.document.meeting.slug, self.document.key]
        )


@dataclass(frozen=True)
class Pack:
    """What the pack of an audience holds, read once; what it may not read is not fetched."""

    meeting: Meeting
    audience: Audience

    @cached_property
    def items(self) -> list[AgendaItem]:
        return agenda_copy(self.meeting, self.audience).items

    @cached_property
    def parts(self) -> Sequence[PackPart]:
        chosen = list(self._chosen())
        paths = {
            version.pk: Path(version.file.path)
            for *_both, version in chosen
            if version is not None and version.extension == "pdf" and not version.has_lost_its_file
        }
        counted = pages_of(paths.values())
        return [
            PackPart(number, document, item, version, _pages(version, paths, counted))
            for number, (item, document, version) in enumerate(chosen, start=1)
        ]

    def _chosen(self) -> Iterator[tuple[AgendaItem | None, Document, DocumentVersion | None]]:
        documents = self.meeting.documents.for_audience(self.audience).with_versions()
        for group in by_item(documents, self.items):
            for document in group.documents:
                document.meeting = self.meeting
                main = document.version_for(LANGUAGE)
                yield group.item, document, main
                for version in document.latest:
                    if version.stands_beside and version != main and version.language == _language(main):
                        yield group.item, document, version

    def context(self) -> dict[str, Any]:
        return {"parts": self.parts, "page_rules": "\n".join(self._page_rules())}

    def _page_rules(self) -> Iterator[str]:
        """Let the page of each paper count those of the one before it too, so that the contents are right."""
        before = 0
        for part in self.parts:
            yield f"@page {part.anchor} {{ counter-increment: page {before + 1} }}"
            yield f"#{part.anchor} {{ page: {part.anchor} }}"
            before = part.pages

    def assemble(self, rendered: Path, report: ReportProgress) -> Path:
        """Insert the pages of the papers, each behind its page, of which there is one a paper at the end."""
        number = len(self.parts)
        files = [
            Inserted(part.number - 1 - number, Path(part.version.file.path))
            for part in self.parts
            if part.pages and part.version is not None
        ]
        return insert(rendered, files, report)


def _pages(version: DocumentVersion | None, paths: dict[int, Path], counted: dict[Path, int]) -> int:
    return counted.get(paths[version.pk], 0) if version is not None and version.pk in paths else 0


def _language(version: DocumentVersion | None) -> str:
    return version.language if version is not None else ""
