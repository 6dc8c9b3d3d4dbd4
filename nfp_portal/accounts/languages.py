"""Languages with a catalogue, in which the portal answers and writes."""

from functools import cache

from django.conf import settings
from django.utils import translation

# Letters, and the pages behind their links, are whole in all of these (nfp_portal/locale/letters).
LETTER_LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


def for_letters(language: str) -> str:
    """Return the language if letters are written in it, else English."""
    return language if language in LETTER_LANGUAGES else settings.LANGUAGE_CODE


@cache
def has_catalogue(language: str) -> bool:
    """Whether the portal has a catalogue of its own; Django's alone would mix two languages."""
    catalogue = settings.PAGES_LOCALE / language / "LC_MESSAGES" / "django.mo"
    return language == settings.LANGUAGE_CODE or bool(catalogue.is_file())


def supported_language(language: str | None) -> str:
    """Return the language if it has a catalogue, else English."""
    return language if language and has_catalogue(language) else settings.LANGUAGE_CODE


def in_language(language: str) -> translation.override:
    """Activate the language if it has a catalogue, else English."""
    return translation.override(supported_language(language))
