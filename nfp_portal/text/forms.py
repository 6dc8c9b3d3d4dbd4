"""Forms that keep single-line fields on one line and refuse control characters."""

from typing import Any, TypeVar

from django import forms
from django.db import models
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from nfp_portal.text.normal import control_characters, one_line

Row = TypeVar("Row", bound=models.Model)


class PlainText(forms.BaseForm):
    """Browsers submit no line break in a single-line field; a script may."""

    def full_clean(self) -> None:
        if self.is_bound:
            self.data = self._on_one_line()
        super().full_clean()
        for name, value in list(getattr(self, "cleaned_data", {}).items()):
            if isinstance(value, str) and (names := control_characters(value)):
                self.add_error(name, _("Remove the control characters (%(names)s).") % {"names": names})

    def _on_one_line(self) -> Any:
        """Return the submitted data with each value of a single-line field on one line."""
        data: Any = self.data
        data = data.copy()
        for name, field in self.fields.items():
            key = self.add_prefix(name)
            if key in data and _has_one_line(field):
                value = one_line(str(data[key]))
                data.setlist(key, [value]) if isinstance(data, MultiValueDict) else data.update({key: value})
        return data


def _has_one_line(field: forms.Field) -> bool:
    """Whether the field takes one line of text; a password is kept as typed."""
    excepted = (forms.Textarea, forms.PasswordInput)
    return isinstance(field, forms.CharField) and not isinstance(field.widget, excepted)


class Form(PlainText, forms.Form):
    pass


class ModelForm(PlainText, forms.ModelForm[Row]):
    pass
