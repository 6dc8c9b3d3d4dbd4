"""Letters to States and structures about their initiatives, in six languages by the catalogue of letters."""

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import override, pgettext

from exchange.initiatives.models import Initiative, InitiativeStatus, SponsorInvitation, Step
from meetings.letters import GRACE
from meetings.recipients import Recipient, each_address_once, focal_points_of, recipient_of
from network.labels import state_name
from network.models import State
from nfp_portal.accounts.languages import for_letters
from nfp_portal.mail import actions as mail
from nfp_portal.mail.models import NOTICE, Delivery
from nfp_portal.text.normal import one_line
from nfp_portal.ui.letters import Letter, render_letter

# The new statuses about which sponsors get a letter; the others they bring about themselves.
WRITTEN_ABOUT = (
    InitiativeStatus.DISCUSSED,
    InitiativeStatus.ENDORSED,
    InitiativeStatus.DECLINED,
    InitiativeStatus.MERGED,
)


def write_to_invited(invitation: SponsorInvitation) -> None:
    """Ask the focal points of a State whether it sponsors an initiative too."""
    recipients = focal_points_of(invitation.state)
    key = f"invitation {invitation.initiative.key} {invitation.state.iso2}"
    _post(recipients, key, lambda recipient: _invitation(invitation, recipient))


def write_to_sponsors(step: Step) -> None:
    """Say after a minute to the focal points and contacts of its sponsors that it has a new status."""
    if step.status not in WRITTEN_ABOUT:
        return
    recipients = each_address_once(
        each
        for body in step.initiative.bodies
        for each in (
            focal_points_of(body) if isinstance(body, State) else map(recipient_of, body.contacts.all())
        )
    )
    _post(recipients, _prefix_of(step), lambda recipient: _step(step, recipient), is_decision=True)


def withhold_letters(step: Step) -> None:
    """Keep back what has not left of the letters about a step that is taken back."""
    mail.withhold(Delivery.objects.filter(letter__key__startswith=f"{_prefix_of(step)} "))


def _prefix_of(step: Step) -> str:
    return f"initiative step {step.key}"


def _post(
    recipients: list[Recipient], key: str, write: Callable[[Recipient], Letter], *, is_decision: bool = False
) -> None:
    leaves_at = timezone.now() + (GRACE if is_decision else timedelta())
    for number, recipient in enumerate(recipients):
        mail.post(
            to=recipient.address,
            **write(recipient).parts,
            stream=NOTICE,
            key=f"{key} {number}",
            headers=mail.AUTOMATIC_HEADERS,
            not_before=leaves_at,
        )


def _invitation(invitation: SponsorInvitation, recipient: Recipient) -> Letter:
    language = for_letters(recipient.language)
    with override(language):
        initiative = invitation.initiative
        first = next(iter(initiative.bodies), None)
        by = state_name(first) if isinstance(first, State) else str(first or "")
        texts = {
            "subject": pgettext("letter", "Do you sponsor this initiative too? %(title)s"),
            "text": pgettext(
                "letter",
                "your State is named as a co-sponsor of this initiative. It is one only when a focal point "
                "of your State says so; until then only the State that proposes it and the Secretariat "
                "read of it.",
            ),
            "button": pgettext("letter", "Answer the invitation"),
            "reason": pgettext(
                "letter", "You receive this message because you are a focal point of a State that is asked."
            ),
        }
        facts = [
            (pgettext("letter", "Initiative"), one_line(initiative.title)),
            (pgettext("letter", "Proposed by"), by),
        ]
        return _letter(initiative, recipient, texts, facts)


def _step(step: Step, recipient: Recipient) -> Letter:
    language = for_letters(recipient.language)
    with override(language):
        subject, text = _of_status(InitiativeStatus(step.status))
        texts = {
            "subject": subject,
            "text": text,
            "button": pgettext("letter", "Open the initiative"),
            "reason": pgettext("letter", "You receive this message because you sponsor this initiative."),
        }
        facts = [
            (pgettext("letter", "Initiative"), one_line(step.initiative.title)),
            (pgettext("letter", "Remark"), one_line(step.text)),
        ]
        return _letter(step.initiative, recipient, texts, facts)


def _of_status(status: InitiativeStatus) -> tuple[str, str]:
    """Return the subject and the sentence of a new status that is written about."""
    return {
        InitiativeStatus.DISCUSSED: (
            pgettext("letter", "Your initiative was discussed: %(title)s"),
            pgettext("letter", "the Network has discussed the initiative that you sponsor."),
        ),
        InitiativeStatus.ENDORSED: (
            pgettext("letter", "Your initiative was endorsed: %(title)s"),
            pgettext("letter", "the Network has endorsed the initiative that you sponsor."),
        ),
        InitiativeStatus.DECLINED: (
            pgettext("letter", "Your initiative was declined: %(title)s"),
            pgettext("letter", "the Network has declined the initiative that you sponsor."),
        ),
        InitiativeStatus.MERGED: (
            pgettext("letter", "Your initiative was merged into another one: %(title)s"),
            pgettext(
                "letter", "the initiative that you sponsor was merged into another one. Its page names it."
            ),
        ),
    }[status]


def _letter(
    initiative: Initiative, recipient: Recipient, texts: dict[str, str], facts: list[tuple[str, str]]
) -> Letter:
    """Frame the texts in the language in force."""
    context = texts | {
        "subject_line": texts["subject"] % {"title": one_line(initiative.title)},
        "greeting": pgettext("letter", "Dear %(name)s,") % {"name": one_line(recipient.name)},
        "facts": [(label, value) for label, value in facts if value],
        "link": settings.SITE_URL + initiative.get_absolute_url(),
        "after": pgettext("letter", "If you have questions, please answer this message."),
    }
    return render_letter("email/facts_letter", context, language=for_letters(recipient.language))
