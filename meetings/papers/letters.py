"""Letters to whoever is asked for a paper, in six languages by the catalogue of letters."""

from typing import Any

from django.utils.translation import override, pgettext

from meetings.models import MeetingDate
from meetings.papers.models import OfferedPaper, PaperRequest
from nfp_portal.accounts.languages import for_letters
from nfp_portal.links.signing import address_of
from nfp_portal.text.normal import one_line
from nfp_portal.ui.letters import Letter, render_letter, written_day

PURPOSE = "paper"


def request_letter(request: PaperRequest) -> Letter:
    """Ask for the paper, with the link."""
    with override(for_letters(request.language)):
        values = {"meeting": one_line(request.meeting.title), "item": one_line(str(request.item or ""))}
        subject = pgettext("letter", "Your paper for the meeting: %(meeting)s") % values
        texts = {
            "subject": subject,
            "text": (_for_item() if request.item else _for_meeting()) % values,
            "button": pgettext("letter", "Send a paper"),
            "after": "\n\n".join(filter(None, (until(request), _link_is_yours()))),
        }
        return _letter(request, texts)


def decision_letter(offered: OfferedPaper) -> Letter:
    """Say whether the paper is accepted, with the remark."""
    request = offered.request
    assert request is not None  # noqa: S101 - asked for by the callers
    with override(for_letters(request.language)):
        values = {"title": one_line(offered.title), "meeting": one_line(offered.meeting.title)}
        subject = pgettext("letter", "Your paper is accepted: %(title)s") % values
        text = pgettext("letter", "“%(title)s” is among the papers of this meeting: %(meeting)s.") % values
        if not offered.is_accepted:
            subject = pgettext("letter", "Your paper is not accepted: %(title)s") % values
            text = pgettext("letter", "“%(title)s” was not accepted for this meeting: %(meeting)s.") % values
        texts = {"subject": subject, "text": text, "after": until(request)}
        texts["button"] = pgettext("letter", "Your papers for this meeting")
        facts = [(pgettext("letter", "Remark"), offered.remark)] if offered.remark else []
        return _letter(request, texts, facts)


def until(request: PaperRequest) -> str:
    """Say until when papers can be sent; empty where no day is set."""
    day = request.meeting.date_of(MeetingDate.Kind.PAPERS)
    if day is None:
        return ""
    return pgettext("letter", "You can send papers until the end of %(day)s.") % {"day": written_day(day)}


def _for_item() -> str:
    return pgettext(
        "letter",
        "please send your paper for “%(item)s” at this meeting: %(meeting)s. It is read before the meeting.",
    )


def _for_meeting() -> str:
    return pgettext(
        "letter", "please send your paper for this meeting: %(meeting)s. It is read before the meeting."
    )


def _link_is_yours() -> str:
    return pgettext("letter", "You need no password. The link is yours alone: please do not pass it on.")


def _letter(
    request: PaperRequest, texts: dict[str, str], facts: list[tuple[str, str]] | None = None
) -> Letter:
    context: dict[str, Any] = {
        "subject_line": texts["subject"],
        "greeting": pgettext("letter", "Dear %(name)s,") % {"name": one_line(request.name)},
        "facts": facts or [],
        "link": address_of(PURPOSE, request.key),
        "reason": pgettext("letter", "You receive this message because you were asked for a paper."),
    }
    return render_letter("email/facts_letter", context | texts, language=for_letters(request.language))
