"""The letters of calls and clearances, and of what became of a piece, in six languages."""

from django.utils.translation import override, pgettext

from network.rounds.kinds import Step
from network.rounds.letters import OWN_LINK, with_own_link
from network.rounds.models import Round
from newsletter.content import address_of
from newsletter.contributions.models import CallForContributions
from newsletter.models import Issue, Piece, PieceStatus
from nfp_portal.mail.message import without_slots
from nfp_portal.text.normal import one_line
from nfp_portal.ui.letters import Letter, render_letter, written_day
from nfp_portal.ui.markdown import markdown_to_text

_TEMPLATE = "email/facts_letter"


def call_letter(call: CallForContributions, round_: Round, step: Step, language: str) -> Letter:
    """Ask for contributions, or remind; the slots are the name of the focal point and the link."""
    with override(language):
        closes = written_day(round_.closes_on)
        if step == Step.ASK:
            subject = pgettext("letter", "Please write for our newsletter by %(closes)s")
            text = pgettext(
                "letter",
                "what has changed at your borders that other States can learn from? Half a page is enough.",
            )
        else:
            subject = pgettext("letter", "Reminder: please write for our newsletter by %(closes)s")
            text = pgettext(
                "letter",
                "nothing has come from your State yet. If there is nothing this time, please say so: it "
                "takes one click.",
            )
        context = _frame(subject % {"closes": closes}, text) | {
            "facts": [
                (pgettext("letter", "The call"), without_slots(_plain(call.text))),
                (pgettext("letter", "Contributions are due"), closes),
            ],
            "button": pgettext("letter", "Contribute"),
            "link": OWN_LINK,
            "after": _how_to_contribute(),
            "reason": pgettext("letter", "You receive this message because you are a focal point."),
        }
        return with_own_link(render_letter(_TEMPLATE, context, language=language))


def clearance_letter(round_: Round, step: Step, language: str) -> Letter:
    """Ask whether an edited text may be printed, or remind; `{{headline}}` is that of the piece."""
    with override(language):
        closes = written_day(round_.closes_on)
        if step == Step.ASK:
            subject = pgettext("letter", "Is this text OK to print? Please answer by %(closes)s")
        else:
            subject = pgettext("letter", "Reminder: is this text OK to print? Please answer by %(closes)s")
        text = pgettext(
            "letter",
            "we have edited your text for the newsletter. Please read it once more: exactly what you clear "
            "is printed, and nothing without your OK.",
        )
        context = _frame(subject % {"closes": closes}, text) | {
            "facts": [
                (pgettext("letter", "Headline"), "{{headline}}"),
                (pgettext("letter", "Please answer by"), closes),
            ],
            "button": pgettext("letter", "Read the text"),
            "link": OWN_LINK,
            "after": pgettext("letter", "You need no password. You can also change the text or withdraw it."),
            "reason": pgettext("letter", "You receive this message because your State offered this text."),
        }
        return with_own_link(render_letter(_TEMPLATE, context, language=language))


def outcome_letter(
    piece: Piece, name: str, link: str, language: str, *, shows_by_line: bool = False
) -> Letter:
    """Say to who wrote a piece what became of it, with the reason where it is not printed now.

    The by-line is named where editors changed it.
    """
    with override(language):
        status = PieceStatus(piece.status)
        by_line = piece.by_line_in(language) if shows_by_line else ""
        facts = [
            (pgettext("letter", "Headline"), _on_one_line(piece.headline)),
            (
                pgettext("letter", "By-line"),
                _on_one_line(by_line),
            ),
            (pgettext("letter", "Reason"), _on_one_line(piece.reason)),
            (pgettext("letter", "Issue"), _issue(piece.issue)),
        ]
        context = _frame(*_outcome(status)) | {
            "greeting": _greeting(name),
            "facts": [(label, value) for label, value in facts if value],
            "button": pgettext("letter", "See your contributions"),
            "link": link,
            "after": pgettext("letter", "Thank you for writing."),
            "reason": pgettext("letter", "You receive this message because you offered this text."),
        }
        return render_letter(_TEMPLATE, context, language=language)


def naming_letter(piece: Piece, name: str, link: str, language: str) -> Letter:
    """Say to a focal point that a text is printed in the name of the State, which another State wrote."""
    with override(language):
        subject = pgettext("letter", "A text in the name of your State will be printed")
        text = pgettext(
            "letter",
            "the editors have accepted a text for the newsletter that names your State in its by-line. "
            "Somebody of another State wrote it.",
        )
        context = _frame(subject, text) | {
            "greeting": _greeting(name),
            "facts": [
                (pgettext("letter", "Headline"), _on_one_line(piece.headline)),
                (pgettext("letter", "By-line"), _on_one_line(piece.by_line_in(language))),
                (pgettext("letter", "Issue"), _issue(piece.issue)),
            ],
            "button": pgettext("letter", "See your contributions"),
            "link": link,
            "after": pgettext("letter", "Please write to the Secretariat if your State should not be named."),
            "reason": pgettext("letter", "You receive this message because you are a focal point."),
        }
        return render_letter(_TEMPLATE, context, language=language)


def _greeting(name: str) -> str:
    if not name:
        return pgettext("letter", "Dear Sir or Madam,")
    return pgettext("letter", "Dear {{name}},").replace("{{name}}", _on_one_line(name))


def _plain(text: str) -> str:
    return markdown_to_text(text, base=address_of(None))


def _outcome(status: PieceStatus) -> tuple[str, str]:
    """Return the subject and the text of what was decided."""
    if status == PieceStatus.ACCEPTED:
        subject = pgettext("letter", "Your text will be printed")
        return subject, pgettext("letter", "the editors have accepted your text for the newsletter.")
    if status == PieceStatus.HELD_OVER:
        subject = pgettext("letter", "Your text is held over")
        return subject, pgettext("letter", "the editors keep your text for a later issue of the newsletter.")
    subject = pgettext("letter", "Your text is not printed")
    return subject, pgettext("letter", "the editors have declined your text for the newsletter.")


def _issue(issue: Issue | None) -> str:
    return pgettext("letter", "No. %(number)d") % {"number": issue.number} if issue else ""


def _frame(subject: str, text: str) -> dict[str, object]:
    return {
        "subject_line": subject,
        "subject": subject,
        "greeting": pgettext("letter", "Dear {{name}},"),
        "text": text,
    }


def _how_to_contribute() -> str:
    return pgettext(
        "letter",
        "Write or paste your text on the page, or upload a Word file. You need no password. Please write no "
        "case data, no personal data, nothing classified.",
    )


def _on_one_line(typed: str) -> str:
    return without_slots(one_line(typed))
