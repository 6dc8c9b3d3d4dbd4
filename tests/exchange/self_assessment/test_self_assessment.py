"""A State assesses itself: several officials write, the first contact closes and shares."""

import hashlib
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from exchange.self_assessment import actions
from exchange.self_assessment.actions import AssessmentClosedError, NotReopenedError, Written
from exchange.self_assessment.models import Level, SelfAssessment, SharedWith
from exchange.self_assessment.questionnaires import FOLDER, questionnaire
from exchange.self_assessment.results import earlier_of, results_of
from exchange.self_assessment.retention import purge_names_at_levels
from nfp_portal.accounts.models import User
from nfp_portal.turns.listing import turns_for
from tests.at_once import at_once
from tests.factories.accounts import client_of
from tests.factories.network import make_delegate, make_focal_point, state
from tests.factories.self_assessment import begin, level_of, make_closed, write

pytestmark = pytest.mark.django_db

LIST = "/self-assessment/"
# Of the files of the versions that are in use: none of them ever changes.
IN_USE = {1: "51398186162b55d0c4431b9e6a376e644ad8e0d7a082c0ec9b5c536bd88dd74a"}


def page_of(client: Client, path: str) -> str:
    return " ".join(client.get(path).content.decode().split())


def first_contact(iso2: str = "AT") -> User:
    return make_focal_point(iso2, primary_from=date(2020, 1, 1))


def sent(
    question: str, level: str = "2", evidence: str = "", revision: int = 1, shown: str = ""
) -> dict[str, str]:
    names = {"level": level, "evidence": evidence, "revision": str(revision), "shown": shown}
    return {f"{name}-{question}": value for name, value in names.items()}


def levels(assessment: SelfAssessment) -> dict[str, tuple[int | None, str]]:
    rows = assessment.levels.exclude(level=None, evidence="")
    return {row.question: (row.level, row.evidence) for row in rows}


def test_a_version_in_use_never_changes() -> None:
    files = {int(file.stem): hashlib.sha256(file.read_bytes()).hexdigest() for file in FOLDER.glob("*.toml")}
    assert files == IN_USE


def test_the_questionnaire_has_seven_areas_and_describes_four_levels_at_each_question() -> None:
    shown = questionnaire(1)
    assert [area.title for area in shown.areas] == [
        "Information and warning",
        "Co-ordination between services",
        "Cross-border agreements",
        "Movement of relief",
        "Health",
        "Staff and means",
        "Communication",
    ]
    assert {len(area.questions) for area in shown.areas} <= {2, 3, 4}
    assert {len(set(each.levels)) for each in shown.questions.values()} == {4}
    assert len(shown.questions) == sum(len(area.questions) for area in shown.areas) == 15


def test_a_state_begins_one_writes_closes_it_and_begins_the_next() -> None:
    user = first_contact()
    client = client_of(user)
    assert "Begin a self-assessment" in page_of(client, LIST)
    for _click in range(2):
        assert client.post(f"{LIST}begin/AT/").status_code == 302
    made = SelfAssessment.objects.get()
    assert "Continue" in page_of(client, LIST)
    path = f"{LIST}{made.key}/"
    assert client.post(path, sent("reserve", evidence="Twelve officers")).status_code == 302
    assert levels(made) == {"reserve": (2, "Twelve officers")}
    assert f"by {user}" in page_of(client, path)
    assert client.post(path, {"act": "close"} | sent("power", "1")).status_code == 302
    made.refresh_from_db()
    assert (made.is_open, made.closed_by, levels(made)["power"]) == (False, user, (1, ""))
    assert "Begin a self-assessment" in page_of(client, LIST)
    client.post(f"{LIST}begin/AT/")
    assert SelfAssessment.objects.filter(state=state("AT")).count() == 2


def test_only_the_first_contact_closes_shares_and_opens_again() -> None:
    made = make_closed()
    others = [client_of(make_focal_point("AT")), client_of(make_delegate("AT"))]
    path = f"{LIST}{made.key}/"
    assert {each.post(f"{path}{act}/").status_code for each in others for act in ("share", "reopen")} == {404}
    client = client_of(first_contact())
    client.post(f"{path}share/", {"shared_with": "focal_points"})
    made.refresh_from_db()
    assert made.shared_with == SharedWith.FOCAL_POINTS
    history = page_of(client, f"{path}history/")
    assert "All focal points and the secretariat" in history
    client.post(f"{path}reopen/")
    made.refresh_from_db()
    assert (made.is_open, made.shared_with) == (True, SharedWith.NOBODY)
    for each in others:
        each.post(path, {"act": "close"} | sent("power", "1"))
    made.refresh_from_db()
    assert (made.is_open, levels(made)["power"]) == (True, (1, ""))


def test_it_is_opened_again_within_thirty_days_and_never_behind_a_later_one() -> None:
    made = make_closed()
    begin()
    with pytest.raises(NotReopenedError):
        actions.reopen(made.key)
    old = make_closed("PL")
    past = timezone.now() - timedelta(days=31)
    SelfAssessment.objects.filter(pk=old.pk).update(begun_at=past, closed_at=past)
    with pytest.raises(NotReopenedError):
        actions.reopen(old.key)


def test_the_delegation_writes_too_and_nobody_of_another_state() -> None:
    made = begin()
    path = f"{LIST}{made.key}/"
    assert client_of(make_delegate("AT")).post(path, sent("power", "3")).status_code == 302
    assert client_of(make_focal_point("PL")).post(path, sent("power", "0")).status_code == 404
    assert levels(made) == {"power": (3, "")}


