"""A centre as editors and its host State write it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.centres.actions import LISTS, Recorded
from exchange.centres.models import Area, CapabilityStatus, Centre, Task
from exchange.initiatives.models import Initiative
from meetings.models import Meeting
from network.forms.groups import Group, Grouped
from network.models import Appointment, Person, State
from nfp_portal.revisions.forms import IdempotentForm
from nfp_portal.ui.widgets import FoldedBoxes

_AS_RECORDED = gettext_lazy("As 2012, 2012-04 or 2012-04-13. Empty: not recorded.")
# What belongs to other rooms or to records is for editors.
FOR_EDITORS = ("initiatives", "practices", "meetings", "recorded_in")


class CentreForm(Grouped, IdempotentForm[Centre]):
    """The columns of a centre, its lists, and a status with a note for each area.

    `states` are those that can host it. `is_editor` leaves the host open and adds what belongs to the centre.
    """

    tasks = forms.MultipleChoiceField(
        label=gettext_lazy("Tasks"),
        choices=Task.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Centre
        fields = (
            *("name", "location", "host", "states", "agreement", "signed_on", "working_since", "tasks"),
            *("coordinator_function", "coordinator", "staff", "means"),
            *("initiatives", "practices", "meetings", "recorded_in"),
        )
        widgets = {
            "means": forms.Textarea(attrs={"rows": 2}),
            **dict.fromkeys(LISTS, FoldedBoxes()),
        }
        help_texts = {
            "signed_on": _AS_RECORDED,
            "working_since": _AS_RECORDED,
            "coordinator": gettext_lazy("A person of the directory, named to those who see people."),
            "staff": gettext_lazy("Empty: not recorded."),
            "means": gettext_lazy("What the centre has to work with."),
        }

    def __init__(
        self, *args: Any, states: Iterable[State] | None = None, is_editor: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        hosts = State.objects.order_by("name")
        choices: Any = self.fields
        choices["states"].queryset = hosts
        if is_editor:
            choices["host"].queryset, choices["host"].empty_label = hosts, _("not recorded")
            choices["initiatives"].queryset = Initiative.objects.proposed()
            choices["meetings"].queryset = Meeting.objects.newest_first()
        else:
            choices["host"].queryset = hosts.filter(pk__in=[state.pk for state in states or ()])
            choices["host"].empty_label, choices["host"].required = None, True
            for name in FOR_EDITORS:
                del self.fields[name]
        in_force = Appointment.objects.in_force().filter(state__in=choices["host"].queryset)
        people = Person.objects.filter(pk__in=in_force.values("person"))
        choices["coordinator"].queryset = people.order_by("family_name", "given_name")
        self._kept = self._rows(self.instance)
        for area in Area:
            self._add_area(area)
        self.groups = self._groups()
        self.order_fields([name for _title, names in self.groups for name in names])

    def _groups(self) -> tuple[Group, ...]:
        return (
            (gettext_lazy("The centre"), ("name", "location", "host", "working_since", "states", "tasks")),
            (gettext_lazy("The agreement"), ("agreement", "signed_on")),
            (
                gettext_lazy("Staff and means"),
                ("coordinator_function", "coordinator", "staff", "means"),
            ),
            (gettext_lazy("Technical capabilities and gaps"), _fields_of(is_technical=True)),
            (gettext_lazy("Operational capabilities and gaps"), _fields_of(is_technical=False)),
            (gettext_lazy("What it belongs to"), FOR_EDITORS),
        )

    def _add_area(self, area: Area) -> None:
        status, note = self._kept.get(area, ("", ""))
        self.fields[f"{area}_status"] = forms.ChoiceField(
            label=area.label,
            choices=[("", _("not recorded")), *CapabilityStatus.choices],
            required=False,
            initial=status,
        )
        self.fields[f"{area}_note"] = forms.CharField(
            label=_("Note on %(area)s") % {"area": area.label.lower()},
            max_length=300,
            required=False,
            initial=note,
        )

    @staticmethod
    def _rows(centre: Centre) -> dict[str, tuple[str, str]]:
        rows = centre.capabilities.all() if centre.pk else ()
        return {row.area: (row.status, row.note) for row in rows}

    def current_values(self, row: Centre) -> dict[str, Any]:
        """Return the values of the centre, and what is recorded of each area."""
        kept = self._rows(row)
        areas = {
            f"{area}_{name}": kept.get(area, ("", ""))[index]
            for area in Area
            for index, name in enumerate(("status", "note"))
        }
        return super().current_values(row) | areas

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for area in Area:
            if cleaned.get(f"{area}_note") and not cleaned.get(f"{area}_status"):
                self.add_error(f"{area}_status", _("Choose what the note is about: Has it, or Gap."))
        return cleaned

    def capabilities(self) -> list[Recorded]:
        """Return what is recorded, in the order of the areas."""
        rows = (
            Recorded(area.value, self.cleaned_data[f"{area}_status"], self.cleaned_data[f"{area}_note"])
            for area in Area
        )
        return [row for row in rows if row.status]


def _fields_of(*, is_technical: bool) -> tuple[str, ...]:
    areas = (area for area in Area if area.is_technical == is_technical)
    return tuple(name for area in areas for name in (f"{area}_status", f"{area}_note"))
