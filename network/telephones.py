"""Telephone numbers as the directory keeps them (ITU-T E.164): a country code, then the rest."""


def is_telephone(number: str) -> bool:
    """Whether a number begins with + and has 7 to 15 digits; blanks and brackets may stand between them."""
    digits = sum(map(str.isdecimal, number))
    return number.startswith("+") and 7 <= digits <= 15  # noqa: PLR2004 - the standard's own measure
