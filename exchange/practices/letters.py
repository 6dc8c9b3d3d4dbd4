"""Letters to who is asked for a practice, and to who offered one, in six languages by the catalogue."""

from typing import Any

from django.conf import settings
from django.utils.translation import override, pgettext

from exchange.practices.models import Practice, PracticeRequest
from meetings.recipients import Recipient
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
        return _letter(request, _sent_back(practice) | {"after": _how()}, _remark(practice))


def published_letter(request: PracticeRequest, practice: Practice) -> Letter:
    """Say that it is published; behind the link it is read without an account."""
    with override(for_letters(request.language)):
        return _letter(request, _published(practice), [])


def decision_letter(practice: Practice, recipient: Recipient) -> Letter:
    """Say to somebody of its State what was decided, with the address of the page."""
    with override(for_letters(recipient.language)):
        own = _published(practice) if practice.is_published else _sent_back(practice)
        return _framed(
            own | {"reason": pgettext("letter", "You receive this message because your State offered it.")},
            recipient.name,
            settings.SITE_URL + practice.get_absolute_url(),
            [] if practice.is_published else _remark(practice),
            recipient.language,
        )


def _sent_back(practice: Practice) -> dict[str, str]:
    values = {"title": one_line(practice.title)}
    return {
        "subject": pgettext("letter", "Please change your practice: %(title)s") % values,
        "text": pgettext("letter", "the Secretariat has read “%(title)s” and asks for a change.") % values,
        "button": pgettext("letter", "Change the practice"),
        "after": _questions(),
    }


def _published(practice: Practice) -> dict[str, str]:
    values = {"title": one_line(practice.title)}
    return {
        "subject": pgettext("letter", "Your practice is published: %(title)s") % values,
        "text": pgettext("letter", "“%(title)s” is among the practices of the Network. Thank you.") % values,
        "button": pgettext("letter", "Read the practice"),
        "after": _questions(),
    }


def _remark(practice: Practice) -> list[tuple[str, str]]:
    return [(pgettext("letter", "Remark"), one_line(practice.remark))]


def _questions() -> str:
    return pgettext("letter", "If you have questions, please answer this message.")


def _how() -> str:
    no_data = pgettext("letter", "No case data, no personal data, nothing classified.")
    yours = pgettext("letter", "You need no password. The link is yours alone: please do not pass it on.")
    return f"{no_data}\n\n{yours}"


def _letter(request: PracticeRequest, texts: dict[str, str], facts: list[tuple[str, str]]) -> Letter:
    reason = pgettext("letter", "You receive this message because you were asked for a practice.")
    link = address_of(PURPOSE, request.key)
    return _framed(texts | {"reason": reason}, request.name, link, facts, request.language)


def _framed(
    texts: dict[str, str], name: str, link: str, facts: list[tuple[str, str]], language: str
) -> Letter:
    context: dict[str, Any] = {
        "subject_line": texts["subject"],
        "greeting": pgettext("letter", "Dear %(name)s,") % {"name": one_line(name)},
        "facts": facts,
        "link": link,
    }
    return render_letter("email/facts_letter", context | texts, language=for_letters(language))
