"""Centres are entered by editors and host States; what they lack is for focal points."""

from importlib import import_module
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from exchange.centres import demonstration
from exchange.centres.actions import change
from exchange.centres.models import Capability, Centre
from meetings.models import Meeting, Stage
from network.following.actions import save_choices, take_news
from network.following.choices import Choices
from network.models import State
from nfp_portal.accounts.models import Role
from tests.factories.accounts import client_of, make_user
from tests.factories.centres import make_centre
from tests.factories.initiatives import make_draft, make_initiative
from tests.factories.meetings import make_meeting
from tests.factories.network import make_focal_point, make_person, state
from tests.factories.practices import make_practice, offer_practice

pytestmark = pytest.mark.django_db

TYPED = {
    "name": "Centre on the pass",
    "location": "The pass",
    "agreement": "Treaty of the pass",
    "signed_on": "2011-05",
    "working_since": "2012",
    "tasks": ["analysis", "information"],
    "coordinator_function": "Head of the centre",
    "staff": "12",
    "databases_status": "gap",
    "databases_note": "Requests go by fax",
    "languages_status": "has",
}


def desk() -> Client:
    return client_of(make_user(Role.EDITOR))


def page(client: Client, path: str) -> str:
    return " ".join(client.get(path).content.decode().split())


def typed(**others: Any) -> dict[str, Any]:
    """What a browser sends of an editor's form."""
    states = [state("DE").pk, state("AT").pk]
    return TYPED | {"host": state("AT").pk, "states": states, "revision": 1} | others


def recorded(centre: Centre) -> list[tuple[str, str, str]]:
    rows: list[tuple[str, str, str]] = list(centre.capabilities.values_list("area", "status", "note"))
    return rows


def test_an_editor_enters_a_centre_once_however_often_the_form_is_sent() -> None:
    client, key = desk(), str(uuid4())
    for _time in range(2):
        answer = client.post("/centres/new/", typed(key=key))
        assert answer.headers["Location"] == "/centres/centre-on-the-pass/"
    made = Centre.objects.get(slug="centre-on-the-pass")
    assert (made.host, made.tasks, made.staff) == (state("AT"), ["analysis", "information"], 12)
    assert set(made.states.values_list("iso2", flat=True)) == {"AT", "DE"}
    assert recorded(made) == [("databases", "gap", "Requests go by fax"), ("languages", "has", "")]
    assert made.confirmed_on is None  # what its host State says is not known by that


def test_everybody_reads_the_basic_facts_and_focal_points_what_it_lacks() -> None:
    centre = make_centre(
        "Centre on the pass", "AT", "databases", coordinator_function="The head", staff=12345, means="One van"
    )
    path = centre.get_absolute_url()
    details = ("No databases here", "The head", "12345", "One van", "Capabilities and gaps")
    for client in (client_of(make_focal_point("PL")), desk(), client_of(make_user(Role.ADMINISTRATOR))):
        shown = page(client, path)
        assert [text for text in (*details, "Austria") if text not in shown] == []
    for client in (Client(), client_of(make_user(Role.PARTNER)), client_of(make_user(Role.DELEGATION))):
        for address in (path, "/centres/", "/states/AT/", "/search/?q=pass", "/search/?q=databases"):
            shown = page(client, address)
            assert [text for text in details if text in shown] == [], address
        assert "Centre on the pass" in page(client, path)
        assert "/centres/gaps/" not in page(client, "/centres/")
        assert client.get("/centres/gaps/").status_code in {302, 404}
        assert client.get("/centres/gaps.xlsx").status_code in {302, 404}


def test_what_is_not_recorded_says_so() -> None:
    centre = make_centre(host=None, states=[])
    shown = page(client_of(make_focal_point("PL")), centre.get_absolute_url())
    for term in ("Place", "Host State", "States taking part", "At work since", "Tasks", "Agreement", "Staff"):
        assert f"<dt>{term}</dt><dd>not recorded</dd>" in shown


