"""The navigation: which links whom, in which order."""

import pytest

from nfp_portal.accounts.models import Role, User
from nfp_portal.ui.navigation import links_for

PUBLIC = ["/states/", "/network/", "/meetings/", "/questions/", "/newsletter/", "/about/"]


@pytest.mark.parametrize(
    ("role", "end"),
    [
        (Role.PARTNER, ["/search/"]),
        (Role.FOCAL_POINT, ["/search/", "/", "/me/"]),
        (Role.DELEGATION, ["/search/", "/", "/delegation/"]),
        (Role.EDITOR, ["/search/", "/desk/"]),
        (Role.ADMINISTRATOR, ["/search/", "/desk/"]),
    ],
)
def test_each_role_has_its_own_links_at_the_end(role: Role, end: list[str]) -> None:
    row, at_end = links_for(User(role=role), "")
    assert [link.url for link in row] == PUBLIC
    assert [link.url for link in at_end] == end


def test_the_link_of_the_section_is_current() -> None:
    row, at_end = links_for(User(role=Role.DELEGATION), "desk")
    assert [link.url for link in (*row, *at_end) if link.is_current] == ["/delegation/"]
    row, _at_end = links_for(User(role=Role.DELEGATION), "states")
    assert [link.url for link in row if link.is_current] == ["/states/"]
