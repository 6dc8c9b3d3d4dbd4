"""The kinds of parts a meeting has, and how a list shows them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.actions.speakers import people_then
from meetings.forms.agenda import AgendaItemForm
from meetings.forms.parts import ObjectiveForm
from meetings.models import AgendaItem, Meeting, Objective
from meetings.models.speaking import SpeakerRole
from meetings.wording import clock_times
from network.labels import ShownFields, day_in_words
from nfp_portal.ui.buttons import Button

LONGEST_TITLE = 120


@dataclass(frozen=True)
class PartOfMeeting:
    """How one kind of part is changed and listed.

    `name` is its name in addresses, `page` the route of the page that lists it; `describe` gives its title
    there, `title` the one that histories and messages have for it. Of the fields `of_one` the history of a
    whole meeting says only that they changed. `moved` says where a part is now that was moved.
    """

    name: str
    shown: ShownFields
    form: type[Any]
    label: Promise
    add_label: Promise
    page: str
    is_ordered: bool = True
    is_numbered: bool = False
    describe: Callable[[Any], str] = str
    title: Callable[[Any], str] = str
    of_one: tuple[str, ...] = ()
    moved: Callable[[Any], str] | None = None

    @property
    def model(self) -> type[models.Model]:
        return self.shown.model

    def page_url(self, meeting: Meeting) -> str:
        return reverse(f"meetings:{self.page}", args=[meeting.slug])

    def add_url(self, meeting: Meeting) -> str:
        return reverse(f"meetings:{self.name}_add", args=[meeting.slug])

    def url_of(self, row: Any, act: str) -> str:
        """Return the address of an act (edit, remove, restore, move) on a part."""
        return reverse(f"meetings:{self.name}_{act}", args=[row.meeting.slug, row.key])

    def undo_url(self, row: Any, event_id: int) -> str:
        return reverse(f"meetings:{self.name}_undo", args=[row.meeting.slug, row.key, event_id])

    def list_url(self, row: Any) -> str:
        """Return the address of a part within the page that lists it."""
        return f"{self.page_url(row.meeting)}#{self.anchor(row)}"

    def name_of(self, row: Any) -> str:
        """Name a part in a history and in what is said about an act, shortened where it is a text."""
        return Truncator(self.title(row)).chars(LONGEST_TITLE)

    def say_moved(self, row: Any) -> str:
        return self.moved(row) if self.moved else _("Moved: %(title)s.") % {"title": self.name_of(row)}

    def anchor(self, row: Any) -> str:
        return f"{self.name}-{row.key}"

    def buttons(self, row: Any, *, is_first: bool = True, is_last: bool = True) -> list[Button]:
        """Return what an editor can do with a part. A move beyond either end is hidden."""
        moves = [(_("Move up"), "up", is_first), (_("Move down"), "down", is_last)] if self.is_ordered else []
        return [
            *(self._move(row, label, direction, hidden) for label, direction, hidden in moves),
            Button(_("Change"), self.url_of(row, "edit"), "quiet small", row),
            Button(_("Remove"), self.url_of(row, "remove"), "quiet small", row),
        ]

    def _move(self, row: Any, label: str, direction: str, hidden: bool) -> Button:  # noqa: FBT001 - a private function with one caller
        fields = {"direction": direction, "steps": "1"}
        attributes: dict[str, str | bool] = {"data-move": direction, "hidden": hidden}
        return Button(label, self.url_of(row, "move"), "quiet small", row, fields, attributes)


_KINDS: list[PartOfMeeting] = []


def register_part(kind: PartOfMeeting) -> None:
    """Let the history of a meeting hold this kind of part too."""
    if kind not in _KINDS:
        _KINDS.append(kind)


def parts_of_meetings() -> list[PartOfMeeting]:
    """Return the kinds in the order in which the rooms were loaded."""
    return list(_KINDS)


def title_with_times(item: AgendaItem) -> str:
    """Name an agenda item with its day and times, as far as they are known."""
    return ", ".join(part for part in (str(item), day_in_words(item.day), clock_times(item)) if part)


def _now_at(item: AgendaItem) -> str:
    """Say when an item is that was moved; one without times has only another place in the order."""
    values = {"title": Truncator(str(item)).chars(LONGEST_TITLE), "times": clock_times(item)}
    return (_("%(title)s is now %(times)s.") if item.begins else _("Moved: %(title)s.")) % values


def _people_of_versions(events: list[Any]) -> dict[str, dict[int, str]]:
    """Say who moderated and who spoke at an item, for each of some rows of its history."""
    then = people_then(events)
    return {
        name: {
            key: "; ".join(str(person) for person in people if person.role == role)
            for key, people in then.items()
        }
        for name, role in (("moderator", SpeakerRole.MODERATOR), ("speakers", SpeakerRole.SPEAKER))
    }


OBJECTIVES = PartOfMeeting(
    "objectives",
    ShownFields(Objective, ("text", "audience"), order="position"),
    ObjectiveForm,
    gettext_lazy("Objective"),
    gettext_lazy("Add an objective"),
    "meeting",
)
AGENDA = PartOfMeeting(
    "agenda",
    ShownFields(
        AgendaItem,
        (
            "title",
            "kind",
            "session",
            "day",
            "begins",
            "minutes",
            "location",
            "note",
            "moderator",
            "speakers",
            "audience",
        ),
        labels={"moderator": gettext_lazy("Moderator"), "speakers": gettext_lazy("Speakers")},
        values={"begins": lambda begins: f"{begins:%H:%M}"},
        order="position",
        looked_up=("moderator", "speakers"),
        lookup=_people_of_versions,
    ),
    AgendaItemForm,
    gettext_lazy("Agenda item"),
    gettext_lazy("Add an item"),
    "arrange",
    title=title_with_times,
    moved=_now_at,
)


@dataclass(frozen=True)
class ListedPart:
    """A part as a list shows it: the row, its anchor, and what the reader can do with it."""

    row: Any
    number: str
    title: str
    anchor: str
    buttons: list[Button]


@dataclass(frozen=True)
class PartList:
    parts: list[ListedPart]
    add: Button | None


def list_parts(kind: PartOfMeeting, meeting: Meeting, rows: Any, *, may_edit: bool) -> PartList | None:
    """Return the parts in order, for editors with their buttons; None where there is nothing to show."""
    shown = list(rows)
    if not shown and not may_edit:
        return None
    last = len(shown) - 1
    parts = [
        ListedPart(
            row,
            f"{index + 1}. " if kind.is_numbered else "",
            kind.describe(row),
            kind.anchor(row),
            kind.buttons(row, is_first=index == 0, is_last=index == last) if may_edit else [],
        )
        for index, row in enumerate(shown)
    ]
    return PartList(parts, Button(kind.add_label, kind.add_url(meeting), "quiet small") if may_edit else None)
