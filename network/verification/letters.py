"""The letters of both kinds, in six languages by the catalogue of letters.

`{{name}}` is a slot that the outbox fills for each recipient; `%(name)s` is filled once for all. The reader
of a letter sees the entry as the directory has it without opening the link.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language, override, pgettext

from network.labels import state_in_text, state_name
from network.models import State
from network.rounds.kinds import kind_of
from network.rounds.letters import OWN_LINK, Wording, with_own_link
from network.rounds.models import Addressee, Round, Status
from network.verification.models import Confirmation, appointment_of
from nfp_portal.mail.message import without_slots
from nfp_portal.text.normal import one_line
from nfp_portal.ui.letters import Letter, frame_html, frame_text, render_letter, written_day

# The slot of what else the State is asked about.
ALSO = "also"


def ask() -> Wording:
    return Wording(
        subject=pgettext("letter", "Please confirm your entry: %(title)s"),
        greeting=pgettext("letter", "Dear {{name}},"),
        text=pgettext(
            "letter",
            "once a year the OSCE Secretariat asks every national focal point whether the directory of the "
            "Network still holds true. This is what it says of you today:",
        ),
        button=pgettext("letter", "Confirm or change the entry"),
        after=pgettext(
            "letter",
            "On that page you can confirm that all is correct, change what is not, or tell us that you have "
            "left the function and who follows you. You need no password. Please answer by %(closes)s.",
        )
        + f"{{{{{ALSO}}}}}\n\n"
        + yours_alone(),
        reason=reason(),
    )


def remind() -> Wording:
    return replace(
        ask(),
        subject=pgettext("letter", "Reminder: please confirm your entry: %(title)s"),
        text=pgettext(
            "letter",
            "we have not yet had an answer from you. Colleagues in other States rely on the directory when a "
            "matter at the border cannot wait. This is what it says of you today:",
        ),
        after=pgettext(
            "letter",
            "It takes one click if all is correct. Please answer by %(closes)s; after that we would turn to "
            "your delegation in Vienna.",
        )
        + f"{{{{{ALSO}}}}}\n\n"
        + yours_alone(),
    )


def check() -> Wording:
    return replace(
        ask(),
        subject=pgettext("letter", "Communication check: please answer within 48 hours"),
        text=pgettext(
            "letter",
            "this is a communication check of the Network. It shows how quickly focal points can be reached; "
            "nothing has happened, and nothing else is asked of you. Please open the page and click the one "
            "button on it before %(closes)s.",
        ),
        button=pgettext("letter", "I am here"),
        after=pgettext("letter", "The link is yours alone: please do not pass it on."),
    )


STEPS: dict[str, Callable[[], Wording]] = {"ask": ask, "remind": remind}


def escalate() -> Wording:
    return Wording(
        subject=pgettext("letter", "Focal points of %(state)s: answers outstanding in %(title)s"),
        greeting=pgettext("letter", "To the delegation of %(state)s"),
        text=pgettext(
            "letter",
            "In the yearly verification of the Network's directory the Secretariat has written to the "
            "national focal points of your State. The following answers are outstanding:",
        ),
        button=pgettext("letter", "Open the portal"),
        after=pgettext(
            "letter",
            "We should be grateful if you could ask them to answer, or tell us who speaks for your State "
            "now. Answers are expected until %(closes)s. A reply to this message reaches the Secretariat.",
        ),
        reason=pgettext("letter", "You receive this message as the delegation of a participating State."),
    )


def reason() -> str:
    return pgettext(
        "letter", "You receive this message because your State has named you its national focal point."
    )


def yours_alone() -> str:
    return pgettext(
        "letter",
        "The link is yours alone. If you pass this message on, whoever receives it can change your entry.",
    )


def labels() -> dict[str, str]:
    """Return what the facts of an entry are called, in the order of a letter."""
    return {
        "name": pgettext("letter", "Name"),
        "function": pgettext("letter", "Function"),
        "agency": pgettext("letter", "Agency"),
        "unit": pgettext("letter", "Unit"),
        "state": pgettext("letter", "Participating State"),
        "email": pgettext("letter", "E-mail"),
        "second_email": pgettext("letter", "Second e-mail"),
        "telephone": pgettext("letter", "Telephone"),
        "mobile": pgettext("letter", "Mobile telephone"),
        "since": pgettext("letter", "Focal point since"),
    }


FACTS = (
    *("name", "function", "agency", "unit", "state", "email"),
    *("second_email", "telephone", "mobile", "since"),
)


def facts_of(row: Addressee) -> dict[str, str]:
    """Return what the directory says of a person, by `FACTS`; what it does not know is said so."""
    person, state = row.person, row.represents
    assert person is not None  # noqa: S101 - both kinds ask people for a State
    assert state is not None  # noqa: S101 - as above
    body, since = person.body, _since(row)
    facts = {
        "name": str(person),
        "function": person.function,
        "agency": body.name if body else "",
        "unit": person.unit,
        "state": state_name(state),
        "email": person.email,
        "second_email": person.second_email,
        "telephone": person.telephone,
        "mobile": person.mobile,
        "since": written_day(since) if since else "",
    }
    return {name: fact or pgettext("letter", "not recorded") for name, fact in facts.items()}


def also_asked(titles: str) -> str:
    """Return the sentence that names what else of the State is asked about, after a space; or nothing."""
    if not titles:
        return ""
    text = pgettext("letter", "On the same page, please say whether this is still true: %(titles)s.")
    return f" {text % {'titles': one_line(titles)}}"


def _since(row: Addressee) -> date | None:
    if hasattr(row, "since"):
        since: date | None = row.since
        return since
    appointment = appointment_of(row)
    return appointment.starts_on if appointment else None


def to_focal_points(
    round_: Round, wording: Callable[[], Wording], language: str, *, with_facts: bool
) -> Letter:
    """Write one letter with slots for what differs between recipients."""
    with override(language):
        shared = {"title": without_slots(one_line(round_.title)), "closes": closing(round_)}
        facts = [(label, f"{{{{{name}}}}}") for name, label in labels().items()] if with_facts else []
        letter = _rendered(wording().filled(**shared), facts=facts, link=OWN_LINK)
    return with_own_link(letter)


def _rendered(wording: Wording, **context: Any) -> Letter:
    language = get_language() or settings.LANGUAGE_CODE
    values = vars(wording) | {"subject_line": wording.subject, "language": language} | context
    return render_letter("email/facts_letter", values, language=language)


def to_delegation(round_: Round, state: State, rows: Sequence[Addressee], language: str) -> Letter:
    """Write to a State's delegation who is silent, cannot be reached, or has left. No slots."""
    with override(language):
        shared = {"title": one_line(round_.title), "closes": closing(round_), "state": state_in_text(state)}
        facts = [(one_line(row.name), _outstanding(row)) for row in rows]
        link = settings.SITE_URL + state.get_absolute_url()
        letter = _rendered(escalate().filled(**shared), facts=facts, link=link)
    plain = {name: without_slots(getattr(letter, name)) for name in ("subject", "text", "html")}
    return replace(letter, **plain)


