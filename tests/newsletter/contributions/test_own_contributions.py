"""Contributors see their own contributions; those of others only after they are published."""

from typing import Any

import pytest
from django.test import Client

from newsletter.models import PieceStatus
from nfp_portal.accounts.models import Role
from tests.factories.accounts import make_user
from tests.factories.newsletter import approved, make_issue, make_piece

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
