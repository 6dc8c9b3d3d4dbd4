"""Look over the institutions that people outside the secretariat named."""

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from network.actions.merging import CannotMergeError, relations
from network.models import Agency, Person
from nfp_portal.revisions.stale import expect


@transaction.atomic
def accept_agency(agency_id: int, *, name: str, kind: str, revision: int) -> Agency:
    """Let an institution stand in the record, under this name and kind. The row stays locked meanwhile.

    Raises `StaleError` if the institution changed since `revision`.
    """
    agency = Agency.objects.select_for_update().get(pk=agency_id)
    expect(agency, revision)
    agency.name, agency.kind = name, kind
    agency.reviewed_at = agency.reviewed_at or timezone.now()
    agency.revision += 1
    agency.save(update_fields=["name", "kind", "reviewed_at", "revision"])
    return agency


@transaction.atomic
def merge_agency(agency_id: int, *, into: int, revision: int | None = None) -> Agency:
    """Let another institution of the same State take the place of this one, everywhere but in the past.

    Raises `StaleError` if this one changed since `revision`, and `CannotMergeError`. Entries that change get
    a new revision.
    """
    pair = Agency.objects.select_for_update().order_by("pk").in_bulk([agency_id, into])
    merged, target = pair[agency_id], pair[into]
    expect(merged, revision)
    if merged.state_id != target.state_id or merged == target or target.merged_into_id:
        raise CannotMergeError(_("Choose another institution of the same State that was not merged itself."))
    Person.objects.filter(agency=merged).update(agency=target, revision=models.F("revision") + 1)
    for relation in relations(Agency):
        rows = relation.related_model._base_manager  # noqa: SLF001 - Django's documented _base_manager
        rows.filter(**{relation.field.name: merged}).update(**{relation.field.name: target})
    merged.merged_into = target
    merged.revision += 1
    merged.save(update_fields=["merged_into", "revision"])
    return target
