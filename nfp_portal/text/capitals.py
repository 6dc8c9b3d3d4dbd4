"""Names in capitals, as their language writes them."""

import unicodedata

# States whose languages tell a dotted i from a dotless one, and letters that no other Latin alphabet has.
_DOTTED = frozenset({"TR", "AZ"})
_OF_DOTTED = frozenset("ğĞıİəƏ")
_TONOS = "\N{COMBINING ACUTE ACCENT}"


def in_capitals(name: str, iso2: str = "") -> str:
    """Return ÇİĞDEMLİ for Çiğdemli, Greek without its accent; `iso2` is the State's, where known."""
    if iso2 in _DOTTED or _OF_DOTTED & set(name):
        name = name.replace("i", "İ")
    return _without_tonos(name.upper())


def _without_tonos(capitals: str) -> str:
    """Greek capitals bear no accent, while the marks that part two vowels stay."""
    if not any("\N{GREEK CAPITAL LETTER ALPHA WITH TONOS}" <= letter <= "\u03ff" for letter in capitals):
        return capitals
    bare, before = [], ""
    for letter in unicodedata.normalize("NFD", capitals):
        if letter != _TONOS or not "\u0370" <= before <= "\u03ff":
            bare.append(letter)
        before = before if unicodedata.combining(letter) else letter
    return unicodedata.normalize("NFC", "".join(bare))
