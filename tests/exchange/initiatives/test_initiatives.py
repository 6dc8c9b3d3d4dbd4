"""States propose initiatives, sponsor those of others, and read what became of them."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from exchange.initiatives.models import Initiative, Step
from exchange.initiatives.wording import proposed_by
from nfp_portal.accounts.models import Role
from nfp_portal.turns.listing import turns_for
from tests.at_once import at_once
from tests.factories.accounts import client_of, make_user
from tests.factories.initiatives import make_initiative, make_step
from tests.factories.meetings import make_coming_meeting, make_conclusion, make_point
from tests.factories.network import make_focal_point
from tests.searching import unmarked

pytestmark = pytest.mark.django_db

LIST = "/initiatives/"
TYPED = {"title": "One form", "summary": "For patrols.", "revision": "1"}


def page_of(client: Client, path: str = LIST) -> str:
    return unmarked(client.get(path).content.decode())


def act(client: Client, path: str, **typed: Any) -> int:
    return client.post(path, typed).status_code


def test_a_focal_point_proposes_for_the_own_state_once_however_often_it_is_sent() -> None:
    austria, key = client_of(make_focal_point("AT")), uuid4()
    typed = TYPED | {"key": str(key), "support": "A room"}
    assert [act(austria, f"{LIST}propose/", **typed) for _click in range(2)] == [302, 302]
    made = Initiative.objects.with_sponsors().get()
    assert (made.number, made.title, made.status, proposed_by(made)) == (
        1, "One form", "proposed", "Proposed by Austria",
    )  # fmt: skip
    page = page_of(austria, "/initiatives/1/")
    assert ("Initiative proposed" in page, "A room" in page, "Note progress" in page) == (True, True, True)


def test_who_may_not_read_an_initiative_gets_404_and_finds_nothing() -> None:
    proposed, declined = make_initiative("Proposed one"), make_initiative("Declined one", status="declined")
    public = make_initiative("Public one", status="endorsed", audience="all")
    closed = make_initiative("Closed one", status="running")
    numbers = [row.number for row in (proposed, declined, public, closed)]
    readers = {
        "visitor": Client(),
        "delegation": client_of(make_user(Role.DELEGATION)),
        "another State": client_of(make_focal_point("PL")),
        "own State": client_of(make_focal_point("AT")),
        "editor": client_of(make_user(Role.EDITOR)),
    }
    opened = {
        name: [client.get(f"{LIST}{number}/").status_code == 200 for number in numbers]
        for name, client in readers.items()
    }
    assert opened == {
        "visitor": [False, False, True, False],
        "delegation": [False, False, True, False],
        "another State": [True, False, True, True],
        "own State": [True, True, True, True],
        "editor": [True, True, True, True],
    }
    titles = ("Proposed one", "Declined one", "Public one", "Closed one")
    for path in (f"{LIST}?status=all", "/search/?q=one"):
        shown = {
            name: [title in page_of(client, path) for title in titles] for name, client in readers.items()
        }
        assert shown == opened, path


def test_others_sponsor_it_and_take_that_back() -> None:
    initiative, poland = make_initiative("One form", "AT"), client_of(make_focal_point("PL"))
    join, leave = (f"{LIST}{initiative.number}/{verb}/PL/" for verb in ("join", "leave"))
    assert "Sponsor this too" in page_of(poland, f"{LIST}{initiative.number}/")
    assert [act(poland, join), act(poland, join)] == [302, 302]
    sponsored = Initiative.objects.with_sponsors().get()
    assert proposed_by(sponsored) == "Proposed by Austria with Poland"
    assert [act(poland, leave), act(poland, leave)] == [302, 302]
    assert [str(body) for body in Initiative.objects.with_sponsors().get().bodies] == ["Austria"]
    assert act(poland, join.replace("PL", "DE")) == 404


def test_the_state_that_proposed_it_stays_and_rewords_it_until_it_is_discussed() -> None:
    initiative = make_initiative("One form", "AT")
    austria, poland = client_of(make_focal_point("AT")), client_of(make_focal_point("PL"))
    change = f"{LIST}{initiative.number}/change/"
    act(austria, f"{LIST}{initiative.number}/leave/AT/")
    assert [str(body) for body in Initiative.objects.with_sponsors().get().bodies] == ["Austria"]
    assert act(poland, change, **TYPED) == 404
    assert act(austria, change, **TYPED | {"title": "Another form"}) == 302
    assert act(austria, change, **TYPED | {"title": "A third"}) == 409
    make_step(initiative, "discussed")
    assert act(austria, change, **TYPED | {"revision": "2"}) == 409
    assert Initiative.objects.get().title == "Another form"


def test_sponsors_note_progress_and_editors_record_steps_which_can_be_taken_back() -> None:
    initiative = make_initiative("One form", "AT", status="running")
    path, editor = f"{LIST}{initiative.number}/", client_of(make_user(Role.EDITOR))
    note = {"key": str(uuid4()), "on": "2026-10-05", "text": "Twelve forms collected."}
    assert act(client_of(make_focal_point("PL")), f"{path}note/", **note) == 404
    assert [act(client_of(make_focal_point("AT")), f"{path}note/", **note) for _click in range(2)] == [
        302,
        302,
    ]
    silent = note | {"key": str(uuid4()), "text": ""}
    assert act(client_of(make_focal_point("AT")), f"{path}note/", **silent) == 422
    done = {"key": str(uuid4()), "status": "done", "on": "", "text": "", "meeting": "", "merged_into": ""}
    assert act(editor, f"{path}step/", **done) == 302
    assert [(row.status, str(row.on), row.text) for row in Step.objects.all()] == [
        ("running", "2026-09-01", "So it was decided."),
        ("", "2026-10-05", "Twelve forms collected."),
        ("done", "None", ""),
    ]
    assert Initiative.objects.get().status == "done"
    late = act(client_of(make_focal_point("AT")), f"{path}note/", **note | {"key": str(uuid4())})
    earlier = act(editor, f"{path}steps/{note['key']}/take-back/")
    assert (late, earlier, Step.objects.count()) == (404, 302, 3)
    assert act(editor, f"{path}steps/{done['key']}/take-back/") == 302
    assert (Initiative.objects.get().status, Step.objects.count()) == ("running", 2)


def test_what_is_declined_says_why_and_what_is_merged_says_into_what() -> None:
    initiative, other = make_initiative("One form"), make_initiative("Two forms")
    path, editor = f"{LIST}{initiative.number}/step/", client_of(make_user(Role.EDITOR))
    empty = {"on": "", "text": "", "meeting": "", "merged_into": ""}
    refused = [
        act(editor, path, **empty | {"key": str(uuid4()), "status": status})
        for status in ("declined", "merged")
    ]
    assert refused == [422, 422]
    merged = {"key": str(uuid4()), "status": "merged", "merged_into": str(other.pk)}
    assert act(editor, path, **empty | merged) == 302
    page = page_of(editor, f"{LIST}{initiative.number}/")
    assert f'href="/initiatives/{other.number}/"' in page
    with pytest.raises(IntegrityError, match="merged_into_another"), transaction.atomic():
        make_step(other, "merged", merged_into=other)


def test_the_public_reads_what_happened_from_the_endorsement_on() -> None:
    initiative = make_initiative("One form", audience="all")
    make_step(initiative, "", text="Two States doubted.")
    make_step(initiative, "declined", text="Too dear.")
    make_step(initiative, "endorsed", text="Now with a sponsor.")
    make_step(initiative, "", text="Twelve forms collected.")
    path = f"{LIST}{initiative.number}/"
    texts = ("Two States doubted.", "Too dear.", "Now with a sponsor.", "Twelve forms collected.")
    seen = [
        [text in page_of(client, path) for text in texts]
        for client in (Client(), client_of(make_focal_point("PL")))
    ]
    assert seen == [[False, False, True, True], [True, True, True, True]]


def test_nobody_joins_where_it_is_not_recorded_who_proposed_it() -> None:
    initiative = make_initiative("One form", status="endorsed")
    initiative.sponsors.all().delete()
    poland, path = client_of(make_focal_point("PL")), f"{LIST}{initiative.number}/"
    assert "Sponsor this too" not in page_of(poland, path)
    act(poland, f"{path}join/PL/")
    assert initiative.sponsors.count() == 0


def test_a_point_raised_before_a_meeting_becomes_an_initiative_of_those_who_raised_it() -> None:
    point = make_point(make_coming_meeting(slug="vienna"), "False stamps", "AT", "PL")
    path = f"{LIST}propose/{point.key}/"
    germany, editor = client_of(make_focal_point("DE")), client_of(make_user(Role.EDITOR))
    assert (germany.get(path).status_code, "False stamps" in page_of(editor, path)) == (404, True)
    offered = [f'href="{path}"' in page_of(each, "/meetings/vienna/points/") for each in (germany, editor)]
    assert offered == [False, True]
    typed = TYPED | {"key": str(uuid4()), "code": "AT", "audience": "focal_points", "proposed_on": ""}
    assert act(editor, path, **typed) == 302
    made = Initiative.objects.with_sponsors().get()
    assert (proposed_by(made), made.point_id) == ("Proposed by Austria with Poland", point.pk)
    assert "False stamps" in page_of(germany, f"{LIST}{made.number}/")
    assert f'href="{LIST}{made.number}/"' in page_of(germany, "/meetings/vienna/points/")


@pytest.mark.django_db(transaction=True)
def test_two_who_propose_at_once_get_two_numbers() -> None:
    keys: list[UUID] = [uuid4(), uuid4()]
    at_once(*(lambda key=key: _propose(key) for key in keys))
    assert sorted(Initiative.objects.values_list("number", flat=True)) == [1, 2]


def _propose(key: UUID) -> None:
    from exchange.initiatives.actions import propose  # noqa: PLC0415 - in a thread of its own

    propose(key, {"title": "One", "summary": "Why."}, (), by=None)


def test_the_list_costs_the_same_queries_at_any_size() -> None:
    editor = client_of(make_user(Role.EDITOR))
    counted = []
    for number in (1, 12):
        for _each in range(number):
            make_initiative("One form", "AT", "PL", status="endorsed")
        with CaptureQueriesContext(connection) as queries:
            page_of(editor)
        counted.append(len(queries))
    assert counted[0] == counted[1]


@pytest.mark.parametrize("origin", ["points", "conclusions"])
def test_a_restored_origin_has_its_initiative_again(origin: str) -> None:
    meeting = make_coming_meeting(slug="vienna")
    part: Any = make_point(meeting) if origin == "points" else make_conclusion(meeting, "Go on.")
    facts: dict[str, Any] = {origin.removesuffix("s"): part}
    made = make_initiative("One form", **facts)
    desk = client_of(make_user(Role.EDITOR))
    answer = desk.post(f"/meetings/vienna/{origin}/{part.key}/remove/", follow=True)
    made.refresh_from_db()
    assert (made.point, made.conclusion) == (None, None)
    undo = re.findall(r'data-undo.*?action="([^"]+)"', answer.content.decode(), re.DOTALL)
    desk.post(undo[0])
    made.refresh_from_db()
    assert part in {made.point, made.conclusion}


def test_an_initiative_past_its_day_is_a_turn_of_its_states_else_of_editors() -> None:
    austria, poland, editor = make_focal_point("AT"), make_focal_point("PL"), make_user(Role.EDITOR)
    yesterday = timezone.localdate() - timedelta(days=1)
    make_initiative("Of Austria", status="running", due_on=yesterday)
    make_initiative("Not due", status="running", due_on=timezone.localdate())
    make_initiative("Over", status="done", due_on=yesterday)
    orphan = make_initiative("Of nobody", status="running", due_on=yesterday)
    orphan.sponsors.all().delete()

    def due(user: Any) -> set[str]:
        return {turn.item.title for turn in turns_for(user).shown if "that was due" in turn.item.about}

    assert (due(austria), due(poland), due(editor)) == ({"Of Austria"}, set(), {"Of nobody"})


def test_a_story_costs_the_same_queries_however_many_steps_it_has() -> None:
    reader, counted = client_of(make_focal_point("PL")), []
    for steps in (1, 8):
        made = make_initiative(f"Of {steps} steps")
        for number in range(steps):
            make_step(made, "discussed", meeting=make_coming_meeting(slug=f"m-{steps}-{number}"))
        with CaptureQueriesContext(connection) as queries:
            page = page_of(reader, made.get_absolute_url())
        assert page.count("/meetings/m-") >= steps
        counted.append(len(queries))
    assert counted[0] == counted[1]