def test_the_co_ordinator_is_named_while_appointed() -> None:
    user = make_focal_point("AT")
    centre = make_centre(coordinator=user.person, coordinator_function="The head")
    reader = client_of(make_focal_point("PL"))
    assert f"<dd>{user.person}, The head</dd>" in page(reader, centre.get_absolute_url())
    other = make_centre("Other centre", coordinator=make_person("AT"), coordinator_function="The head")
    assert "<dd>The head</dd>" in page(reader, other.get_absolute_url())


def test_the_host_state_changes_its_centre_and_confirms_it_by_that() -> None:
    centre, austria = make_centre("Centre on the pass", "AT", "databases"), client_of(make_focal_point("AT"))
    path = f"{centre.get_absolute_url()}change/"
    form = page(austria, path)
    assert ('name="recorded_in"' in form, 'name="initiatives"' in form) == (False, False)
    sent = typed(databases_status="has", databases_note="", languages_status="")
    assert austria.post(path, sent).status_code == 302
    changed = Centre.objects.get(pk=centre.pk)
    assert (changed.location, changed.confirmed_on) == ("The pass", timezone.localdate())
    assert recorded(changed) == [("databases", "has", "")]
    assert austria.post(path, sent).status_code == 409
    assert austria.post(path, sent | {"revision": 2, "host": state("PL").pk}).status_code == 422
    poland = client_of(make_focal_point("PL"))
    assert [poland.get(path).status_code, poland.post(path, sent).status_code] == [404, 404]


def test_a_focal_point_enters_a_centre_of_the_own_state_alone() -> None:
    austria = client_of(make_focal_point("AT"))
    assert austria.post("/centres/new/", typed(host=state("PL").pk)).status_code == 422
    assert austria.post("/centres/new/", typed()).status_code == 302
    assert Centre.objects.get(slug="centre-on-the-pass").confirmed_on == timezone.localdate()


