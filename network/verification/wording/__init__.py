"""The words of letters and of the page behind their link, in six languages, one file each.

They stand apart from the catalogues: a letter must be whole in a language in which the portal's pages are
not yet written (nfp_portal/accounts/languages.py: those are answered in English).
"""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from django.utils import translation
from django.utils.formats import date_format

LANGUAGES = ("de", "en", "es", "fr", "it", "ru")
DEFAULT = "en"

Words = Mapping[str, Any]


def known(language: str) -> str:
    """This language if it has words, else English."""
    return language if language in LANGUAGES else DEFAULT


@cache
def words(language: str) -> Words:
    """All words of a language; KeyError names a key that is missing."""
    source = (Path(__file__).parent / f"{known(language)}.toml").read_text(encoding="utf-8")
    return MappingProxyType(tomllib.loads(source))


def day_in(language: str, day: date) -> str:
    """A day as one writes it in this language."""
    with translation.override(known(language)):
        written = date_format(day, words(language)["date"])
    return written.lower() if language == "it" else written  # Django's Italian months begin with a capital