def _outstanding(row: Addressee) -> str:
    confirmation: Confirmation | None = getattr(row, "confirmation", None)
    if confirmation is None or confirmation.last_day is None:
        return _reasons().get(row.status) or pgettext("letter", "no answer yet")
    left = pgettext("letter", "has left the function, last day %(day)s") % {
        "day": written_day(confirmation.last_day)
    }
    if not confirmation.successor:
        return left
    followed = pgettext("letter", "proposed successor: %(name)s") % {"name": one_line(confirmation.successor)}
    return f"{left}; {followed}"


def _reasons() -> dict[str, str]:
    return {
        Status.BOUNCED: pgettext("letter", "the address refuses mail"),
        Status.SUPPRESSED: pgettext("letter", "the address takes no messages of the portal"),
        Status.NO_ADDRESS: pgettext("letter", "no e-mail address is recorded"),
    }


def address_changed(language: str) -> Letter:
    """Write to an address that a link has just taken out of an entry. No slots."""
    with override(language):
        subject = pgettext("letter", "Your e-mail address in the directory was changed")
        text = "\n\n".join(
            (
                pgettext(
                    "letter",
                    "By the confirmation link the e-mail address of your entry in the directory of the "
                    "Network was changed to another one. From now on messages go there.",
                ),
                pgettext("letter", "If that was not you, please reply to this message at once."),
            )
        )
        frame = {"reason": reason(), "language": language}
        return Letter(subject, frame_text(text, frame), frame_html(subject, text, frame), language)


def closing(round_: Round) -> str:
    """Return until when answers are expected: a day, or of a round of hours the minute."""
    return moment(round_.closes_at) if kind_of(round_).measures_speed else written_day(round_.closes_on)


def moment(at: datetime) -> str:
    local = timezone.localtime(at)
    parts = {"day": written_day(local.date()), "time": f"{local:%H:%M}"}
    return pgettext("letter", "%(day)s, %(time)s, Vienna time") % parts