@pytest.mark.parametrize(
    ("sent", "problem"),
    [
        ({"signed_on": "May 2011"}, "Write it as 2012, 2012-04 or 2012-04-13."),
        ({"working_since": "2012-13"}, "Write it as 2012, 2012-04 or 2012-04-13."),
        ({"training_note": "Each year"}, "Choose what the note is about: Has it, or Gap."),
        ({"tasks": ["music"]}, "music is not one of the available choices"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_saved(sent: dict[str, Any], problem: str) -> None:
    answer = desk().post("/centres/new/", typed(**sent))
    assert (answer.status_code, problem in answer.content.decode()) == (422, True)
    assert not Centre.objects.filter(slug="centre-on-the-pass").exists()


def test_the_database_refuses_what_no_centre_can_be() -> None:
    centre = make_centre()
    for wrong in ({"name": ""}, {"signed_on": "May"}, {"working_since": "12"}, {"tasks": ["music"]}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Centre.objects.filter(pk=centre.pk).update(**wrong)
    for wrong in ({"area": "music", "status": "gap"}, {"area": "training", "status": "perhaps"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Capability.objects.create(centre=centre, **wrong)


def test_the_gaps_of_all_centres_are_one_table_with_its_sheet() -> None:
    make_centre("Centre on the pass", "AT", "databases", "training")
    make_centre("Centre on the river", "HU", "databases")
    reader = client_of(make_focal_point("PL"))
    assert 'href="/centres/gaps/"' in page(reader, "/centres/")
    table = reader.get("/centres/gaps/").context["table"]
    cells = [[" ".join(cell.split()) for cell in row.cells] for row in table.rows]
    assert "Centres with a gap" in cells[-1][0]
    counts = [cell.rpartition("</td>")[0].rpartition(">")[2] for cell in cells[-1][1:]]
    assert counts == ["0", "2", "0", "0", "0", "0", "0", "0", "1"]
    sheet = load_workbook(BytesIO(reader.get("/centres/gaps.xlsx").content)).active
    assert sheet is not None
    rows = {row[0]: row for row in sheet.iter_rows(values_only=True)}
    assert rows["Centre"][3:5] == ("Databases", "Equipment")
    assert rows["Centre on the pass"] == (
        *("Centre on the pass", "Austria", "not recorded", "Gap: No databases here", "not recorded"),
        *("not recorded", "not recorded", "not recorded", "not recorded", "not recorded"),
        *("Gap: No training here", "not recorded"),
    )


def test_lists_cost_the_same_queries_for_any_number_of_centres() -> None:
    reader = client_of(make_focal_point("PL"))
    counted = []
    for number in (1, 6):
        for each in range(number):
            codes = State.objects.filter(iso2__in=("AT", "DE", "HU")[: each + 1])
            make_centre(f"Centre {number} {each}", "AT", "databases", "training", states=list(codes))
        for path in ("/centres/", "/centres/gaps/", "/centres/gaps.xlsx"):
            reader.get(path)
            with CaptureQueriesContext(connection) as queries:
                reader.get(path)
            counted.append(len(queries))
    assert counted[:3] == counted[3:]


def test_a_withdrawn_centre_is_off_every_list_until_it_is_restored() -> None:
    centre, austria = make_centre("Centre on the pass", "AT", "databases"), client_of(make_focal_point("AT"))
    reader, path = client_of(make_focal_point("PL")), centre.get_absolute_url()
    assert reader.post(f"{path}withdraw/").status_code == 404
    assert austria.post(f"{path}withdraw/").status_code == 302
    assert reader.get(path).status_code == 404
    for address in ("/centres/", "/centres/gaps/", "/states/AT/", "/search/?q=pass"):
        assert "Centre on the pass" not in page(reader, address)
    assert "Centre on the pass" in page(austria, "/centres/")
    assert austria.post(f"{path}restore/").status_code == 302
    assert "Centre on the pass" in page(reader, "/centres/")
    desk().post(f"{path}withdraw/")
    assert austria.post(f"{path}restore/").status_code == 404  # what the secretariat withdrew, it restores
    assert Centre.objects.get(pk=centre.pk).is_withdrawn


def test_a_centre_and_what_it_belongs_to_name_each_other() -> None:
    practice, initiative = make_practice("Two in one car", "PL"), make_initiative("One form", "PL")
    waiting, meeting = offer_practice("A waiting one", "PL"), Meeting.objects.get(slug="10")
    facts: dict[str, Any] = {
        "practices": [practice, waiting],
        "initiatives": [initiative],
        "meetings": [meeting],
    }
    centre = make_centre(states=[state("AT"), state("DE")], **facts)
    reader = client_of(make_focal_point("DE"))
    shown = page(reader, centre.get_absolute_url())
    assert ("Two in one car" in shown, "One form" in shown, "A waiting one" in shown) == (True, True, False)
    assert ("Two in one car" in page(Client(), centre.get_absolute_url())) is False
    for thing in (practice, initiative, meeting, state("AT"), state("DE")):
        assert "Centre on the pass" in page(reader, thing.get_absolute_url()), thing


def test_editors_link_no_draft_to_a_centre() -> None:
    draft, proposed = make_draft("Quolldraft"), make_initiative("Quollform")
    centre, editor = make_centre(), desk()
    path = f"{centre.get_absolute_url()}change/"
    assert ("Quolldraft" in page(editor, path), "Quollform" in page(editor, path)) == (False, True)
    linked = [editor.post(path, typed(initiatives=[each.pk])).status_code for each in (draft, proposed)]
    assert (linked, list(centre.initiatives.all())) == ([422, 302], [proposed])


def test_a_link_to_what_its_followers_do_not_read_is_no_change_to_them() -> None:
    centre, pole = make_centre(), make_focal_point("PL")
    save_choices(pole, Choices(kinds=("centre",)))
    hidden: dict[str, Any] = {
        "initiatives": [make_initiative("Declined", status="declined")],
        "practices": [offer_practice()],
        "meetings": [make_meeting(stage=Stage.PLANNED)],
    }
    change(centre, hidden, [], revision=1, by_host=False)
    assert take_news(pole) == []
    change(centre, {"initiatives": [make_initiative()]}, [], revision=2, by_host=False)
    assert [each.title for news in take_news(pole) for each in news.headlines] == ["Centre on the pass"]


def test_the_history_has_what_became_different() -> None:
    centre = make_centre("Centre on the pass", "AT", "databases")
    desk().post(f"{centre.get_absolute_url()}change/", typed())
    shown = page(desk(), f"{centre.get_absolute_url()}history/")
    parts = ("The pass", "May 2011", "Exchange of information, Analysis", "Requests go by fax", "Databases")
    assert [part for part in parts if part not in shown] == []


def test_what_an_editor_changes_answers_what_was_reported() -> None:
    centre = make_centre()
    Centre.objects.filter(pk=centre.pk).update(reported="Two more officers.", reported_at=timezone.now())
    assert "Two more officers." in page(desk(), f"{centre.get_absolute_url()}change/")
    change(centre, {"staff": 14}, [], revision=centre.revision, by_host=False)
    assert Centre.objects.values_list("reported", "staff").get(pk=centre.pk) == ("", 14)


def test_without_the_demonstration_no_centre_is_there_for_no_record_names_one() -> None:
    assert not Centre.objects.exists()


def test_the_centre_that_earlier_versions_entered_goes_unless_somebody_changed_it() -> None:
    remove = import_module("exchange.migrations.0022_no_centre_from_records").remove
    record = {"recorded_in": "OSCE press release, 12 April 2016 (osce.org/cio/232506)"}
    make_centre("Świecko", **record)
    remove(apps, None)
    assert not Centre.objects.exists()
    kept = make_centre("Świecko", **record)
    by_people = (
        {"revision": 2},
        {"reported": "It moved", "reported_at": timezone.now()},
        {"confirmed_on": timezone.localdate()},
        {"recorded_in": ""},
    )
    for facts in by_people:
        Centre.objects.update(
            **({"revision": 1, "reported": "", "reported_at": None, "confirmed_on": None} | record | facts)
        )
        remove(apps, None)
        assert Centre.objects.get() == kept


def test_the_demonstration_is_marked_and_loaded_once() -> None:
    for _time in range(2):
        demonstration.load()
    invented = Centre.objects.filter(is_demonstration=True)
    assert invented.count() == 3
    shown = page(client_of(make_focal_point("PL")), "/centres/gaps/")
    assert (shown.count("Demonstration"), shown.count("No common radio")) == (3, 1)


def test_an_empty_portal_says_what_to_do_first() -> None:
    Centre.objects.all().delete()
    austria = client_of(make_focal_point("AT"))
    assert "No centre is entered yet" in page(austria, "/centres/")
    assert page(austria, "/centres/").count('href="/centres/new/"') == 2
    assert 'href="/centres/new/"' not in page(Client(), "/centres/")
    assert "No centre is entered yet" in page(austria, "/centres/gaps/")


def test_the_history_names_what_was_added_to_a_list_and_what_was_removed() -> None:
    initiative, practice = make_initiative("One radio"), make_practice("Two in one car", "PL")
    meeting = Meeting.objects.get(slug="10")
    client = desk()
    made = client.post("/centres/new/", typed(key=str(uuid4()), states=[state("AT").pk, state("DE").pk]))
    path = made.headers["Location"]
    lists = {"initiatives": [initiative.pk], "practices": [practice.pk], "meetings": [meeting.pk]}
    client.post(f"{path}change/", typed(states=[state("AT").pk, state("SI").pk], tasks=["support"], **lists))
    shown = page(client, f"{path}history/")
    for heading in (
        '<strong>State taking part:</strong> Slovenia <span class="badge">added</span>',
        '<strong>State taking part:</strong> Germany <span class="badge">removed</span>',
        f'<strong>Initiative:</strong> {initiative} <span class="badge">added</span>',
        f'<strong>Practice:</strong> {practice} <span class="badge">added</span>',
        f'<strong>Meeting:</strong> {meeting} <span class="badge">added</span>',
        "Support of operations",
    ):
        assert heading in shown
    assert shown.count("<strong>State taking part:</strong> Austria") == 1


def test_what_is_technical_and_what_operational_is_said_where_it_is_read_and_written() -> None:
    centre = make_centre("Centre on the pass", "AT", "databases")
    client = desk()
    shown = page(client, centre.get_absolute_url())
    assert 'Databases<span class="table__second">Technical</span>' in shown
    assert 'Training<span class="table__second">Operational</span>' in shown
    form = page(client, f"{centre.get_absolute_url()}change/")
    order = (
        "Technical capabilities and gaps",
        "Equipment",
        "Operational capabilities and gaps",
        "Working hours",
    )
    assert sorted(order, key=form.index) == list(order)
