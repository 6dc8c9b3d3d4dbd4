"""Text that people type, paste or upload, in normal form: NFC, nothing invisible, plain line breaks."""

import re
import unicodedata

# Soft hyphen, zero-width and bidirectional marks, word joiner, byte-order mark, tag characters and the two
# code points that are no characters. They are invisible, make equal words differ, and reverse lines.
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufffe\uffff\U000e0000-\U000e007f]"
)
# Line breaks of word processors (vertical tab, form feed), of mainframes (NEL) and of Unicode.
_BREAK = re.compile("\r\n|[\r\v\f\u0085\u2028\u2029]")
# How Office Open XML writes a tab and line breaks inside a cell (ECMA-376, part 1, 22.4.2.4).
_ESCAPED = re.compile("_x000([9AD])_", re.IGNORECASE)
_BETWEEN_DIGITS = re.compile(r"(?<=\d) (?=\d)")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")


def normalize(text: str) -> str:
    """Return the text in the form that is stored and compared; lines end with a line feed.

    Control characters stay, to be refused (`control_characters`) and not lost.
    """
    if text.isascii() and text.isprintable() and "_x" not in text:
        return text
    plain = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", _BREAK.sub("\n", plain)))


def one_line(text: str) -> str:
    """Return the normalized text on one line, with single spaces and none at its ends."""
    return " ".join(normalize(text).split())


def printable(text: str) -> str:
    """Return the normalized text without control characters, for generated text and query strings."""
    return without_control_characters(normalize(text))


def without_control_characters(text: str, instead: str = "") -> str:
    return _CONTROL.sub(instead, text)


def control_characters(text: str) -> str:
    """Return the control characters of the text by name ("U+0001, U+001B"), each once; "" if it has none."""
    return ", ".join(f"U+{ord(character):04X}" for character in sorted(set(_CONTROL.findall(text))))


def unbroken(text: object) -> str:
    """Return the text with the groups of a number, such as a telephone number, kept on one line."""
    return _BETWEEN_DIGITS.sub("\u00a0", str(text))
