"""What all forms of a meeting share: they know their row as it was read, and a second press of *Add*."""

import copy
import uuid
from typing import Any

from django import forms

from nfp_portal.revisions.forms import RevisedModelForm, Row


class IdempotentForm(RevisedModelForm[Row]):
    """`key` makes a second press of *Add* harmless."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stored: Any = copy.copy(self.instance)  # cleaning writes what was typed into the instance
        row: Any = self.instance
        self.fields["key"].initial = getattr(row, "key", None) if row.pk else uuid.uuid4()

    def clean_key(self) -> uuid.UUID:
        """A form sent by hand may lack its key."""
        return self.cleaned_data["key"] or uuid.uuid4()

    def own_fields(self) -> set[str]:
        """The names of the model's fields that the form changes."""
        return set(self._meta.fields or ()) & set(self.fields)

    def facts(self) -> dict[str, Any]:
        """Everything the form says about its row."""
        return {name: self.cleaned_data[name] for name in self.own_fields()}

    def changes(self) -> dict[str, Any]:
        """What the form says that differs from the row as it was read, and what follows from that."""
        return {name: value for name, value in self.facts().items() if value != getattr(self.stored, name)}
