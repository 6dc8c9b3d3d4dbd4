"""What the name of a file says of the paper in it: item, language, symbol and its ending, title."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from meetings.models import AgendaItem, Kind
from meetings.models.documents import OTHER_LANGUAGE

# How languages are abbreviated and named in file names, in capitals.
_LANGUAGES = {
    "en": ("EN", "ENG", "ENGLISH", "АНГЛ"),
    "fr": ("FR", "FRA", "FRE", "FRENCH", "FRANÇAIS"),
    "de": ("DE", "DEU", "GER", "GERMAN", "DEUTSCH"),
    "it": ("IT", "ITA", "ITALIAN", "ITALIANO"),
    "ru": ("RU", "RUS", "RUSSIAN", "РУ", "РУС", "РУССКИЙ"),
    "es": ("ES", "ESP", "SPA", "SPANISH", "ESPAÑOL"),
    OTHER_LANGUAGE: ("UA", "UKR", "AR", "ARA", "TR", "TUR", "PL", "SR", "KZ", "UZ", "TJ"),
}
_CODES = {name: code for code, names in _LANGUAGES.items() for name in names}
# SEC.GAL_12_26: letters, number and year; a name of a file has no slashes.
_SYMBOL = re.compile(r"(?<![^\W_])([A-Z]{2,}(?:\.[A-Z]{2,})*(?:[_-]\d{1,4}){2})(?![^\W_])")
_SUFFIX = re.compile(r"(?<![^\W\d_])(rev|corr|add)[.\s]?([1-9]\d?)(?!\d)", re.IGNORECASE)
_SESSION = re.compile(
    r"\b(?:session|séance|sitzung|sesión|sessione|сессия|заседание)\s*0*(\d{1,2})\b", re.IGNORECASE
)
_ITEM = re.compile(r"\b(?:agenda\s+)?(?:item|point|punkt|punto|пункт)\s*0*(\d{1,2})\b", re.IGNORECASE)
_LEADING = re.compile(r"^0*(\d{1,2})(?:\.\d+)?(?=[\s.)-])")
_IN_BRACKETS = re.compile(r"[(\[]\s*([^\W\d_]{2,10})\s*[)\]]")
_AT_THE_END = re.compile(r"(?:^|[\s_.-])([^\W\d_]{2,10})$")


@dataclass(frozen=True)
class Guess:
    title: str
    symbol: str
    language: str
    suffix: str
    item: AgendaItem | None


def guess(file_name: str, items: Sequence[AgendaItem]) -> Guess:
    """Read a name such as `03_Concept note Rev.1_RU.pdf` or `SEC.GAL_12_26_Concept note.pdf`.

    `items` are those of the agenda in order.
    """
    stem = unicodedata.normalize("NFC", PurePath(file_name).stem).strip()
    symbol, stem = _cut(_SYMBOL, stem, lambda match: re.sub("[_-]", "/", match[1]))
    language, stem = _language(stem)
    stem = re.sub(r"[_\s]+", " ", stem).strip()
    suffix, stem = _cut(_SUFFIX, stem, lambda match: f"{match[1].capitalize()}.{match[2]}")
    if not language:  # before the ending: "note RU Rev.1"
        language, stem = _language(stem.strip(" -."))
    item, stem = _item(stem, items)
    title = re.sub(r"\s+", " ", stem).strip(" -–—.,;:")
    fallback = str(item) if item else symbol or PurePath(file_name).stem
    return Guess((title or fallback)[:250], symbol[:60], language or "en", suffix, item)


def _cut(pattern: re.Pattern[str], stem: str, written: Callable[[re.Match[str]], str]) -> tuple[str, str]:
    """Take the first match out of the name; return it as `written`, and the rest."""
    match = pattern.search(stem)
    if match is None:
        return "", stem
    return written(match), f"{stem[: match.start()]} {stem[match.end() :]}"


def _language(stem: str) -> tuple[str, str]:
    """Find a language in brackets, or at the end; after a blank only in capitals, for it may be a word."""
    for match in _IN_BRACKETS.finditer(stem):
        if code := _CODES.get(match[1].upper()):
            return code, stem[: match.start()] + stem[match.end() :]
    last = _AT_THE_END.search(stem)
    code = _CODES.get(last[1].upper(), "") if last else ""
    is_word = last is not None and last[0][0].isspace() and not last[1].isupper()
    if last is None or not code or is_word:
        return "", stem
    return code, stem[: last.start()]


def _item(stem: str, items: Sequence[AgendaItem]) -> tuple[AgendaItem | None, str]:
    """Find the item by its session, or by its number among those that are no breaks."""
    number, rest = _cut(_SESSION, stem, lambda match: match[1])
    if number:
        return next((item for item in items if item.session == int(number)), None), rest
    for pattern in (_ITEM, _LEADING):
        number, rest = _cut(pattern, stem, lambda match: match[1])
        if number:
            return dict(numbered(items)).get(int(number)), rest
    return None, stem


def numbered(items: Sequence[AgendaItem]) -> list[tuple[int, AgendaItem]]:
    """Number the items as papers refer to them: breaks do not count."""
    return list(enumerate((item for item in items if item.kind != Kind.BREAK), start=1))
