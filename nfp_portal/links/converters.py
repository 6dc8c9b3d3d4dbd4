"""A token at the end of an address, as mail programs hand it over."""

import re

_TOKEN = r"[-A-Za-z0-9_]+"  # noqa: S105 - its pattern


class LastTokenConverter:
    """A token that ends the address, also with what a mail program or a writer left behind it.

    A full stop, a bracket, ">" (also as "%3E"), or the "=" of a broken quoted-printable line do not count.
    What is written anew ends with a slash.
    """

    regex = rf"{_TOKEN}(?:%3[A-Fa-f]|[^-A-Za-z0-9_])*"

    def to_python(self, value: str) -> str:
        match = re.match(_TOKEN, value)
        return match[0] if match else value

    def to_url(self, value: str) -> str:
        return f"{value}/"


class LastSignedTokenConverter(LastTokenConverter):
    """The token of a link (`links.signing`), which has one full stop inside, at the end of the address."""

    regex = rf"{_TOKEN}(?:\.{_TOKEN})*(?:%3[A-Fa-f]|[^-A-Za-z0-9_])*"

    def to_python(self, value: str) -> str:
        match = re.match(rf"{_TOKEN}(?:\.{_TOKEN})*", value)
        return match[0] if match else value
