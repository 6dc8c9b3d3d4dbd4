"""Contributors see their own contributions; those of others only after they are published."""

from importlib import import_module
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from newsletter import actions
from newsletter.contributions.models import Offering
from newsletter.models import PieceStatus
from nfp_portal.accounts.models import Role
from tests.factories.accounts import make_user
from tests.factories.network import make_focal_point
from tests.factories.newsletter import approved, make_editor, make_issue, make_piece

pytestmark = pytest.mark.django_db

OTHERS = "Written by somebody else"


def addresses(number: int, pk: int) -> list[str]:
    """Every address that shows or changes a contribution or an issue that is not published."""
    acts = ("up", "down", "put-back", "refuse")
    issue = f"/newsletter/issues/{number}/"
    looks = ("preview/", "preview/light/", "preview/dark/", "preview/no-images/")
    return [
        "/newsletter/issues/",
        f"/newsletter/contributions/{pk}/",
        *(f"/newsletter/contributions/{pk}/{act}/" for act in acts),
        *(f"{issue}{part}" for part in ("", *looks, "dispatch/", "dispatch/stop/")),
        f"{issue}take-in/{pk}/",
        f"{issue}test-mail/",
        f"/newsletter/{number}/",
        f"/newsletter/{number}.pdf",
    ]


@pytest.mark.parametrize("role", [Role.FOCAL_POINT, Role.DELEGATION, Role.PARTNER, None])
@pytest.mark.parametrize("status", [PieceStatus.OFFERED, PieceStatus.ACCEPTED])
def test_unpublished_contributions_of_others_are_shown_nowhere(
    settings: Any, role: Role | None, status: PieceStatus
) -> None:
    settings.REQUIRE_MFA = False
    issue = make_issue()
    into = issue if status == PieceStatus.ACCEPTED else None
    pk = make_piece(into, headline=OTHERS, body=f"{OTHERS}.").pk
    if into:
        approved(issue)
    client = Client()
    if role:
        client.force_login(make_user(role))
    seen = 404 if role else 302
    for address in addresses(issue.number, pk):
        for answer in (client.get(address), client.post(address)):
            assert answer.status_code in {seen, 404, 405}, address
            assert OTHERS not in answer.content.decode(), address
    for address in (
        "/newsletter/",
        "/newsletter/feed.xml",
        f"/search/?q={OTHERS}",
        "/newsletter/contribute/",
    ):
        page = client.get(address).content.decode()
        assert f"{OTHERS}." not in page, address
        assert f"/newsletter/contributions/{pk}/" not in page, address


def test_the_own_text_of_an_earlier_contribution_is_the_first_that_was_offered() -> None:
    author = make_focal_point("AT")
    edited = make_piece(author=author, body="As the State wrote it.")
    actions.change_piece(edited.pk, revision=edited.revision, by=make_editor(), body="As edited.")
    unknown = make_piece(author=author, status=PieceStatus.DECLINED, reason="It was in the press.")
    with connection.cursor() as cursor:
        cursor.execute(import_module("newsletter.migrations.0011_clearances").OFFERINGS)
    offerings = {each.piece_id: each.offered_text for each in Offering.objects.all()}
    own = offerings[edited.pk]
    assert own is not None
    assert (own.body, offerings[unknown.pk]) == ("As the State wrote it.", None)
