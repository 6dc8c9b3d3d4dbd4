"""Issues in the search and on the desk: as far as the asker may see them."""

from typing import Any

import pytest
from django.test import Client

from newsletter import actions
from newsletter.models import Issue
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.models import Role
from tests.factories.accounts import make_user
from tests.factories.newsletter import (
    make_approved_issue,
    make_approver,
    make_editor,
    make_issue,
    make_piece,
    make_sent_issue,
)

pytestmark = pytest.mark.django_db


def numbers_matching(query: str, *audiences: Audience) -> list[int]:
    issues = Issue.objects.published().matching(query, audiences or (Audience.ALL,))
    return list(issues.values_list("number", flat=True))


def test_an_issue_is_found_by_words_of_its_title_and_of_its_contributions_without_accents() -> None:
    make_sent_issue({"body": "In Świecko two services share a desk."}, number=10, title="Ten years")
    make_sent_issue({"body": "Nothing of the kind."}, number=11, title="Heritage")
    assert numbers_matching("swiecko") == [10]
    assert numbers_matching("years desk") == [10]
    assert numbers_matching("heritage desk") == []


def test_an_issue_is_found_in_any_alphabet() -> None:
    make_sent_issue({"body": "Встреча в Душанбе."}, number=10, title="Ten years")
    assert [numbers_matching(query) for query in ("dushanbe", "душанбе years", "Ταλλιν")] == [[10], [10], []]


def test_words_for_focal_points_are_found_by_focal_points_alone() -> None:
    make_sent_issue({}, {"body": "permits", "audience": Audience.FOCAL_POINTS}, number=10)
    assert numbers_matching("permits") == []
    assert numbers_matching("permits", *Audience) == [10]


def test_the_search_page_leads_to_the_issue(client: Client) -> None:
    make_sent_issue(number=10, title="Ten years of the Network")
    page = client.get("/search/", {"q": "ten years"}).content.decode()
    assert "/newsletter/10/" in page


def test_the_desk_shows_each_what_waits_for_them(settings: Any) -> None:
    settings.REQUIRE_MFA = False
    make_piece()
    ready = make_approved_issue(title="Ready")
    issue = make_issue(title="To read")
    make_piece(issue)
    actions.submit(issue.number, by=make_editor())
    approver = make_approver()
    client = Client()
    client.force_login(approver)
    page = client.get("/desk/").content.decode()
    verbs = (f"Approve issue {issue.number}", f"Send issue {ready.number}", "Contributions offered")
    assert [verb in page for verb in verbs] == [True, True, True]
    client.force_login(make_user(Role.ADMINISTRATOR))
    page = client.get("/desk/").content.decode()
    assert [verb in page for verb in verbs] == [False, False, False]
