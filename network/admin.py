"""The record in Django's own administration, for administrators: acts of States as their letters come in."""

from django.contrib import admin

from network.models import Agency, Appointment, Organisation


@admin.register(Appointment)
class AppointmentAdmin(admin.ModelAdmin[Appointment]):
    list_display = ("person", "state", "primary_from", "starts_on", "ends_on")
    list_filter = ("state__sub_region",)
    list_select_related = ("person", "state")
    search_fields = ("person__family_name", "state__name", "instrument_reference")
    raw_id_fields = ("person", "succeeds")


@admin.register(Agency)
class AgencyAdmin(admin.ModelAdmin[Agency]):
    list_display = ("name", "state", "kind")
    list_filter = ("kind",)
    search_fields = ("name", "state__name")


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin[Organisation]):
    list_display = ("name", "acronym", "kind")
    list_filter = ("kind",)
    search_fields = ("name", "acronym")
