"""The letters of a comment round, in six languages by the catalogue of letters."""

from django.utils import timezone
from django.utils.translation import override, pgettext

from meetings.reports.models import CommentRound
from network.rounds.kinds import Step
from network.rounds.letters import OWN_LINK, with_own_link
from network.rounds.models import Round
from network.verification.letters import moment
from nfp_portal.mail.message import without_slots
from nfp_portal.text.normal import one_line
from nfp_portal.ui.letters import Letter, render_letter


def to_addressees(round_: Round, step: Step | str, language: str) -> Letter:
    """Write to the contacts of a State or body: what is asked, until when, and what silence means."""
    with override(language):
        letter = render_letter("email/facts_letter", _words_of(round_, step), language=language)
    return with_own_link(letter)


def _words_of(round_: Round, step: Step | str) -> dict[str, object]:
    values = {"title": without_slots(one_line(round_.title)), "closes": moment(round_.closes_at)}
    subject = pgettext("letter", "Please comment by %(closes)s: %(title)s")
    if step != Step.ASK:
        subject = pgettext("letter", "Reminder, please comment by %(closes)s: %(title)s")
    return {
        "subject_line": subject % values,
        "subject": subject % values,
        "greeting": pgettext("letter", "Dear colleagues,"),
        "text": pgettext(
            "letter",
            "the draft of this report is ready for your comments: %(title)s. On the page you can comment on "
            "each part, or say that you have no comments. You need no password.",
        )
        % values,
        "facts": [],
        "button": pgettext("letter", "Read and comment"),
        "link": OWN_LINK,
        "after": f"{end_in_words(round_)}\n\n{_shared()}",
        "reason": pgettext(
            "letter", "You receive this message because your State or organisation took part in the meeting."
        ),
    }


def end_in_words(round_: Round) -> str:
    """Say until when comments are taken, to the minute, and what silence means."""
    values = {"closes": moment(round_.closes_at)}
    if CommentRound.objects.filter(round=round_, is_silence=True).exists():
        text = pgettext(
            "letter",
            "This is a silence procedure: whoever does not comment by %(closes)s agrees with the text.",
        )
        return text % values
    return pgettext("letter", "Comments are taken until %(closes)s.") % values


def _shared() -> str:
    return pgettext(
        "letter",
        "All contacts of your State or organisation can open this answer and change it until then. Please "
        "do not pass the link on to others.",
    )


def is_over(round_: Round) -> bool:
    """Whether its exact end has come, also before a worker has closed it."""
    return not round_.is_open or timezone.now() >= round_.closes_at
