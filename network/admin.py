"""The record in Django's own administration, for administrators: acts of States as their letters come in."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from network.actions.appointments import enter, lock_acts
from network.models import Agency, Appointment, Organisation
from nfp_portal.revisions.admin import RevisedAdmin


@admin.register(Appointment)
class AppointmentAdmin(RevisedAdmin[Appointment]):
    list_display = ("person", "state", "primary_from", "starts_on", "ends_on")
    list_filter = ("state__sub_region",)
    list_select_related = ("person", "state")
    search_fields = ("person__family_name", "state__name", "instrument_reference")
    raw_id_fields = ("person", "succeeds")
    exclude = ("instrument_file",)  # scans come in by the portal's forms, which look into them

    def save_model(self, request: HttpRequest, obj: Appointment, form: Any, change: bool) -> None:  # noqa: FBT001 - Django's own signature
        """Wait for the State's acts; stale forms and Undo notice what was changed here."""
        lock_acts(obj.state_id)
        if not change:
            enter(obj)
            return
        super().save_model(request, obj, form, change)


@admin.register(Agency)
class AgencyAdmin(RevisedAdmin[Agency]):
    list_display = ("name", "state", "kind")
    list_filter = ("kind",)
    search_fields = ("name", "state__name")


@admin.register(Organisation)
class OrganisationAdmin(RevisedAdmin[Organisation]):
    list_display = ("name", "acronym", "kind")
    list_filter = ("kind",)
    search_fields = ("name", "acronym")
