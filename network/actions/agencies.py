"""Look over the institutions that people outside the secretariat named."""

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from network.actions.merging import CannotMergeError, relations
from network.models import Agency, Person


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

    Raises `CannotMergeError`. Entries that change get a new revision.
    """
    pair = Agency.objects.select_for_update().in_bulk([agency_id, into])
    merged, target = pair[agency_id], pair[into]
    if merged.state_id != target.state_id or merged == target or target.merged_into_id:
        raise CannotMergeError(_("Choose another institution of the same State that was not merged itself."))
    Person.objects.filter(agency=merged).update(agency=target, revision=models.F("revision") + 1)
    for relation in relations(Agency):
        rows = relation.related_model._base_manager  # noqa: SLF001 - Django's documented _base_manager
        rows.filter(**{relation.field.name: merged}).update(**{relation.field.name: target})
    merged.merged_into = target
    merged.save(update_fields=["merged_into"])
    return target
