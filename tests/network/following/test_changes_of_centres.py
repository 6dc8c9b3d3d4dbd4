"""A followed centre is named again when what the reader may read of it has changed."""

from typing import Any

import pytest

from exchange.centres.actions import Recorded, change, confirm, withdraw
from exchange.centres.models import Centre
from nfp_portal.accounts.models import Role, User
from tests.factories.accounts import client_of, make_user
from tests.factories.centres import make_centre
from tests.factories.network import make_focal_point, state

pytestmark = pytest.mark.django_db


def reword(centre: Centre, *gaps: str, **facts: Any) -> None:
    centre.refresh_from_db()
    given = {"name": centre.name, "host": centre.host, "states": list(centre.states.all())} | facts
    areas = [Recorded(area, "gap") for area in gaps]
    change(centre, given, areas, revision=centre.revision, by_host=False)


@pytest.fixture
def partner() -> User:
    return make_user(Role.PARTNER)


def test_centres_of_a_state_are_followed_whether_it_hosts_them_or_takes_part(
    partner: User, digests: Any
) -> None:
    client_of(partner).post("/following/state/FI/")
    make_centre("Of Finland", "FI")
    make_centre("With Finland", "AT", states=[state("FI")])
    make_centre("Of Austria", "AT")
    [text] = digests(partner)
    assert "Co-operation centres" in text
    assert [name in text for name in ("Of Finland", "With Finland", "Of Austria")] == [True, True, False]


def test_a_change_is_named_once_and_as_a_change(partner: User, digests: Any) -> None:
    centre = make_centre("On the pass", "AT")
    client_of(partner).post("/following/kind/centre/")
    assert digests(partner) == []
    reword(centre, states=[state("AT"), state("SI")])
    [text] = digests(partner)
    assert "On the pass (changed): " in text
    assert digests(partner) == []
    make_centre("At the lake", "AT")
    [text] = digests(partner)
    assert ("At the lake: " in text, "On the pass" in text) == (True, False)


def test_what_others_may_not_read_is_a_change_for_focal_points_alone(partner: User, digests: Any) -> None:
    member = make_focal_point("PL")
    centre = make_centre("On the pass", "AT")
    for reader in (partner, member):
        client_of(reader).post("/following/kind/centre/")
    reword(centre, "databases", staff=12)
    [text] = digests(member)
    assert "On the pass (changed): " in text
    assert digests(partner) == []


def test_nothing_is_named_that_says_nothing_new(partner: User, digests: Any) -> None:
    centre, other = make_centre("On the pass", "AT"), make_centre("At the lake", "AT")
    client_of(partner).post("/following/kind/centre/")
    reword(centre)
    confirm(centre)
    reword(other, location="The lake")
    withdraw(other, is_editor=True)
    assert digests(partner) == []
