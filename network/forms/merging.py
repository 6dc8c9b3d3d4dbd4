"""Which values an entry keeps when another is merged into it."""

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from network.actions.contacts import CONTACT_FIELDS
from network.history import in_words, label_of
from network.models import Agency, Person
from nfp_portal.revisions.forms import revision_field
from nfp_portal.text.forms import Form

KEPT, GONE = "kept", "gone"


class EntryField(forms.ModelChoiceField[Person]):
    """Entries told by agency and appointment, for two of them may bear one name."""

    def label_from_instance(self, obj: Person) -> str:
        agency = obj.agency.name if obj.agency else _("no agency")
        terms = sorted(obj.appointments.all(), key=lambda each: each.starts_on)
        if not terms:
            return f"{obj.in_list}, {agency}, {_('never a focal point')}"
        since = _("focal point since %(day)s") % {"day": date_format(terms[-1].starts_on, "j F Y")}
        return f"{obj.in_list}, {agency}, {since}"


class OtherEntryForm(Form):
    """The entry to compare with, one of the same State."""

    other = EntryField(
        Person.objects.none(), label=_("Entry to compare with"), to_field_name="key", empty_label="—"
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Person.objects.kept().filter(state=person.state_id).exclude(pk=person.pk)
        told = others.select_related("agency").prefetch_related("appointments")
        self.fields["other"].queryset = told  # type: ignore[attr-defined] # a ModelChoiceField


class MergeForm(Form):
    """One choice for each field in which two entries differ; the fuller entry's value is chosen first."""

    kept_revision = revision_field()
    gone_revision = revision_field()

    def __init__(self, *args: Any, kept: Person, gone: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kept_revision"].initial = kept.revision
        self.fields["gone_revision"].initial = gone.revision
        agencies = dict(Agency.objects.filter(people__in=[kept, gone]).values_list("pk", "name"))
        for name in CONTACT_FIELDS:
            ours, theirs = getattr(kept, name), getattr(gone, name)
            if ours != theirs:
                words = [in_words(name, value, agencies) for value in (ours, theirs)]
                self.fields[name] = _choice(name, *words)

    @property
    def revisions(self) -> tuple[int, int]:
        return self.cleaned_data["kept_revision"], self.cleaned_data["gone_revision"]

    @property
    def taken(self) -> list[str]:
        """The fields whose value comes from the entry that goes."""
        return [name for name in CONTACT_FIELDS if self.cleaned_data.get(name) == GONE]


def _choice(name: str, ours: str, theirs: str) -> forms.ChoiceField:
    choices = [(KEPT, ours or _("empty")), (GONE, theirs or _("empty"))]
    initial = KEPT if ours else GONE
    return forms.ChoiceField(label=label_of(name), choices=choices, initial=initial, widget=forms.RadioSelect)
