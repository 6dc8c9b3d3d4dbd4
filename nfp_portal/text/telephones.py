"""Telephone numbers as the directory keeps them (ITU-T E.164): a country code, then the rest."""

import re

# Digits, with blanks, brackets, hyphens, dots and strokes between them; an extension at the end.
_WRITTEN = re.compile(r"\+[\d\s()./\-]+(?:\s*(?:ext\.?|x)\s*\d+)?", re.ASCII | re.IGNORECASE)


def is_telephone(number: str) -> bool:
    """Whether a number begins with + and has 7 to 15 digits; blanks and brackets may stand between them."""
    digits = sum(map(str.isdecimal, number))
    return _WRITTEN.fullmatch(number) is not None and 7 <= digits <= 15  # noqa: PLR2004 - the standard's own
