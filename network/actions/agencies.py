"""Look over the institutions that people outside the secretariat named."""

from django.db import models, transaction
from django.utils import timezone

from network.actions.merging import relations
from network.models import Agency, Person


class OtherStateError(Exception):
    """The two institutions are of different States, or one and the same."""


@transaction.atomic
def accept_agency(agency_id: int, *, name: str, kind: str) -> Agency:
    """Let an institution stand in the record, under this name and kind. The row stays locked meanwhile."""
    agency = Agency.objects.select_for_update().get(pk=agency_id)
    agency.name, agency.kind = name, kind
    agency.reviewed_at = agency.reviewed_at or timezone.now()
    agency.save(update_fields=["name", "kind", "reviewed_at"])
    return agency


@transaction.atomic
def merge_agency(agency_id: int, *, into: int) -> Agency:
    """Let another institution of the same State take the place of this one, everywhere but in the past.

    Raises `OtherStateError`. Entries that change get a new revision.
    """
    pair = Agency.objects.select_for_update().in_bulk([agency_id, into])
    merged, kept = pair[agency_id], pair[into]
    if merged.state_id != kept.state_id or merged == kept or kept.merged_into_id:
        raise OtherStateError
    Person.objects.filter(agency=merged).update(agency=kept, revision=models.F("revision") + 1)
    for relation in relations(Agency):
        rows = relation.related_model._base_manager  # noqa: SLF001 - Django's documented _base_manager
        rows.filter(**{relation.field.name: merged}).update(**{relation.field.name: kept})
    merged.merged_into = kept
    merged.save(update_fields=["merged_into"])
    return kept
