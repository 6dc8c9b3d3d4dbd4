"""Ask somebody to write of a session, keep what they write by their link, and take it into the draft."""

import re
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from meetings.models import AgendaItem
from meetings.reports.actions.reports import write_report
from meetings.reports.first_draft import PARTS
from meetings.reports.models import RapporteurNote, Report
from meetings.reports.rapporteur_letters import letter_to
from meetings.writing import ReleasedError
from nfp_portal.accounts.models import User
from nfp_portal.mail import actions as mail
from nfp_portal.mail.models import NOTICE
from nfp_portal.revisions.stale import expect

_HEADING = re.compile(r"^#", re.MULTILINE)


@dataclass(frozen=True)
class Rapporteur:
    """Whom to ask, and in which language."""

    name: str
    email: str
    language: str


@transaction.atomic
def ask_rapporteur(item: AgendaItem, whom: Rapporteur, *, by: User) -> RapporteurNote:
    """Send the link of a session's notes; somebody else asked later goes on with what is written."""
    AgendaItem.objects.select_for_update(no_key=True).get(pk=item.pk)
    facts = {"name": whom.name, "email": whom.email, "language": whom.language, "asked_by": by}
    note, made = RapporteurNote.objects.get_or_create(item=item, defaults=facts)
    if not made:
        for field, value in facts.items():
            setattr(note, field, value)
        note.revision += 1
        note.save()
    letter = letter_to(note)
    key = f"rapporteur {note.key} {note.revision}"
    mail.post(to=note.email, **letter.parts, stream=NOTICE, key=key, headers=mail.AUTOMATIC_HEADERS)
    return note


@transaction.atomic
def write_note(key: UUID, text: str, *, revision: int) -> RapporteurNote:
    """Keep what a rapporteur wrote. Raises `StaleError`; `ReleasedError` once the report is published."""
    note = RapporteurNote.objects.select_for_update(of=["self"]).select_related("item__meeting").get(key=key)
    if has_ended(note):
        raise ReleasedError
    expect(note, revision)
    note.text, note.written_at = text.strip(), timezone.now()
    note.revision += 1
    note.save()
    return note


def has_ended(note: RapporteurNote) -> bool:
    """Whether the link takes nothing any more: the report is published."""
    return Report.objects.published().filter(meeting=note.item.meeting_id).exists()


@transaction.atomic
def merge_note(note_id: int, *, by: User) -> Report:
    """Put the notes under the heading of their session, in the place of what was merged before.

    Raises `StaleError`, `ReleasedError`, `SubmittedError`.
    """
    notes = RapporteurNote.objects.select_for_update(of=["self"]).select_related("item__meeting")
    note = notes.get(pk=note_id)
    report = Report.objects.get(meeting=note.item.meeting_id)
    part = part_of(note.item)
    before, after = _demoted(note.merged_text), _demoted(note.text)
    text = merged(getattr(report, part), f"# {note.item}", before, after)
    written = write_report(report.pk, {part: text}, revision=report.revision, by=by)
    note.merged_text = note.text
    note.save()
    return written


def part_of(item: AgendaItem) -> str:
    """Return the written part of the report to which a session belongs."""
    if item.is_restricted:
        return "focal_points_part"
    return next((part for part, kinds in PARTS.items() if item.kind in kinds), "sessions")


def merged(text: str, heading: str, before: str, after: str) -> str:
    """Return the text with `after` in the place of `before`, else at the end of its section."""
    if before and before in text:
        return text.replace(before, after, 1)
    start, match, rest = text.partition(heading)
    if not match:
        return "\n\n".join(filter(None, (text.rstrip(), heading, after)))
    section, mark, others = rest.partition("\n# ")
    return f"{start}{heading}{section.rstrip()}\n\n{after}" + (f"\n\n# {others}" if mark else "")


def _demoted(text: str) -> str:
    """Put headings of the notes below that of the session."""
    return _HEADING.sub("##", text)
