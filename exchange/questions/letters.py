"""The letters about a question, in six languages by the catalogue of letters."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import override, pgettext

from exchange.questions.links import address_of
from exchange.questions.models import Colleague, Question
from meetings.participation.phrases import yours_alone
from meetings.recipients import Recipient
from network.labels import state_name
from network.rounds.kinds import Step
from network.rounds.letters import OWN_LINK, with_own_link
from network.rounds.models import Addressee, Round
from nfp_portal.accounts.languages import for_letters
from nfp_portal.mail.message import without_slots
from nfp_portal.text.normal import one_line
from nfp_portal.ui.letters import Letter, render_letter, written_day

if TYPE_CHECKING:
    from collections.abc import Mapping


def to_focal_points(question: Question, round_: Round, step: Step, language: str) -> Letter:
    """Ask, or remind; the slots are the name of the focal point and the link."""
    with override(language):
        letter = render_letter(
            "email/facts_letter", _to_focal_points(question, round_, step), language=language
        )
    return with_own_link(letter)


def _to_focal_points(question: Question, round_: Round, step: Step) -> "Mapping[str, object]":
    values = {"title": _on_one_line(question.title), "closes": written_day(round_.closes_on)}
    if step == Step.ASK:
        subject = pgettext("letter", "Please answer by %(closes)s: %(title)s")
        text = pgettext(
            "letter",
            "the National Focal Points Network has a question for your State. One answer per State is "
            "enough, whoever of its focal points gives it.",
        )
    else:
        subject = pgettext("letter", "Reminder, please answer by %(closes)s: %(title)s")
        text = pgettext(
            "letter",
            "your State has not yet answered this question. If there is nothing to report, please say so: it "
            "takes one click.",
        )
    return _frame(subject % values) | {
        "greeting": pgettext("letter", "Dear {{name}},"),
        "text": text,
        "facts": [
            (pgettext("letter", "Question"), _on_one_line(question.title)),
            (pgettext("letter", "Asked by"), asker_of(question)),
            (pgettext("letter", "Answers are due"), written_day(round_.closes_on)),
        ],
        "link": OWN_LINK,
        "after": f"{_how_to_answer()}\n\n{yours_alone()}",
        "reason": pgettext(
            "letter", "You receive this message because you are a focal point of a State that is asked."
        ),
    }


def to_colleague(colleague: Colleague, question: Question, message: str) -> Letter:
    """Give somebody the link to the draft, with a message of who asks them."""
    with override(colleague.language):
        values = {"name": _on_one_line(colleague.invited_by), "title": _on_one_line(question.title)}
        subject = pgettext("letter", "%(name)s asks for your help with an answer: %(title)s")
        text = pgettext(
            "letter",
            "%(name)s asks you to answer a question of the National Focal Points Network, or a part of it. "
            "You write into the same draft, and either of you can send it.",
        )
        facts = [
            (pgettext("letter", "Question"), _on_one_line(question.title)),
            (pgettext("letter", "Asked by"), asker_of(question)),
            (pgettext("letter", "Message"), _on_one_line(message)),
        ]
        context = _frame(subject % values) | {
            "greeting": pgettext("letter", "Dear {{name}},").replace(
                "{{name}}", _on_one_line(colleague.name)
            ),
            "text": text % values,
            "facts": [(label, value) for label, value in facts if value],
            "link": address_of(colleague),
            "after": f"{_how_to_answer()}\n\n{yours_alone()}",
            "reason": pgettext("letter", "You receive this message because a colleague named you."),
        }
        return render_letter("email/facts_letter", context, language=colleague.language)


def to_asker(question: Question, round_: Round, recipient: Recipient, *, is_closed: bool) -> Letter:
    """Say to who asked that the question is open, or closed and how many have answered."""
    with override(for_letters(recipient.language)):
        values = {"title": _on_one_line(question.title)}
        subject, text, button = _closed_to_asker(round_) if is_closed else _opened_to_asker()
        context = {
            "subject_line": subject % values,
            "greeting": pgettext("letter", "Dear %(name)s,") % {"name": _on_one_line(recipient.name)},
            "text": text,
            "facts": [
                (pgettext("letter", "Question"), _on_one_line(question.title)),
                (pgettext("letter", "Answers are due"), written_day(round_.closes_on)),
            ],
            "button": button,
            "link": settings.SITE_URL + question.get_absolute_url(),
            "after": pgettext("letter", "If you have questions, please answer this message."),
            "reason": pgettext("letter", "You receive this message because you asked this question."),
        }
        return render_letter("email/facts_letter", context, language=for_letters(recipient.language))


def _opened_to_asker() -> tuple[str, str, str]:
    return (
        pgettext("letter", "Your question is open: %(title)s"),
        pgettext(
            "letter", "the Secretariat has opened your question. The States that are asked have a letter."
        ),
        pgettext("letter", "Open the question"),
    )


def _closed_to_asker(round_: Round) -> tuple[str, str, str]:
    """A State with nothing to report has answered too."""
    rows = round_.addressees.all()
    answered = rows.filter(outcome__in=Addressee.ANSWERED_OUTCOMES).count()
    text = pgettext(
        "letter",
        "your question is closed: %(answered)d of %(number)d States have answered. Please read the answers "
        "and write a summary of half a page.",
    )
    return (
        pgettext("letter", "Your question is closed: %(title)s"),
        text % {"answered": answered, "number": rows.count()},
        pgettext("letter", "Read the answers"),
    )


def _frame(subject: str) -> dict[str, object]:
    return {
        "subject_line": subject,
        "subject": subject,
        "button": pgettext("letter", "Answer the question"),
    }


def _how_to_answer() -> str:
    return pgettext(
        "letter",
        "What you write is saved as a draft that all who have a link see. On the page you can also say that "
        "there is nothing to report, or ask a colleague. You need no password. Please write no case data, no "
        "personal data, nothing classified.",
    )


def _on_one_line(typed: str) -> str:
    return without_slots(one_line(typed))


def asker_of(question: Question) -> str:
    """Name who asks in the language in force."""
    return state_name(question.state) if question.state else pgettext("letter", "OSCE Secretariat")