def test_what_nobody_touched_on_a_page_does_not_undo_what_others_wrote() -> None:
    """Without script all questions are sent together."""
    made, client = begin(), client_of(make_focal_point("AT"))
    page = client.get(f"{LIST}{made.key}/").context["areas"]
    shown = {each.question.key: each.digest for area in page for each in area.fields}
    write(made, "power", 1, "A generator")
    whole = sent("power", "", shown=shown["power"]) | sent("reserve", "2", shown=shown["reserve"])
    assert client.post(f"{LIST}{made.key}/", whole).status_code == 302
    assert levels(made) == {"power": (1, "A generator"), "reserve": (2, "")}


def test_two_who_change_one_question_see_both_versions_of_that_question_alone() -> None:
    made, maria = begin(), make_focal_point("AT")
    client = client_of(make_focal_point("AT"))
    write(made, "power", 1, "A generator", by=maria)
    both = sent("power", "3", "Two days") | sent("reserve", "2")
    response = client.post(f"{LIST}{made.key}/", both)
    page = " ".join(response.content.decode().split())
    assert response.status_code == 409
    assert f"Saved meanwhile by {maria}:</b> Level 1 · A generator" in page
    assert "Two days</textarea>" in page
    assert page.count("Saved meanwhile by") == 1
    assert levels(made) == {"power": (1, "A generator"), "reserve": (2, "")}
    again = client.post(f"{LIST}{made.key}/", sent("power", "3", "Two days", revision=2))
    assert (again.status_code, levels(made)["power"]) == (302, (3, "Two days"))


def test_the_script_learns_the_new_revision_or_that_somebody_else_was_faster() -> None:
    made, client = begin(), client_of(make_focal_point("AT"))
    path = f"{LIST}{made.key}/"
    first = client.post(path, {"quiet": "on"} | sent("power", "3"))
    assert (first.status_code, first.json()["revision"]) == (200, 2)
    assert client.post(path, {"quiet": "on"} | sent("power", "1")).status_code == 409
    actions.close(made.key, by=None)
    assert client.post(path, {"quiet": "on"} | sent("power", "1", revision=2)).status_code == 410


@pytest.mark.django_db(transaction=True)
def test_officials_who_write_in_the_same_moment_lose_nothing() -> None:
    made = begin()
    keys = list(questionnaire(1).questions)[:6]
    acts = [
        lambda key=key: actions.write(made.key, [Written(key, 3, f"Of {key}", 1)], by=None) for key in keys
    ]
    assert at_once(*acts) == [{}] * 6
    assert levels(made) == {key: (3, f"Of {key}") for key in keys}


@pytest.mark.django_db(transaction=True)
def test_two_who_begin_in_the_same_moment_write_the_same_one() -> None:
    at_once(*[begin] * 2)
    assert (SelfAssessment.objects.count(), Level.objects.count()) == (1, 15)


def refused(act: Any) -> str:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        act()
    return str(refusal.value)


def test_the_database_holds_to_what_is_always_true() -> None:
    made, closed = begin("PL"), make_closed()
    rows, shared = SelfAssessment.objects, SharedWith.SECRETARIAT
    again = {"state": state("PL"), "version": 1}
    level = Level.objects.filter(assessment=closed, question="power")
    assert "a_state_has_one_open" in refused(lambda: rows.create(**again))
    assert "only_a_closed" in refused(lambda: rows.filter(pk=made.pk).update(shared_with=shared))
    assert "this self-assessment is closed" in refused(lambda: level.update(level=3))
    assert "level_is_known" in refused(lambda: Level.objects.filter(assessment=made).update(level=4))
    with pytest.raises(AssessmentClosedError):
        write(closed)


def test_an_open_one_is_a_turn_of_its_officials_alone() -> None:
    made = begin()
    own, other = make_focal_point("AT"), make_focal_point("PL")
    assert [(turn.item.verb, turn.item.url) for turn in turns_for(own).shown] == [
        ("Continue the self-assessment of Austria", f"{LIST}{made.key}/")
    ]
    assert turns_for(other).shown == []
    actions.close(made.key, by=None)
    assert turns_for(own).shown == []


def test_the_bars_are_averages_by_area_beside_the_earlier_ones() -> None:
    earlier = make_closed(level=1)
    made = begin()
    write(made, "reserve", 3)
    write(made, "power", 2)
    result = next(each for each in results_of(made, earlier_of(made)) if each.area.key == "means")
    assert [(str(bar.average), bar.width, bar.text, bar.is_earlier) for bar in result.bars] == [
        ("2.5", 250, "Level 2.5", False),
        ("1.0", 100, "Level 1.0, from 1 of 2 questions", True),
    ]
    assert earlier_of(earlier) == []
    page = page_of(client_of(make_focal_point("AT")), f"{LIST}{made.key}/result/")
    assert "Level 2.5" in page
    assert "Level 1.0, from 1 of 2 questions" in page


def test_names_are_forgotten_a_year_after_it_was_closed() -> None:
    maria = make_focal_point("AT")
    made = make_closed(by=maria)
    assert purge_names_at_levels() == 0
    past = timezone.now() - timedelta(days=366)
    SelfAssessment.objects.filter(pk=made.pk).update(begun_at=past, closed_at=past, closed_by=maria)
    assert purge_names_at_levels() == 2
    assert level_of(made).changed_by is None


def test_pages_cost_the_same_queries_with_any_number_of_states() -> None:
    client, counted = client_of(make_focal_point("AT")), []
    for codes in (("FI",), ("BE", "DE", "EE", "FR")):
        for code in codes:
            make_closed(code, SharedWith.FOCAL_POINTS)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(LIST).status_code == 200
        counted.append(len(queries))
    assert counted[0] == counted[1]
