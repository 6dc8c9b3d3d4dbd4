"""Publish an agenda: what it says now becomes the revision that everybody reads."""

from django.db import transaction

from meetings.actions.meetings import change_meeting
from meetings.actions.parts import lock
from meetings.agenda.actions.paste import AgendaChangedError
from meetings.agenda.pasted.plan import fingerprint_of
from meetings.models import AgendaEntry, AgendaRevision, Meeting, Stage
from meetings.models.meetings import STAGES_WITH_AGENDA
from meetings.published import content_of, entries_of, latest_revision, number_of_changes
from nfp_portal.accounts.models import User


class NothingToPublishError(Exception):
    """The agenda says what its latest revision says."""


@transaction.atomic
def publish_agenda(meeting: Meeting, *, fingerprint: str, is_final: bool, by: User | None) -> AgendaRevision:
    """Publish what the agenda says now, if that is what `fingerprint` is of; the first time also its stage.

    `by` is None in the demonstration. Raises `AgendaChangedError`, `NothingToPublishError`.
    """
    current = lock(meeting)
    items = list(current.items.in_order().with_people())
    if fingerprint_of(items) != fingerprint:
        raise AgendaChangedError
    latest, content = latest_revision(current), content_of(items)
    if latest and latest.is_final == is_final and not number_of_changes(latest.content, content):
        raise NothingToPublishError
    if current.stage not in STAGES_WITH_AGENDA:
        change_meeting(current.pk, {"stage": Stage.AGENDA}, revision=current.revision)
    number = latest.number + 1 if latest else 0
    AgendaEntry.objects.filter(meeting=current).delete()
    AgendaEntry.objects.bulk_create(entries_of(current, items))
    return AgendaRevision.objects.create(
        meeting=current, number=number, is_final=is_final, content=content, published_by=by
    )
