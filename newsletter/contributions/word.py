"""What a Word document says, as Markdown (headings, lists, bold, italic, links, breaks), and its pictures.

The elements are those of ECMA-376, part 1, sections 17 and 20. Linked pictures, frames of tables, notes and
comments are left out; of tracked changes the text is read as if they were accepted.
"""

import lzma
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from xml.parsers import expat

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/"
_DESCRIPTION, _PICTURE = f"{_DRAWING}wordprocessingDrawing}}docPr", f"{_DRAWING}main}}blip"
# As Word wrote pictures before 2010, and writes them still for older programs.
_OLD_PICTURE = "urn:schemas-microsoft-com:vml}imagedata"
_PART, _LINKS = "word/document.xml", "word/_rels/document.xml.rels"
# More than any contribution has; a document of this size unpacked is no text.
LARGEST_PART = 8 * 1024 * 1024
LARGEST_PICTURE = 25 * 1024 * 1024
MOST_PICTURES = 20
_MARKUP = re.compile(r"([\\*_\[\]`<])")


# What reading archives and XML raises: `RuntimeError` for an encrypted part, and each compression its own.
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    expat.ExpatError,
    KeyError,
    ValueError,
    RuntimeError,
    EOFError,
    OSError,
)


class UnreadableWordError(Exception):
    """The file is no Word document, or has no text."""


@dataclass(frozen=True)
class WordPicture:
    """The bytes of a picture of whatever format, and its alternative text, "" where the document has none."""

    content: bytes
    alternative: str


@dataclass(frozen=True)
class WordText:
    headline: str
    body: str
    pictures: tuple[WordPicture, ...] = ()

    def with_headline(self) -> "WordText":
        """Take the first line for the headline, and out of the text."""
        if self.headline:
            return self
        first, _separator, rest = self.body.partition("\n\n")
        return replace(self, headline=_plain(first), body=rest.strip()) if rest.strip() else self


def _plain(line: str) -> str:
    return re.sub(r"^#+ |\*\*|\\", "", line).strip()


def read_word(file: Any) -> WordText:
    """Return the text of an uploaded document. Raises `UnreadableWordError`."""
    try:
        with zipfile.ZipFile(file) as archive:
            document = _read(archive, _PART)
            links = _read(archive, _LINKS) if _LINKS in archive.namelist() else b""
            read = _Document(_targets(links))
            paragraphs = read.read(document)
            pictures = tuple(_pictures(archive, read.pictures, _targets(links, "/image")))
    except _UNREADABLE as error:
        raise UnreadableWordError from error
    body = "".join(_joined(paragraphs)).strip()
    if not body:
        raise UnreadableWordError
    return WordText("", body, pictures)


def _read(archive: zipfile.ZipFile, name: str, largest: int = LARGEST_PART) -> bytes:
    if archive.getinfo(name).file_size > largest:
        raise ValueError(name)
    return archive.read(name)


def _pictures(
    archive: zipfile.ZipFile, shown: list[tuple[str, str]], targets: dict[str, str]
) -> Iterator[WordPicture]:
    """Yield each embedded picture once, in the order in which they are shown; the first ones only."""
    names = set(archive.namelist())
    once = {targets[key]: alternative for key, alternative in reversed(shown) if key in targets}
    for target in list(reversed(once))[:MOST_PICTURES]:
        name = posixpath.normpath(posixpath.join("/word", target)).removeprefix("/")
        if name in names:
            yield WordPicture(_read(archive, name, LARGEST_PICTURE), once[target])


def _parser() -> Any:
    """A parser that refuses a document type: an entity could unfold into gigabytes."""

    def refuse(*_arguments: object) -> None:
        raise ValueError("document type")

    parser = expat.ParserCreate(namespace_separator="}")
    parser.StartDoctypeDeclHandler = refuse
    parser.buffer_text = True
    return parser


def _targets(links: bytes, kind: str = "/hyperlink") -> dict[str, str]:
    """Return the addresses of hyperlinks, or the parts of embedded pictures, by the key of their relation."""
    targets: dict[str, str] = {}

    def start(_name: str, attributes: dict[str, str]) -> None:
        is_linked = attributes.get("TargetMode") == "External" and kind != "/hyperlink"
        if attributes.get("Type", "").endswith(kind) and not is_linked:
            targets[attributes.get("Id", "")] = attributes.get("Target", "")

    if links:
        parser = _parser()
        parser.StartElementHandler = start
        parser.Parse(links, True)  # noqa: FBT003 - expat takes it by position
    return targets


@dataclass(frozen=True)
class _Run:
    text: str = ""
    is_bold: bool = False
    is_italic: bool = False
    target: str = ""

    def markdown(self) -> str:
        """Return the text with its marks around the words, not around the spaces beside them."""
        text = self.text.strip()
        if not text:
            return self.text
        mark = "**" * self.is_bold + "*" * self.is_italic
        marked = f"{mark}{text}{mark}"
        if self.target.startswith(("http://", "https://", "mailto:")):
            marked = f"[{marked}]({self.target})"
        begin = self.text.index(text)
        return self.text[:begin] + marked + self.text[begin + len(text) :]


@dataclass(frozen=True)
class _Paragraph:
    text: str
    is_item: bool


