"""What one button follows, and the part of a page that has it."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from network.following.choices import Choices
from network.following.models import Following
from network.models import FieldOfWork, State
from network.sections import FieldPart, Section, followed_parts
from nfp_portal.accounts.access import Reader
from nfp_portal.accounts.models import User
from nfp_portal.ui.buttons import Button


@dataclass(frozen=True)
class Subject:
    """A State, a field of work or a kind: `sort` and `key` are in the address, `url` is its page.

    `lookup` finds what accounts follow with it.
    """

    sort: str
    key: str
    title: str
    url: str
    choices: Choices
    lookup: dict[str, Any]

    def address(self, route: str) -> str:
        return reverse(f"network:{route}", args=[self.sort, self.key])


@dataclass(frozen=True)
class FollowPart:
    """What the page of a subject shows: whether one follows it, and the button that changes that."""

    is_followed: bool
    button: Button


def subject_of(thing: State | FieldOfWork) -> Subject:
    url = thing.get_absolute_url()
    if isinstance(thing, State):
        return Subject("state", thing.iso2, thing.name, url, Choices(states=(thing,)), {"states": thing})
    return Subject(
        "field", thing.slug, thing.name, url, Choices(fields_of_work=(thing,)), {"fields_of_work": thing}
    )


def subject_named(sort: str, key: str) -> Subject | None:
    """Return what an address names; None where there is no such thing."""
    if sort == "kind":
        part = next((part for part in followed_parts() if part.kind == key), None)
        return subject_of_kind(part) if part else None
    rows: dict[str, Any] = {
        "state": State.objects.filter(iso2=key),
        "field": FieldOfWork.objects.filter(slug=key),
    }
    thing = rows[sort].first() if sort in rows else None
    return subject_of(thing) if thing else None


def subject_of_kind(part: FieldPart) -> Subject:
    followed = {"kinds__contains": [part.kind]}
    return Subject(
        "kind", part.kind, str(part.title), reverse(part.route), Choices(kinds=(part.kind,)), followed
    )


def follow_kind(part: FieldPart, reader: Reader) -> FollowPart | None:
    """Return what the list of all of a kind shows; None for a visitor. One query."""
    return _part_of(subject_of_kind(part), reader)


def head_part(thing: State | FieldOfWork, reader: Reader) -> Section | None:
    part = _part_of(subject_of(thing), reader)
    return Section("", "network/following/follow.html", part) if part else None


def _part_of(subject: Subject, reader: Reader) -> FollowPart | None:
    if not isinstance(reader, User):
        return None
    is_followed = Following.objects.filter(user=reader, **subject.lookup).exists()
    route, label = ("stop_following", _("Stop following")) if is_followed else ("follow", _("Follow"))
    button = Button(label, subject.address(route), "quiet", about=subject.title, fields={})
    return FollowPart(is_followed, button)
