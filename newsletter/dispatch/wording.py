"""In which editions an issue goes to how many, in words."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from newsletter.models import Issue
from newsletter.wording import language_name

# How many readers prefer each language, most first.
Preferences = Sequence[tuple[str, int]]


def recipients_of_editions(issue: Issue, preferred: Preferences) -> list[tuple[str, int]]:
    """Return to how many each edition goes, that of the issue's own language first; empty for one edition."""
    own, *others = issue.languages
    if not others:
        return []
    numbers = dict(preferred)
    rest = sum(number for language, number in preferred if language not in others)
    return [(language_name(own), rest), *((language_name(each), numbers.get(each, 0)) for each in others)]


def preferences_in_words(issue: Issue, preferred: Preferences) -> str:
    """Say which languages readers prefer; of several editions, how many prefer one that is not among them."""
    languages = issue.languages
    if len(languages) == 1:
        listed = _listed(preferred)
        return _("Languages they prefer: %(languages)s.") % {"languages": listed} if listed else ""
    listed = _listed([(each, number) for each, number in preferred if each not in languages])
    if not listed:
        return ""
    values = {"language": language_name(languages[0]), "languages": listed}
    return _("They prefer a language without an edition, and get it in %(language)s: %(languages)s.") % values


def _listed(preferred: Preferences) -> str:
    return ", ".join(f"{language_name(language)} {number}" for language, number in preferred)


def copies_in_words(issue: Issue, focal_points: int) -> str:
    """Say what the copies of focal points name; "" where nothing is for them alone."""
    number = sum(piece.is_restricted for piece in issue.pieces.all())
    if not number:
        return ""
    sentence = ngettext(
        "The copies of the %(readers)d focal points say that %(number)d contribution is for them, and lead"
        " to it behind the sign-in. All other copies say nothing of it.",
        "The copies of the %(readers)d focal points say that %(number)d contributions are for them, and lead"
        " to them behind the sign-in. All other copies say nothing of them.",
        number,
    )
    return sentence % {"readers": focal_points, "number": number}
