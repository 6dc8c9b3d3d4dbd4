"""Names in plain Latin letters: for comparing, for slugs, for invented e-mail addresses."""

import unicodedata

from django.utils.text import slugify

# Letters without a decomposition, as Postgres' unaccent writes them (which lacks the schwa).
_WHOLE = {
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h",
    "ŧ": "t", "ŋ": "n", "ə": "a",
}  # fmt: skip
_CAPITALS = {letter.upper(): plain.upper() for letter, plain in _WHOLE.items() if letter not in "ßı"}
_PLAIN = str.maketrans(_WHOLE | _CAPITALS | {"ẞ": "SS"})


def plain_letters(text: str) -> str:
    """Write Latin letters without accents; other scripts stay as they are."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def slug_of(text: str) -> str:
    """Return a slug that keeps every Latin letter."""
    return slugify(plain_letters(text))


def name_in_address(name: str) -> str:
    """Return a name as used in e-mail addresses: a to z and digits."""
    return slug_of(name).replace("-", "").replace("_", "")
