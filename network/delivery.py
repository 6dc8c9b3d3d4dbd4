"""The letters of a round: one per step and language, the facts of each entry in slots.

Whoever reads one sees the entry as the directory has it without opening the link.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from network.models import Confirmation, Round, State
from network.verification.links import address_of
from network.verification.wording import DEFAULT, Words, day_in, known, words
from nfp_portal.mail.message import without_slots
from nfp_portal.text.normal import one_line
from nfp_portal.ui.letters import SLOTS, Letter, frame_html, frame_text, render_letter

FACTS = (
    "name",
    "function",
    "agency",
    "unit",
    "state",
    "email",
    "second_email",
    "telephone",
    "mobile",
    "since",
)
LINK = "confirm_url"
# What stands for the recipient's own link while a letter is rendered; an address must look like one.
_MARK = f"{SLOTS}{LINK}"
# Answers by hand reach the secretariat; other machines need not answer at all (RFC 3834).
HEADERS = {"Auto-Submitted": "auto-generated", "Reply-To": settings.HELP_ADDRESS}


def letter_of(asked: Round, step: str, language: str) -> Letter:
    """The letter of one step ("ask", "remind", "check") with slots for what differs between recipients."""
    said = words(language)
    shared = {"title": without_slots(one_line(asked.title)), "closes": closing_words(asked, language)}
    facts = [] if asked.is_check else [(said["facts"][name], f"{{{{{name}}}}}") for name in FACTS]
    context = _context(said, step, shared) | {"facts": facts, "link": _MARK, "language": known(language)}
    context["language_of_states"] = language_of_states(language)
    letter = render_letter("network/email/round", context)
    slot = f"{{{{{LINK}}}}}"
    return replace(letter, text=letter.text.replace(_MARK, slot), html=letter.html.replace(_MARK, slot))


def _context(said: Words, step: str, shared: dict[str, str]) -> dict[str, Any]:
    letter = said[step]
    return {
        "words": said,
        "reason": letter.get("reason", said["reason"]),
        "subject_words": letter["subject"] % shared,
        "greeting": letter["greeting"] % shared,
        "text": letter["text"].strip() % shared,
        "button": letter["button"],
        "after": letter["after"].strip() % shared,
    }


def closing_words(asked: Round, language: str) -> str:
    """Until when answers are expected: a day, or of a communication check the minute."""
    if not asked.is_check:
        return day_in(language, asked.closes_on)
    return moment_in(language, asked.closes_at)


def moment_in(language: str, moment: datetime) -> str:
    local = timezone.localtime(moment)
    parts = {"day": day_in(language, local.date()), "time": f"{local:%H:%M}"}
    said: str = words(language)["moment"]
    return said % parts


def facts_of(confirmation: Confirmation, language: str) -> dict[str, str]:
    """What the directory says of a person, by `FACTS`; what it does not know is said so."""
    person = confirmation.person
    body = person.body
    known_facts = {
        "name": str(person),
        "function": person.function,
        "agency": body.name if body else "",
        "unit": person.unit,
        "state": state_in(language, confirmation.state),
        "email": person.email,
        "second_email": person.second_email,
        "telephone": person.telephone,
        "mobile": person.mobile,
        "since": day_in(language, confirmation.appointment.starts_on),
    }
    return {name: fact or words(language)["none"] for name, fact in known_facts.items()}


def slots_of(confirmation: Confirmation) -> dict[str, str]:
    facts = facts_of(confirmation, confirmation.language)
    return facts | {LINK: address_of(confirmation)}


def state_in_text(language: str, state: State) -> str:
    """A State's name as a sentence has it: "the Netherlands"."""
    return state.name_in_text if language == DEFAULT else state_in(language, state)


def state_in(language: str, state: State) -> str:
    return state.name_fr if language_of_states(language) == "fr" else state.name


def language_of_states(language: str) -> str:
    """The language of the States' names beside this one: beside the English only the French are recorded."""
    return "fr" if language == "fr" else DEFAULT


def escalation_of(asked: Round, state: State, rows: list[Confirmation], language: str) -> Letter:
    """The letter to a State's delegation: who is silent, cannot be reached, or has left. No slots."""
    said = words(language)
    shared = {
        "title": one_line(asked.title),
        "closes": closing_words(asked, language),
        "state": state_in_text(language, state),
    }
    facts = [(one_line(str(row.person)), _outstanding(row, said, language)) for row in rows]
    link = settings.SITE_URL + state.get_absolute_url()
    context = _context(said, "escalate", shared) | {"facts": facts, "link": link, "language": known(language)}
    letter = render_letter("network/email/round", context)
    plain = {name: without_slots(getattr(letter, name)) for name in ("subject", "text", "html")}
    return replace(letter, **plain)


def moved_of(language: str) -> Letter:
    """The letter to an address that a link has just taken out of an entry. No slots."""
    said = words(language)
    subject, text = said["moved"]["subject"], said["moved"]["text"].strip()
    frame = {"words": said, "reason": said["reason"], "language": known(language)}
    return Letter(subject, frame_text(text, frame), frame_html(subject, text, frame), known(language))


def _outstanding(row: Confirmation, said: Words, language: str) -> str:
    letter: Words = said["escalate"]
    if row.last_day is None:
        word: str = letter.get(row.standing, letter["silent"])
        return word
    left = letter["left"] % {"day": day_in(language, row.last_day)}
    followed = letter["successor"] % {"name": one_line(str(row.successor))} if row.successor else ""
    return "; ".join(filter(None, (left, followed)))


def day_of_answer(row: Confirmation, language: str) -> str:
    """The day in Vienna on which somebody answered."""
    return day_in(language, timezone.localdate(row.answered_at))