class _Document:
    """Collects the paragraphs of `word/document.xml`, and its pictures: their relations and descriptions."""

    def __init__(self, targets: dict[str, str]) -> None:
        self._targets = targets
        self._paragraphs: list[_Paragraph] = []
        self._runs: list[_Run] = []
        self._run = _Run()
        self._target = self._description = ""
        self.pictures: list[tuple[str, str]] = []
        self._is_item = self._in_text = self._in_run = False
        self._level = self._deleted = 0

    def read(self, document: bytes) -> list[_Paragraph]:
        parser = _parser()
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._characters
        parser.Parse(document, True)  # noqa: FBT003 - expat takes it by position
        return self._paragraphs

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        begin = _BEGIN.get(name.removeprefix(f"{_W}}}"))
        if begin is not None:
            begin(self, attributes)

    def _begin_description(self, attributes: dict[str, str]) -> None:
        self._description = " ".join(attributes.get("descr", "").split())

    def _begin_picture(self, attributes: dict[str, str]) -> None:
        self._show(attributes.get(f"{_R}}}embed", ""), self._description)

    def _begin_old_picture(self, attributes: dict[str, str]) -> None:
        self._show(attributes.get(f"{_R}}}id", ""), "")

    def _show(self, key: str, alternative: str) -> None:
        if not self._deleted:
            self.pictures.append((key, alternative))
        self._description = ""

    def _begin_paragraph(self, _attributes: dict[str, str]) -> None:
        self._runs, self._is_item, self._level = [], False, 0

    def _begin_item(self, _attributes: dict[str, str]) -> None:
        self._is_item = True

    def _begin_style(self, attributes: dict[str, str]) -> None:
        style = attributes.get(f"{_W}}}val", "")
        if match := re.fullmatch(r"[Hh]eading ?(\d)|Title()", style):
            self._level = min(int(match[1] or 1) + 1, 4)

    def _begin_run(self, _attributes: dict[str, str]) -> None:
        self._run, self._in_run = _Run(target=self._target), True

    def _begin_bold(self, attributes: dict[str, str]) -> None:
        if self._in_run and _is_on(attributes):
            self._run = replace(self._run, is_bold=True)

    def _begin_italic(self, attributes: dict[str, str]) -> None:
        if self._in_run and _is_on(attributes):
            self._run = replace(self._run, is_italic=True)

    def _begin_text(self, _attributes: dict[str, str]) -> None:
        self._in_text = self._in_run and not self._deleted

    def _begin_break(self, attributes: dict[str, str]) -> None:
        if self._in_run and attributes.get(f"{_W}}}type", "") == "":
            self._runs += [self._run, _Run("  \n")]
            self._run = replace(self._run, text="")

    def _begin_tab(self, _attributes: dict[str, str]) -> None:
        if self._in_run:
            self._run = replace(self._run, text=f"{self._run.text} ")

    def _begin_link(self, attributes: dict[str, str]) -> None:
        self._target = self._targets.get(attributes.get(f"{_R}}}id", ""), "")

    def _begin_deletion(self, _attributes: dict[str, str]) -> None:
        self._deleted += 1

    def _characters(self, text: str) -> None:
        if self._in_text:
            self._run = replace(self._run, text=self._run.text + _MARKUP.sub(r"\\\1", text))

    def _end(self, name: str) -> None:
        ended = name.removeprefix(f"{_W}}}")
        if ended == "t":
            self._in_text = False
        elif ended == "r":
            self._runs.append(self._run)
            self._in_run = False
        elif ended == "hyperlink":
            self._target = ""
        elif ended == "del":
            self._deleted -= 1
        elif ended == "p":
            self._end_paragraph()

    def _end_paragraph(self) -> None:
        text = "".join(run.markdown() for run in _merged(self._runs)).strip()
        if not text:
            return
        if self._level:
            text = f"{'#' * self._level} {text.replace('**', '')}"
        self._paragraphs.append(_Paragraph(f"- {text}" if self._is_item else text, self._is_item))


_BEGIN = {
    "p": _Document._begin_paragraph,  # noqa: SLF001 - one table of its own methods
    "numPr": _Document._begin_item,  # noqa: SLF001 - as above
    "pStyle": _Document._begin_style,  # noqa: SLF001 - as above
    "r": _Document._begin_run,  # noqa: SLF001 - as above
    "b": _Document._begin_bold,  # noqa: SLF001 - as above
    "i": _Document._begin_italic,  # noqa: SLF001 - as above
    "t": _Document._begin_text,  # noqa: SLF001 - as above
    "br": _Document._begin_break,  # noqa: SLF001 - as above
    "tab": _Document._begin_tab,  # noqa: SLF001 - as above
    "hyperlink": _Document._begin_link,  # noqa: SLF001 - as above
    "del": _Document._begin_deletion,  # noqa: SLF001 - as above
    _DESCRIPTION: _Document._begin_description,  # noqa: SLF001 - as above
    _PICTURE: _Document._begin_picture,  # noqa: SLF001 - as above
    _OLD_PICTURE: _Document._begin_old_picture,  # noqa: SLF001 - as above
}


def _is_on(attributes: dict[str, str]) -> bool:
    return attributes.get(f"{_W}}}val", "true") not in {"0", "false", "off"}


def _merged(runs: list[_Run]) -> Iterator[_Run]:
    """Yield runs of the same look as one: Word cuts words into runs wherever it likes."""
    before: _Run | None = None
    for run in runs:
        if before is not None and replace(before, text="") == replace(run, text=""):
            before = replace(before, text=before.text + run.text)
            continue
        if before is not None:
            yield before
        before = run
    if before is not None:
        yield before


def _joined(paragraphs: list[_Paragraph]) -> Iterator[str]:
    """Yield the paragraphs with an empty line between them, none between the items of a list."""
    before: _Paragraph | None = None
    for paragraph in paragraphs:
        if before is not None:
            yield "\n" if before.is_item and paragraph.is_item else "\n\n"
        yield paragraph.text
        before = paragraph
