"""The languages in which the portal has words, and in which it writes to people."""

from functools import cache

from django.conf import settings
from django.utils import translation


@cache
def has_words(language: str) -> bool:
    """Whether a catalogue of the portal's own words is there; Django's own few would make a mixture."""
    folders = (path / language / "LC_MESSAGES" / "django.mo" for path in settings.LOCALE_PATHS)
    return language == settings.LANGUAGE_CODE or any(path.is_file() for path in folders)


def spoken(language: str | None) -> str:
    """Return this language where the portal has words in it, else English."""
    return language if language and has_words(language) else settings.LANGUAGE_CODE


def speaking(language: str) -> translation.override:
    """Write what follows in this language, or wholly in English; `get_language` then tells which it is."""
    return translation.override(spoken(language))
