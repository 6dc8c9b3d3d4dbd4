"""Rows that count revisions, in Django's own administration, which refuses a form that is out of date."""

from typing import Any, TypeVar

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import F
from django.http import HttpRequest
from django.utils.translation import gettext as _

from nfp_portal.revisions.forms import RevisedModelForm

Row = TypeVar("Row", bound=models.Model)


class _RowForm(RevisedModelForm[Any]):
    """Refuses what was typed on a page that shows an older revision."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.instance.pk and self.instance.revision != cleaned.get("revision"):
            raise forms.ValidationError(
                _("Somebody else changed this meanwhile: open the page again and look at what it says now.")
            )
        return cleaned


class RevisedAdmin(admin.ModelAdmin[Row]):
    form = _RowForm

    def get_exclude(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Leave the column out: the form's own field brings the revision along."""
        return (*(super().get_exclude(request, obj) or ()), "revision")

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Row | None:
        """Lock the row while it is written, so that the revision compared is the one replaced."""
        if request.method == "POST":
            self.model.objects.select_for_update(of=["self"]).filter(pk=object_id).first()  # type: ignore[attr-defined] # every model's manager
        return super().get_object(request, object_id, from_field)

    def save_model(self, request: HttpRequest, obj: Row, form: Any, change: bool) -> None:  # noqa: FBT001 - Django's own signature
        if change:
            obj.revision = F("revision") + 1  # type: ignore[attr-defined] # rows that count
        super().save_model(request, obj, form, change)
