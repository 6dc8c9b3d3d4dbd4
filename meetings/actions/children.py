"""What of a part is kept in rows of its own: the people of an agenda item, the versions of a document."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from meetings.actions.documents import VERSION, take_versions_back, write_version
from meetings.actions.speakers import PEOPLE, take_panel_back, write_panel
from meetings.models import AgendaItem, Document
from nfp_portal.accounts.models import User


@dataclass(frozen=True)
class Children:
    """`fact` is what forms and actions call them beside the columns, `counter` the column that counts them.

    A row of the part's history leads by its counter to the children that the part had.
    """

    fact: str
    counter: str
    write: Callable[[Any, Any, User | None], None]
    take_back: Callable[[Any, Any, User], None]

    def count(self, part: Any) -> None:
        setattr(part, self.counter, getattr(part, self.counter) + 1)


_CHILDREN: dict[type[Any], Children] = {
    AgendaItem: Children(PEOPLE, "panel_number", write_panel, take_panel_back),
    Document: Children(VERSION, "versions_number", write_version, take_versions_back),
}


def register_children(model: type[Any], children: Children) -> None:
    """Let a room keep something of its parts in rows of their own."""
    _CHILDREN[model] = children


def children_of(part: Any) -> Children | None:
    return _CHILDREN.get(type(part))


def columns_of(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts that are columns of the row itself."""
    beside = {children.fact for children in _CHILDREN.values()}
    return {name: value for name, value in facts.items() if name not in beside}
