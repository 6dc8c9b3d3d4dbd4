"""Editors see who else has the same form open, for as long as that page is in sight."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from newsletter import actions
from newsletter.models import Issue, Piece
from nfp_portal.accounts.models import Role
from nfp_portal.revisions.models import Presence
from nfp_portal.revisions.presence import purge_presences
from tests.factories.accounts import client_of, make_user
from tests.factories.newsletter import make_issue, make_piece

pytestmark = pytest.mark.django_db

BY_HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _one_factor(settings: Settings) -> None:
    settings.REQUIRE_MFA = False


def client_named(name: str, role: Role) -> Client:
    user = make_user(role)
    user.name = name
    user.save()
    return client_of(user)


@pytest.fixture
def anna() -> Client:
    return client_named("Anna Berger", Role.EDITOR)


@pytest.fixture
def ben() -> Client:
    return client_named("Ben Muster", Role.APPROVER)


def text_of(response: Any) -> str:
    return str(response.content.decode())


def pages() -> list[str]:
    issue = make_issue()
    return [f"/newsletter/issues/{issue.number}/", f"/newsletter/contributions/{make_piece(issue).pk}/"]


def come_early(by: timedelta) -> None:
    """Let the pages have been seen that much earlier."""
    for row in Presence.objects.all():
        Presence.objects.filter(pk=row.pk).update(seen_at=row.seen_at - by, since=row.since - by)


def test_each_of_two_editors_sees_the_other_and_not_oneself(anna: Client, ben: Client) -> None:
    for page in pages():
        anna.post(f"{page}presence/", headers=BY_HTMX)
        assert "Anna Berger has been" not in text_of(anna.get(page))
        shown = text_of(ben.get(page))
        since = timezone.localtime(Presence.objects.latest("pk").since)
        assert f"Anna Berger has been editing this since {since:%H:%M}." in shown
        assert "Anna Berger" in text_of(ben.post(f"{page}presence/", headers=BY_HTMX))
        assert "Ben Muster" in text_of(anna.post(f"{page}presence/", headers=BY_HTMX))


def test_a_page_that_shows_it_already_is_left_alone(anna: Client, ben: Client) -> None:
    page = pages()[0]
    anna.post(f"{page}presence/")
    answer = ben.post(f"{page}presence/")
    seen = answer.context["others"].mark
    assert ben.post(f"{page}presence/", {"seen": seen}).status_code == 204


def test_a_page_that_was_closed_is_seen_no_more_after_a_minute(anna: Client, ben: Client) -> None:
    page = pages()[0]
    anna.post(f"{page}presence/")
    come_early(timedelta(seconds=50))
    assert "Anna Berger" in text_of(ben.get(page))
    come_early(timedelta(seconds=20))
    assert "Anna Berger" not in text_of(ben.get(page))


def test_since_is_when_it_was_opened_and_begins_anew_after_a_pause(anna: Client) -> None:
    page = pages()[0]
    anna.post(f"{page}presence/")
    come_early(timedelta(seconds=50))
    begun = Presence.objects.get().since
    anna.post(f"{page}presence/")
    assert Presence.objects.get().since == begun
    come_early(timedelta(hours=2))
    anna.post(f"{page}presence/")
    assert Presence.objects.get().since > begun


def test_a_person_is_there_once_by_a_constraint(anna: Client) -> None:
    anna.post(f"{pages()[0]}presence/")
    row = Presence.objects.get()
    with pytest.raises(IntegrityError, match="one_presence_of_a_person_per_subject"), transaction.atomic():
        Presence.objects.create(
            subject=row.subject, person=row.person, since=timezone.now(), seen_at=timezone.now()
        )


def test_looking_at_a_page_notes_nothing(anna: Client) -> None:
    for page in pages():
        anna.get(page)
    assert not Presence.objects.exists()


def test_only_editors_are_there(client: Client) -> None:
    focal_point = client_of(make_user(Role.FOCAL_POINT))
    for page in pages():
        assert [who.post(f"{page}presence/").status_code for who in (client, focal_point)] != [200, 200]
    assert not Presence.objects.exists()


def test_what_ended_is_purged_after_a_day(anna: Client) -> None:
    anna.post(f"{pages()[0]}presence/")
    come_early(timedelta(hours=23))
    assert purge_presences() == 0
    come_early(timedelta(hours=2))
    assert purge_presences() == 1


# Nobody's text is lost ----------------------------------------------------------------------------


def masthead(issue: Issue, **typed: object) -> dict[str, object]:
    shown = {"title": issue.title, "period": issue.period, "dated_on": issue.dated_on, "language": "en"}
    return shown | {"opening": "", "contributions_by": "", "revision": 1} | typed


def facts(piece: Piece, **typed: object) -> dict[str, object]:
    shown = {"section": "states", "headline": piece.headline, "body": piece.body, "audience": "all"}
    by_line = {"state": piece.state_id, "agency": piece.agency_id, "organisation": ""}
    return shown | by_line | {"language": "en", "revision": 1} | typed


def test_two_people_save_an_issue_and_both_texts_are_there(anna: Client, ben: Client) -> None:
    issue = make_issue()
    page = f"/newsletter/issues/{issue.number}/"
    anna.post(page, masthead(issue, opening="Of Anna"))
    late = ben.post(page, masthead(issue, opening="Of Ben"))
    assert (late.status_code, "Of Anna" in text_of(late), "Of Ben" in text_of(late)) == (409, True, True)
    assert Issue.objects.get().opening == "Of Anna"
    ben.post(page, masthead(issue, opening="Of Ben", revision=2, keep_mine="1"))
    assert Issue.objects.get().opening == "Of Ben"


@pytest.mark.parametrize("is_in_an_issue", [True, False])
def test_two_people_save_a_piece_and_both_texts_are_there(
    anna: Client, ben: Client, *, is_in_an_issue: bool
) -> None:
    piece = make_piece(make_issue() if is_in_an_issue else None)
    page = f"/newsletter/contributions/{piece.pk}/"
    anna.post(page, facts(piece, body="Of Anna"))
    late = ben.post(page, facts(piece, body="Of Ben"))
    assert (late.status_code, "Of Anna" in text_of(late), "Of Ben" in text_of(late)) == (409, True, True)
    assert Piece.objects.get().body == "Of Anna"
    ben.post(page, facts(piece, body="Of Ben", revision=2, keep_mine="1"))
    assert Piece.objects.get().body == "Of Ben"


def test_a_move_meanwhile_lets_nobody_overwrite_a_text(anna: Client, ben: Client) -> None:
    issue = make_issue()
    first, _second = make_piece(issue, position=0), make_piece(issue, position=1)
    actions.move(first.pk, down=True, by=make_user(Role.EDITOR))
    late = ben.post(f"/newsletter/contributions/{first.pk}/", facts(first, body="Of Ben"))
    assert (late.status_code, "Of Ben" in text_of(late)) == (409, True)
