"""The catalogue of letters: what the code says to people in six languages, and whether each language says it.

`python bin/launch/catalogues.py` compares the catalogues with the code and says what differs; with `--write`
it brings the .po files up to date and compiles them. Letters are what is marked with the context `letter`,
and what a catalogue holds without one because a page behind a letter's link shows it.
"""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "nfp_portal" / "locale" / "letters"
LANGUAGES = ("de", "es", "fr", "it", "ru")
CONTEXTS = ("letter", "date format of letters", "after a label")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "pgettext_lazy": ((1, "c"), 2),
}
Key = tuple[str | None, str]


def main(arguments: list[str]) -> int:
    """Compare or write; give 1 where a catalogue differs from the code."""
    used = messages_of(ROOT)
    complaints = [
        complaint
        for language in LANGUAGES
        for complaint in (write if "--write" in arguments else compare)(language, used)
    ]
    print(*complaints, sep="\n")
    return 1 if complaints else 0


def messages_of(root: Path) -> set[Key]:
    """Return what code and templates say, as context and English."""
    keys: set[Key] = set()
    for path in _sources(root):
        source = _python_of(path).encode()
        for _line, message, _comments, context in extract("python", io.BytesIO(source), KEYWORDS):
            english = message if isinstance(message, str) else message[0]
            keys.add((context, english))
    return keys


def _sources(root: Path) -> Iterator[Path]:
    for folder in ("network", "meetings", "newsletter", "exchange", "nfp_portal"):
        yield from sorted((root / folder).rglob("*.py"))
    for ending in ("*.html", "*.txt", "*.mjml"):
        yield from sorted((root / "templates").rglob(ending))


def _python_of(path: Path) -> str:
    """Return a Python source as it is, and a template as Django's own calls of gettext."""
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return source
    from django.conf import settings  # noqa: PLC0415 - a template is read by Django
    from django.utils.translation.template import templatize  # noqa: PLC0415 - as above

    if not settings.configured:
        settings.configure()
    blanked = str(templatize(source, origin=str(path)))
    return re.sub(r"^[ \t]+", "", blanked, flags=re.MULTILINE)


def compare(language: str, used: set[Key]) -> list[str]:
    """Return what a catalogue lacks, holds too much, or was not compiled."""
    catalogue, needed = _read(language), {key for key in used if key[0] in CONTEXTS}
    held = {_key(message): message for message in catalogue if message.id}
    lacking = [key for key in needed if key not in held or not held[key].string]
    stale = [key for key in held if key not in used]
    wrong = [key for key, message in held.items() if key in used and list(message.check(catalogue))]
    complaints = [
        f"{language}: {what}: {english!r}"
        for what, keys in (("not translated", lacking), ("no longer used", stale), ("gaps differ", wrong))
        for _context, english in sorted(keys, key=str)
    ]
    compiled = FOLDER / language / "LC_MESSAGES" / "django.mo"
    if not compiled.exists() or compiled.read_bytes() != _compiled(catalogue):
        complaints.append(f"{language}: not compiled: run python bin/launch/catalogues.py --write")
    return complaints


def write(language: str, used: set[Key]) -> list[str]:
    """Add what is used newly, drop what is used no more, and compile; return what is still to translate."""
    catalogue, fresh = _read(language), _empty(language)
    held = {_key(message): message for message in catalogue if message.id}
    letters = {key for key in used if key[0] in CONTEXTS} | (held.keys() & used)
    for context, english in sorted(letters, key=str):
        known = held.get((context, english))
        flags = ["python-format"] if "%(" in english else []
        fresh.add(english, known.string if known else "", context=context, flags=flags)
    folder = FOLDER / language / "LC_MESSAGES"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "django.po").open("wb") as file:
        write_po(file, fresh, width=100, omit_header=False, sort_output=True)
    (folder / "django.mo").write_bytes(_compiled(_read(language)))
    return [
        f"{language}: to translate: {message.id!r}" for message in fresh if message.id and not message.string
    ]


def _empty(language: str) -> Catalog:
    comment = "# The words of letters, and of the pages behind their links."
    return Catalog(locale=language, project="NFP Portal", header_comment=comment, charset="utf-8")


def _key(message: Message) -> Key:
    return message.context, message.id if isinstance(message.id, str) else message.id[0]


def _read(language: str) -> Catalog:
    path = FOLDER / language / "LC_MESSAGES" / "django.po"
    if not path.exists():
        return _empty(language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def _compiled(catalogue: Catalog) -> bytes:
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
