"""The history of a meeting and of its parts: who changed what, and what was removed."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from meetings.actions.meetings import change_meeting
from meetings.models import Meeting, Stage
from meetings.reports.actions.reports import submit_report
from meetings.views.histories import history_of_meeting
from nfp_portal.accounts.models import Role, User
from nfp_portal.revisions.history import Step
from tests.factories.accounts import make_user
from tests.factories.files import make_scan
from tests.factories.meetings import (
    at,
    make_conclusion,
    make_document,
    make_item,
    make_meeting,
    make_objective,
    make_participant,
    make_report,
    make_timed_item,
)
from tests.factories.network import state

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client_of: Callable[[User], Client], editor: User) -> Client:
    User.objects.filter(pk=editor.pk).update(name="Eva Redl")
    return client_of(editor)


@pytest.fixture
def meeting() -> Meeting:
    return make_meeting(slug="vienna", title="Training")


def plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def in_words(step: Step) -> tuple[str, list[tuple[str, str, str]]]:
    return plain(step.heading), [(each.label, each.before, each.after) for each in step.changes]


def history(meeting: Meeting, of: str = "") -> list[tuple[str, list[tuple[str, str, str]]]]:
    """The steps of a meeting, newest first, or those of one kind."""
    steps = [in_words(step) for step in history_of_meeting(meeting)]
    return [step for step in steps if step[0].startswith(of)]


def test_the_history_of_a_meeting_says_what_became_different(desk: Client, meeting: Meeting) -> None:
    austria = state("AT").pk
    change_meeting(meeting.pk, {"city": "Vienna", "country_id": austria}, revision=1)
    assert history(meeting)[0] == (
        "The meeting",
        [("City", "", "Vienna"), ("State", "", "Austria")],
    )


def test_the_history_holds_every_kind_of_part_with_its_changes(desk: Client, meeting: Meeting) -> None:
    make_report(meeting)
    item = make_timed_item(meeting, "Opening", at(9), at(10))
    form = {"revision": 1, "title": "Welcome", "kind": "session", "audience": "all", "day": "2026-10-06"}
    form |= {"begins": "09:30", "ends": "11:00", "speaker_lines": "Ana Ruiz; Director; Europol"}
    desk.post(f"/meetings/vienna/agenda/{item.key}/edit/", form)
    assert in_words(history_of_meeting(meeting)[0]) == (
        "Agenda item: Welcome, 6 October 2026, 09:30–11:00",
        [
            ("Title", "Opening", "Welcome"),
            ("Begins", "09:00", "09:30"),
            ("Length in minutes", "60", "90"),
            ("Speakers", "", "Ana Ruiz, Director, Europol"),
        ],
    )
    make_objective(meeting, "Learn")
    make_conclusion(meeting, "Go on")
    make_participant(meeting, "AT", family_name="Muster")
    make_document(meeting, "Annotated agenda")
    headings = {plain(step.heading) for step in history_of_meeting(meeting)}
    assert headings == {
        "The meeting added",
        "Agenda item: Opening, 6 October 2026, 09:00–10:00 added",
        "Agenda item: Welcome, 6 October 2026, 09:30–11:00",
        "Objective: Learn added",
        "Conclusion: Go on added",
        "Participant: Berta MUSTER added",
        "Paper: Annotated agenda added",
    }


def test_the_history_names_who_did_it_and_when(desk: Client, meeting: Meeting) -> None:
    item = make_item(meeting)
    desk.post(f"/meetings/vienna/agenda/{item.key}/remove/")
    assert history_of_meeting(meeting)[0].by == "Eva Redl"
    page = desk.get("/meetings/vienna/history/").content.decode()
    assert re.search(r"\d{1,2} \w+ \d{4}, \d\d:\d\d, Eva Redl", page)


def test_what_follows_from_a_change_is_no_step_of_its_own(desk: Client, meeting: Meeting) -> None:
    rows = [make_timed_item(meeting, name, at(10 + i), at(11 + i)) for i, name in enumerate("AB")]
    early = {"revision": "1", "title": "Early", "kind": "session", "audience": "all"}
    early |= {"day": "2026-10-06", "begins": "08:00", "ends": "09:00"}
    desk.post("/meetings/vienna/agenda/add/", early)
    assert [row.position for row in meeting.items.filter(pk__in=[row.pk for row in rows])] == [2, 3]
    assert len(history(meeting)) == 4


def test_a_move_says_from_where_to_where(desk: Client, meeting: Meeting) -> None:
    rows = [make_objective(meeting, text) for text in "ABC"]
    desk.post(f"/meetings/vienna/objectives/{rows[2].key}/move/", {"direction": "up", "steps": "2"})
    steps = history(meeting, of="Objective")
    assert steps[0] == ("Objective: C", [("Place in the order", "3", "1")])
    assert len(steps) == 4


def test_a_move_in_a_list_with_a_gap_is_one_step(desk: Client, meeting: Meeting) -> None:
    rows = [make_objective(meeting, text) for text in "ABC"]
    rows[1].delete()
    desk.post(f"/meetings/vienna/objectives/{rows[2].key}/move/", {"direction": "up", "steps": "1"})
    steps = [step for step in history(meeting, of="Objective: C") if step[1]]
    assert steps == [("Objective: C", [("Place in the order", "2", "1")])]


def test_a_correction_that_reads_the_same_is_no_change(desk: Client, meeting: Meeting) -> None:
    typed = "Maria Rossi; Head of the Border Security Unit, Ministry of the Interior of the Italian Republic"
    item = make_timed_item(meeting, "Opening", at(9), at(10))
    form = {"title": "Opening", "kind": "session", "audience": "all", "day": "2026-10-06"}
    form |= {"begins": "09:00", "ends": "10:00"}
    own = f"/meetings/vienna/agenda/{item.key}/edit/"
    for revision, speaker in enumerate((typed, typed.replace("Unit,", "Unit;")), 1):
        assert desk.post(own, form | {"revision": revision, "speaker_lines": speaker}).status_code == 302
    assert history(meeting)[0][1] == []
    assert (desk.get(own).status_code, desk.get("/meetings/vienna/history/").status_code) == (200, 200)


def test_an_address_is_shown_by_the_history_of_its_participant_alone(desk: Client, meeting: Meeting) -> None:
    participant = make_participant(meeting, "AT", family_name="Muster", email="old@example.org")
    form = {"revision": 1, "given_name": "Berta", "family_name": "Muster", "email": "new@example.org"}
    form |= {"state": participant.state_id, "mode": "in_person", "status": "attended"}
    form |= {"role": "member", "listed_as": "full", "study_visit": "no"}
    own = f"/meetings/vienna/participants/{participant.key}/edit/"
    assert desk.post(own, form).status_code == 302
    assert history(meeting, of="Participant")[0][1] == [("E-mail", "", "changed")]
    assert "<del>old@example.org</del> <ins>new@example.org</ins>" in desk.get(own).content.decode()


def test_another_file_of_a_paper_is_seen_to_be_another(desk: Client, meeting: Meeting) -> None:
    paper = make_document(meeting, "Note", files=[make_scan()])
    form = {"revision": 1, "title": "Note", "kind": "paper", "audience": "all", "file": make_scan()}
    assert desk.post(f"/meetings/vienna/papers/{paper.key}/edit/", form).status_code == 302
    ((label, before, after),) = history(meeting, of="Paper")[0][1]
    assert (label, before[:14], after[:14]) == ("Files", "English, PDF (", "English, PDF (")
    assert before != after.split("; ")[-1]


def test_what_was_removed_can_be_restored_until_it_is_there_again(desk: Client, meeting: Meeting) -> None:
    item = make_item(meeting, "Opening")
    desk.post(f"/meetings/vienna/agenda/{item.key}/remove/")
    page = desk.get("/meetings/vienna/history/").content.decode()
    assert page.count("Restore") == 1
    address = f"/meetings/vienna/agenda/{item.key}/restore/"
    assert f'action="{address}"' in page
    desk.post(address)
    page = desk.get("/meetings/vienna/history/").content.decode()
    assert re.findall(r"Restore\b", page) == []
    assert [heading for heading, _changes in history(meeting, of="Agenda")] == [
        "Agenda item: Opening restored",
        "Agenda item: Opening removed",
        "Agenda item: Opening added",
    ]


def test_a_part_that_is_there_is_linked_and_one_that_is_not_is_named(desk: Client, meeting: Meeting) -> None:
    items = [make_item(meeting, title) for title in ("Stays", "Goes")]
    desk.post(f"/meetings/vienna/agenda/{items[1].key}/remove/")
    page = desk.get("/meetings/vienna/history/").content.decode()
    linked = [f"/meetings/vienna/agenda/{item.key}/edit/" in page for item in items]
    assert linked == [True, False]


def test_the_page_of_a_part_shows_its_own_history_alone(desk: Client, meeting: Meeting) -> None:
    item, other = make_item(meeting, "Opening"), make_item(meeting, "Closing")
    facts = {"revision": 1, "title": "Welcome", "kind": "session", "audience": "all"}
    desk.post(f"/meetings/vienna/agenda/{item.key}/edit/", facts)
    page = desk.get(f"/meetings/vienna/agenda/{item.key}/edit/").content.decode()
    steps = page.partition('class="history"')[2].partition("</ol>")[0]
    assert re.findall(r"<(del|ins)>(\w+)<", steps) == [("del", "Opening"), ("ins", "Welcome")]
    assert steps.count("<li>") == 2
    page = desk.get(f"/meetings/vienna/agenda/{other.key}/edit/").content.decode()
    assert "Undo this change" not in page


def test_of_a_long_text_the_history_shows_the_words_that_changed(desk: Client, meeting: Meeting) -> None:
    about = "\n".join(f"Paragraph {number} " + "says the same. " * 40 for number in range(30))
    change_meeting(meeting.pk, {"about": about}, revision=1)
    change_meeting(meeting.pk, {"about": about.replace("Paragraph 7 ", "Chapter 7 ")}, revision=2)
    page = desk.get("/meetings/vienna/history/").content.decode()
    latest = page.partition('class="history"')[2].partition("history__when")[0]
    assert "Chapter" in latest
    assert len(latest) < 1_000


def test_editors_find_the_history_from_the_meeting_and_from_the_approval(
    client_of: Callable[[User], Client], desk: Client, editor: User, approver: User
) -> None:
    meeting = make_meeting(slug="held", stage=Stage.REPORT)
    submit_report(make_report(meeting, edited_by=editor).pk, by=editor)
    for page in (desk.get("/meetings/held/"), client_of(approver).get("/meetings/held/report/release/")):
        assert 'href="/meetings/held/history/"' in page.content.decode()


@pytest.mark.parametrize("role", [Role.FOCAL_POINT, Role.DELEGATION, Role.PARTNER, Role.ADMINISTRATOR])
def test_nobody_else_finds_the_history(
    client_of: Callable[[User], Client], meeting: Meeting, role: Role
) -> None:
    client = client_of(make_user(role))
    assert client.get("/meetings/vienna/history/").status_code == 404
    assert "/history/" not in client.get("/meetings/vienna/").content.decode()


def grow(meeting: Meeting, number: int) -> None:
    """Add, change and remove parts of every kind."""
    for index in range(number):
        make_item(meeting, f"Item {index}")
        make_objective(meeting, f"Objective {index}")
        make_conclusion(meeting, f"Conclusion {index}")
        make_document(meeting, f"Paper {index}")
        make_participant(meeting, "AT")
        make_participant(meeting, "interpol").delete()
        meeting.refresh_from_db()
        change_meeting(
            meeting.pk, {"country_id": state("AT").pk, "venue": str(index)}, revision=meeting.revision
        )


def cost(desk: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        response: Any = desk.get(address)
    assert response.status_code == 200
    assert len(response.content) < 100_000
    return len(queries)


@pytest.mark.django_db(transaction=True)
def test_the_history_costs_the_same_queries_at_any_length(desk: Client, meeting: Meeting) -> None:
    desk.get("/meetings/vienna/history/")
    grow(meeting, 1)
    few = cost(desk, "/meetings/vienna/history/")
    grow(meeting, 20)
    many = [cost(desk, f"/meetings/vienna/history/?page={number}") for number in (1, 2)]
    assert [few, *many] == [19, 19, 19]


@pytest.mark.django_db(transaction=True)
def test_each_step_stands_on_one_page(meeting: Meeting) -> None:
    grow(meeting, 4)
    steps = history_of_meeting(meeting)
    pages = [steps[start : start + 10] for start in range(0, len(steps), 10)]
    assert [step for page in pages for step in page] == list(steps)
    assert len(steps) == 1 + 4 * 8
