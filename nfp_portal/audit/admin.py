"""The audit trail in the administration, read only."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from nfp_portal.audit.models import Entry, Purpose

REASON = ("reason", "note")


@admin.register(Entry)
class EntryAdmin(admin.ModelAdmin[Entry]):
    list_display = ("at", "act", "actor", "subject", "reason", "other_details")
    list_filter = ("act",)
    search_fields = ("subject", "actor__email", "actor__name")
    ordering = ("-id",)
    list_per_page = 50
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Entry]:
        return super().get_queryset(request).select_related("actor")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Entry | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Entry | None = None) -> bool:
        return False

    @admin.display(description="reason")
    def reason(self, entry: Entry) -> str:
        """Return the reason of an export; "" for other acts."""
        details = entry.details or {}
        purpose = dict(Purpose.choices).get(details.get("reason", ""), details.get("reason", ""))
        return ": ".join(str(part) for part in (purpose, details.get("note")) if part)

    @admin.display(description="details")
    def other_details(self, entry: Entry) -> str:
        details = entry.details or {}
        return ", ".join(f"{name}: {value}" for name, value in details.items() if name not in REASON)
