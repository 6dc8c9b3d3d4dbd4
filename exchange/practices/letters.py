"""Letters to whoever is asked for a practice, in six languages by the catalogue of letters."""

from typing import Any

from django.utils.translation import override, pgettext

from exchange.practices.models import Practice, PracticeRequest
from nfp_portal.accounts.languages import for_letters
from nfp_portal.links.signing import address_of
from nfp_portal.text.normal import one_line
from nfp_portal.ui.letters import Letter, render_letter

PURPOSE = "practice"


def request_letter(request: PracticeRequest) -> Letter:
    """Ask for a practice, with the link."""
    with override(for_letters(request.language)):
        texts = {
            "subject": pgettext("letter", "Please describe a practice of your service"),
            "text": pgettext(
                "letter",
                "the Secretariat would like to show the other States how your service does something well, "
                "and what did not work. It reads what you write before others do.",
            ),
            "button": pgettext("letter", "Describe the practice"),
            "after": _how(),
        }
        facts = [(pgettext("letter", "Message"), one_line(request.message))] if request.message else []
        return _letter(request, texts, facts)


def sent_back_letter(request: PracticeRequest, practice: Practice) -> Letter:
    """Say what should change, with the link."""
    with override(for_letters(request.language)):
        values = {"title": one_line(practice.title)}
        texts = {
            "subject": pgettext("letter", "Please change your practice: %(title)s") % values,
            "text": pgettext("letter", "the Secretariat has read “%(title)s” and asks for a change.")
            % values,
            "button": pgettext("letter", "Change the practice"),
            "after": _how(),
        }
        return _letter(request, texts, [(pgettext("letter", "Remark"), one_line(practice.remark))])


def published_letter(request: PracticeRequest, practice: Practice) -> Letter:
    """Say that it is published; behind the link it is read without an account."""
    with override(for_letters(request.language)):
        values = {"title": one_line(practice.title)}
        texts = {
            "subject": pgettext("letter", "Your practice is published: %(title)s") % values,
            "text": pgettext("letter", "“%(title)s” is among the practices of the Network. Thank you.")
            % values,
            "button": pgettext("letter", "Read the practice"),
            "after": pgettext("letter", "If you have questions, please answer this message."),
        }
        return _letter(request, texts, [])


def _how() -> str:
    no_data = pgettext("letter", "No case data, no personal data, nothing classified.")
    yours = pgettext("letter", "You need no password. The link is yours alone: please do not pass it on.")
    return f"{no_data}\n\n{yours}"


def _letter(request: PracticeRequest, texts: dict[str, str], facts: list[tuple[str, str]]) -> Letter:
    context: dict[str, Any] = {
        "subject_line": texts["subject"],
        "greeting": pgettext("letter", "Dear %(name)s,") % {"name": one_line(request.name)},
        "facts": facts,
        "link": address_of(PURPOSE, request.key),
        "reason": pgettext("letter", "You receive this message because you were asked for a practice."),
        "language_of_states": "en",
    }
    return render_letter("email/facts_letter", context | texts, language=for_letters(request.language))
