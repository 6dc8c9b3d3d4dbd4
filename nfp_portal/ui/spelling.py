"""Names in plain letters: for comparing, for addresses in the portal, for invented e-mail addresses."""

import unicodedata

from django.utils.text import slugify

# Letters that no decomposition takes apart, as Postgres' unaccent writes them; it does not know the schwa.
_WHOLE = {
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h",
    "ŧ": "t", "ŋ": "n", "ə": "a",
}  # fmt: skip
_CAPITALS = {letter.upper(): plain.upper() for letter, plain in _WHOLE.items() if letter not in "ßı"}
_PLAIN = str.maketrans(_WHOLE | _CAPITALS | {"ẞ": "SS"})


def plain_letters(text: str) -> str:
    """Write Latin letters without accents; other scripts stay as they are."""
    apart = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def slug_of(text: str) -> str:
    """Return a text as a part of an address, with no Latin letter left out."""
    return slugify(plain_letters(text))


def name_in_address(name: str) -> str:
    """Return a name as it stands in somebody's e-mail address: a to z and digits."""
    return slug_of(name).replace("-", "").replace("_", "")
