"""All papers as one ZIP, with an index page that works offline."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.timezone import localtime

from meetings.models import AgendaItem, Document, DocumentVersion, Meeting
from meetings.papers.grouping import by_item
from meetings.published import items_for
from nfp_portal.accounts.access import Reader

INDEX, SHEET, FOLDER = "index.html", "index.css", "papers"
CHUNK = 256 * 1024


@dataclass(frozen=True)
class ListedFile:
    """A file by its path within the archive; None where the store has lost it."""

    version: DocumentVersion
    path: str | None


@dataclass(frozen=True)
class ListedPaper:
    document: Document
    files: list[ListedFile]


@dataclass
class Archive:
    """What `reader` may see of a meeting's papers, read once; `chunks` yields the ZIP as it is made."""

    meeting: Meeting
    groups: list[tuple[AgendaItem | None, list[ListedPaper]]] = field(default_factory=list)
    _names: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, meeting: Meeting, reader: Reader) -> "Archive":
        archive = cls(meeting)
        documents = meeting.documents.visible_to(reader).with_versions()
        for group in by_item(documents, items_for(meeting, reader)):
            archive.groups.append((group.item, [archive._listed(each) for each in group.documents]))
        return archive

    def _listed(self, document: Document) -> ListedPaper:
        return ListedPaper(document, [self._file(version) for version in document.latest])

    def _file(self, version: DocumentVersion) -> ListedFile:
        if version.has_lost_its_file:
            return ListedFile(version, None)
        name = PurePosixPath(version.file_name)
        others = (f"{name.stem}-{number}{name.suffix}" for number in range(2, len(self._names) + 3))
        free = next(each for each in (name.name, *others) if each not in self._names)
        self._names.add(free)
        return ListedFile(version, f"{FOLDER}/{free}")

    @property
    def files(self) -> Iterator[ListedFile]:
        for _item, papers in self.groups:
            for paper in papers:
                yield from paper.files

    def chunks(self) -> Iterator[bytes]:
        """Yield the archive piece by piece: no more than a piece is ever held in memory."""
        sink = _Sink()
        with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as archive:
            archive.writestr(INDEX, self._index(), zipfile.ZIP_DEFLATED)
            archive.writestr(SHEET, _sheet(), zipfile.ZIP_DEFLATED)
            for file in self.files:
                yield from _copied(file, archive, sink)
        yield sink.taken()

    def _index(self) -> str:
        return render_to_string(
            "meetings/papers/index.html", {"meeting": self.meeting, "groups": self.groups}
        )


def _copied(file: ListedFile, archive: zipfile.ZipFile, sink: "_Sink") -> Iterator[bytes]:
    """Write a file into the archive; one that is lost meanwhile is left out."""
    if file.path is None:
        return
    try:
        source: Any = file.version.file.open("rb")
    except FileNotFoundError:
        return
    entry = zipfile.ZipInfo(file.path, localtime(file.version.at).timetuple()[:6])
    with source, archive.open(entry, "w", force_zip64=True) as target:
        while piece := source.read(CHUNK):
            target.write(piece)
            yield sink.taken()


def _sheet() -> bytes:
    names = ("css/tokens.css", "css/papers-index.css")
    return b"\n".join(Path(str(finders.find(name))).read_bytes() for name in names)


class _Sink(BytesIO):
    """Where the archive is written: what was taken is gone, so that nothing seeks back."""

    def __init__(self) -> None:
        super().__init__()
        self._offset = 0

    def seekable(self) -> bool:
        return False

    def seek(self, *_args: Any) -> int:
        raise OSError

    def tell(self) -> int:
        return self._offset

    def write(self, data: Any) -> int:
        written = super().write(data)
        self._offset += written
        return written

    def taken(self) -> bytes:
        piece = self.getvalue()
        BytesIO.seek(self, 0)
        self.truncate()
        return piece
