"""The links of the navigation and what belongs to each, which rooms register in `AppConfig.ready()`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from nfp_portal.accounts.access import Reader

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


def everybody(_reader: Reader) -> bool:
    return True


@dataclass(frozen=True)
class Link:
    """A link to `route` with its place in the row; `section` is current on all pages of that section."""

    order: int
    route: str
    label: "StrPromise | str"
    section: str
    is_for: Callable[[Reader], bool] = everybody
    # Where a page of another section belongs to this link too, for who has no link to that section.
    also: str = ""
    # Whether the number of turns stands beside it, where it was counted.
    shows_turns: bool = False


@dataclass(frozen=True)
class Shown:
    url: str
    label: str
    is_current: bool
    shows_turns: bool = False


# Links from here on stand at the end of the row.
AT_THE_END = 100
LINKS: list[Link] = []
# The section of each route, or of all routes of a namespace.
_SECTIONS: dict[str, str] = {}
_SEARCH_BOXES: set[str] = set()
# The pages of an account are partly those of allauth, whose routes have no namespace.
ACCOUNT, ACCOUNT_ROUTES = "account", ("accounts:", "account_", "mfa_", "usersessions_")


def register_link(link: Link) -> None:
    LINKS.append(link)
    register_section(link.section, link.route)


def register_section(section: str, *names: str) -> None:
    """Let routes belong to a section; a namespace stands for those of its routes that are not named."""
    _SECTIONS.update(dict.fromkeys(names, section))


def register_search_boxes(*names: str) -> None:
    """Say which routes have a box of the search on their page."""
    _SEARCH_BOXES.update(names)


def has_search_box(view_name: str) -> bool:
    """Whether the page has a box of the search, so that its head needs none."""
    return view_name in _SEARCH_BOXES


def section_of(view_name: str) -> str:
    """Return the section of the navigation that a route belongs to, or ""."""
    if view_name.startswith(ACCOUNT_ROUTES):
        return ACCOUNT
    name = view_name
    while name and name not in _SECTIONS:
        name = name.rpartition(":")[0]
    return _SECTIONS.get(name, "")


def links_for(reader: Reader, section: str) -> tuple[list[Shown], list[Shown]]:
    """Return the links of the row, and those at its end."""
    chosen = sorted((link for link in LINKS if link.is_for(reader)), key=lambda link: link.order)
    rows: tuple[list[Shown], list[Shown]] = ([], [])
    for link in chosen:
        is_current = bool(section) and section in {link.section, link.also}
        rows[link.order >= AT_THE_END].append(_shown(link, is_current=is_current))
    return rows


def _shown(link: Link, *, is_current: bool) -> Shown:
    return Shown(reverse(link.route), str(link.label), is_current, link.shows_turns)
