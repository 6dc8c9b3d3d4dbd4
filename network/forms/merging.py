"""Which values an entry keeps when another is merged into it."""

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from network.labels import in_words, label_of
from network.models import Agency, Person
from network.models.person_fields import CONTACT_FIELDS
from nfp_portal.revisions.forms import revision_field
from nfp_portal.text.forms import Form

TARGET, DUPLICATE = "target", "duplicate"


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
        with_details = others.select_related("agency").prefetch_related("appointments")
        self.fields["other"].queryset = with_details  # type: ignore[attr-defined] # a ModelChoiceField


class MergeForm(Form):
    """One choice for each field in which two entries differ; the fuller entry's value is chosen first."""

    target_revision = revision_field()
    duplicate_revision = revision_field()

    def __init__(self, *args: Any, target: Person, duplicate: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target_revision"].initial = target.revision
        self.fields["duplicate_revision"].initial = duplicate.revision
        agencies = dict(Agency.objects.filter(people__in=[target, duplicate]).values_list("pk", "name"))
        for name in CONTACT_FIELDS:
            ours, theirs = getattr(target, name), getattr(duplicate, name)
            if ours != theirs:
                labels = [in_words(Person, name, value, agencies) for value in (ours, theirs)]
                self.fields[name] = _choice(name, *labels)

    @property
    def revisions(self) -> tuple[int, int]:
        return self.cleaned_data["target_revision"], self.cleaned_data["duplicate_revision"]

    @property
    def taken(self) -> list[str]:
        """The fields whose value comes from the entry that goes."""
        return [name for name in CONTACT_FIELDS if self.cleaned_data.get(name) == DUPLICATE]


def _choice(name: str, ours: str, theirs: str) -> forms.ChoiceField:
    choices = [(TARGET, ours or _("empty")), (DUPLICATE, theirs or _("empty"))]
    initial = TARGET if ours else DUPLICATE
    return forms.ChoiceField(
        label=label_of(Person, name), choices=choices, initial=initial, widget=forms.RadioSelect
    )
