"""The languages in which the portal has words, and in which it writes to people."""

from functools import cache

from django.conf import settings
from django.utils import translation

# Letters, and the pages behind their links, are whole in all of these (nfp_portal/locale/letters).
LETTER_LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


def for_letters(language: str) -> str:
    """Return the language if letters are written in it, else English."""
    return language if language in LETTER_LANGUAGES else settings.LANGUAGE_CODE


@cache
def has_words(language: str) -> bool:
    """Whether a catalogue of the portal's own words is there; Django's own few would make a mixture."""
    catalogue = settings.PAGES_LOCALE / language / "LC_MESSAGES" / "django.mo"
    return language == settings.LANGUAGE_CODE or bool(catalogue.is_file())


def spoken(language: str | None) -> str:
    """Return this language where the portal has words in it, else English."""
    return language if language and has_words(language) else settings.LANGUAGE_CODE


def speaking(language: str) -> translation.override:
    """Write what follows in this language, or wholly in English; `get_language` then tells which it is."""
    return translation.override(spoken(language))
