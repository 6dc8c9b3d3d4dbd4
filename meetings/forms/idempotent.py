"""What all forms of a meeting share: the revision they were opened at, and an idempotency key."""

import copy
from typing import Any

from nfp_portal.revisions.forms import RevisedModelForm, Row
from nfp_portal.ui.widgets import KeyField


class IdempotentForm(RevisedModelForm[Row]):
    """A form whose hidden `key` becomes the key of the row, so that submitting it twice adds one row."""

    key = KeyField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stored: Any = copy.copy(self.instance)  # cleaning writes what was typed into the instance
        row: Any = self.instance
        if row.pk:
            self.fields["key"].initial = getattr(row, "key", None)

    def own_fields(self) -> set[str]:
        """Return the names of the model's fields that the form changes."""
        return set(self._meta.fields or ()) & set(self.fields)

    def facts(self) -> dict[str, Any]:
        """Return the value of each field of the model, by name."""
        return {name: self.cleaned_data[name] for name in self.own_fields()}

    def changes(self) -> dict[str, Any]:
        """Return the facts that differ from the row as it was read."""
        return {name: value for name, value in self.facts().items() if value != getattr(self.stored, name)}
