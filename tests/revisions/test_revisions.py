from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.http import QueryDict

from nfp_portal.revisions.forms import RevisedForm, parse_revision
from nfp_portal.revisions.merging import resolved
from nfp_portal.revisions.stale import StaleError, expect

SERVICES = [("", "—"), ("Uniformed", [("police", "Border police"), ("guard", "Border guard")])]


class Entry(RevisedForm):
    name = forms.CharField(label="Name")
    day = forms.DateField(label="Day", widget=forms.DateInput(format="%Y-%m-%d"))
    service = forms.ChoiceField(label="Service", choices=SERVICES, required=False)
    languages = forms.MultipleChoiceField(label="Languages", choices=[("en", "English"), ("ru", "Russian")])
    seen = forms.BooleanField(label="Seen", required=False)
    scan = forms.FileField(label="Scan", required=False)


SAVED = SimpleNamespace(
    pk=7,
    revision=2,
    name="Ada\nMUSTER",
    day=date(2026, 4, 12),
    service="guard",
    languages=["ru", "en"],
    seen=False,
    scan="scans/1.pdf",
)
SAME = {
    "revision": "1",
    "name": " Ada\r\nMUSTER",
    "day": "2026-04-12",
    "service": "guard",
    "languages": ["en", "ru"],
}


def differences(**typed: Any) -> list[tuple[str, str, str]]:
    return [(each["label"], each["yours"], each["theirs"]) for each in Entry(SAME | typed).differences(SAVED)]


def test_equal_values_are_no_difference() -> None:
    assert differences() == []


@pytest.mark.parametrize(
    ("typed", "difference"),
    [
        ({"name": "Eva"}, ("Name", "Eva", "Ada\nMUSTER")),
        ({"day": "2026-05-01"}, ("Day", "2026-05-01", "2026-04-12")),
        ({"day": "soon"}, ("Day", "soon", "2026-04-12")),
        ({"service": "police"}, ("Service", "Border police", "Border guard")),
        ({"service": ""}, ("Service", "", "Border guard")),
        ({"service": "spies"}, ("Service", "spies", "Border guard")),
        ({"languages": ["ru"]}, ("Languages", "Russian", "English, Russian")),
        ({"seen": "on"}, ("Seen", "True", "")),
    ],
)
def test_differences_show_both_versions_as_the_page_shows_them(
    typed: dict[str, Any], difference: tuple[str, str, str]
) -> None:
    assert differences(**typed) == [difference]


def test_a_row_is_changed_by_who_saw_its_last_revision() -> None:
    expect(SAVED, 2)
    expect(SAVED, None)
    with pytest.raises(StaleError, match="SimpleNamespace 7 is at revision 2") as stale:
        expect(SAVED, 1)
    assert stale.value.row is SAVED


@pytest.mark.parametrize(
    ("typed", "revision"), [("1", 1), ("999999999", 999999999), ("9" * 10, None), ("-1", None), ("x", None)]
)
def test_a_revision_is_parsed_from_a_submitted_value(typed: str, revision: int | None) -> None:
    assert parse_revision(typed) == revision


# Keep mine, take theirs ---------------------------------------------------------------------------

TYPED = SAME | {"name": "Eva", "service": "police", "languages": ["ru"], "seen": "on", "day": "2026-05-01"}


def sent(choices: dict[str, str], *, keep_mine: bool = False) -> QueryDict:
    """What the page with both versions sends: everything typed, what is saved, and the choices."""
    query = QueryDict(mutable=True)
    for name, value in TYPED.items():
        query.setlist(name, [value] if isinstance(value, str) else list(value))
    for difference in Entry(query).differences(SAVED):
        query.setlist(f"saved:{difference['name']}", difference["saved"])
        query[f"keep:{difference['name']}"] = choices.get(difference["name"], "mine")
    query["revision"] = "2"
    if keep_mine:
        query["keep_mine"] = "on"
    return query


def cleaned(query: QueryDict) -> dict[str, Any]:
    form = Entry(query)
    assert form.is_valid(), form.errors
    return form.cleaned_data


MINE = {
    "name": "Eva",
    "day": date(2026, 5, 1),
    "service": "police",
    "languages": ["ru"],
    "seen": True,
    "scan": None,
    "revision": 2,
}
THEIRS = {
    "name": "Ada MUSTER",
    "day": date(2026, 4, 12),
    "service": "guard",
    "languages": ["ru", "en"],
    "seen": False,
}


def test_typed_values_are_kept_where_nothing_else_is_chosen() -> None:
    assert cleaned(sent({})) == MINE


@pytest.mark.parametrize("name", THEIRS)
def test_each_field_alone_takes_what_is_saved(name: str) -> None:
    assert cleaned(sent({name: "theirs"})) == MINE | {name: THEIRS[name]}


def test_all_fields_together_take_what_is_saved() -> None:
    assert cleaned(sent(dict.fromkeys(THEIRS, "theirs"))) == MINE | THEIRS


def test_one_button_keeps_everything_typed_whatever_is_chosen() -> None:
    assert cleaned(sent(dict.fromkeys(THEIRS, "theirs"), keep_mine=True)) == MINE


def test_a_form_that_was_typed_without_choices_is_read_as_it_is() -> None:
    query = QueryDict("name=Eva&saved:name=Ada")
    assert resolved(query) is query
    assert resolved(None) is None
