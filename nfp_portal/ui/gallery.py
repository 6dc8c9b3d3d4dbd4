"""Invented content that shows every component at /styleguide/ and in tests."""

from dataclasses import dataclass
from itertools import cycle
from typing import TYPE_CHECKING

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from nfp_portal.text.fields import AddressFormField
from nfp_portal.text.forms import Form
from nfp_portal.ui.pagination import Page, paginate
from nfp_portal.ui.tiles import Tile, TileState
from nfp_portal.ui.widgets import DayField

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

GRID = """
CA .. .. IS .. .. NO SE FI .. .. .. .. .. .. ..
US .. .. .. .. .. DK .. EE .. .. .. .. .. .. ..
.. .. IE GB .. NL .. .. LV .. RU .. .. .. .. ..
.. .. .. .. BE LU DE PL LT BY .. .. .. .. .. MN
.. .. .. .. FR LI CZ SK MD UA .. .. .. KZ .. ..
.. .. .. AD MC CH AT HU RO .. .. GE AZ UZ KG ..
.. PT ES .. IT SM SI HR RS BG .. AM .. TM TJ ..
.. .. .. .. VA .. .. BA ME MK .. TR .. .. .. ..
.. .. .. .. .. MT .. .. AL GR .. CY .. .. .. ..
"""
LABELS: "dict[TileState, StrPromise | str]" = {
    "many": _("two or more, confirmed"),
    "one": _("one, confirmed"),
    "due": _("confirmation due"),
    "none": _("no focal point named"),
    "present": _("took part"),
    "unmarked": "",
    "yes": _("yes"),
    "no": _("no"),
    "planned": _("planned"),
    "not_applicable": _("not applicable"),
    "open": "",
}


def tiles(states: str = "many one many due many one none") -> list[Tile]:
    """Return 57 tiles whose states cycle through `states`."""
    kinds = cycle(states.split())
    cells = [
        (code, column, row)
        for row, line in enumerate(GRID.split("\n")[1:-1])
        for column, code in enumerate(line.split())
        if code != ".."
    ]
    return [_tile(cell, next(kinds)) for cell in cells]


def _tile(cell: tuple[str, int, int], kind: str) -> Tile:
    code, column, row = cell
    state: TileState = next(state for state in LABELS if state == kind)
    return Tile(code, f"State {code}", column, row, state, str(LABELS[state]), f"#{code}")


@dataclass(frozen=True)
class SampleJob:
    """A stand-in for `Job` in the progress component, which polls the gallery itself."""

    pk: str
    state: str
    done: int = 0
    total: int = 0
    note: str = ""

    def get_absolute_url(self) -> str:
        return f"?job={self.pk}"


JOBS = [
    SampleJob("sample-waiting", "waiting"),
    SampleJob("sample-running", "running", 31, 50, "Making the PDF"),
    SampleJob("sample-done", "done", 50, 50, "Report ready, 50 pages"),
    SampleJob("sample-failed", "failed", 31, 50, "The paper “Concept note” could not be read."),
]


ORDER = (_("Opening session"), _("Session 1"), _("Coffee break"), _("Session 2"))


class SampleForm(Form):
    name = forms.CharField(label=_("Name"), help_text=_("As it stands in the letter of appointment."))
    email = AddressFormField(label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    telephone = forms.CharField(label=_("Telephone"), required=False)
    starts_on = DayField(label=_("Starts on"))
    service = forms.ChoiceField(
        label=_("Service"), choices=[("", "—"), ("police", _("Border police")), ("customs", _("Customs"))]
    )
    languages = forms.MultipleChoiceField(
        label=_("Working languages"),
        choices=[("en", "English"), ("ru", "Русский"), ("fr", "Français")],
        widget=forms.CheckboxSelectMultiple,
    )
    visibility = forms.ChoiceField(
        label=_("Who may see the telephone"),
        choices=[("staff", _("The Secretariat")), ("network", _("Focal points of the Network"))],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea)
    letter = forms.FileField(label=_("Letter"), required=False, help_text=_("PDF, at most 25 MB."))
    agreed = forms.BooleanField(label=_("The State has agreed to this appointment"))


def filled_form() -> SampleForm:
    """A submitted form with errors."""
    return SampleForm({"name": "Demo, Anna", "email": "anna.demo", "languages": ["en"]}, auto_id="sent_%s")


def page() -> Page[int]:
    return paginate(QueryDict("page=4"), range(100), 10)
