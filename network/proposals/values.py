"""What a proposal requests, as typed values; this module alone knows the keys of `Proposal.values`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple, Self

from network.models import EndReason, NewAgency
from nfp_portal.text.capitals import in_capitals

# JSON as a row keeps it.
Stored = Mapping[str, Any]


class Successor(NamedTuple):
    """Whom somebody who leaves names as the next in line; the State's own nomination is another act."""

    given_name: str
    family_name: str
    function: str
    email: str


@dataclass(frozen=True)
class Nomination:
    """Somebody is to be appointed: an entry of the directory (`person_id`), or a new one.

    `entry` holds contact fields of the new one by attribute name. `succeeds` is the primary key of an
    appointment, which ends on `predecessor_ends_on` (None: on the first day of this one). `named_by` is the
    entry of who requested it without an account.
    """

    starts_on: date
    ends_on: date | None = None
    primary: bool = False
    person_id: int | None = None
    entry: Mapping[str, Any] = field(default_factory=dict)
    new_agency: NewAgency | None = None
    succeeds: int | None = None
    predecessor_ends_on: date | None = None
    named_by: int | None = None

    @property
    def name(self) -> str:
        """The name of the new entry; empty for a known person, and once it was purged."""
        given, family = (self.entry.get(name, "") for name in ("given_name", "family_name"))
        return f"{given} {in_capitals(family)}".strip()

    def to_json(self) -> dict[str, Any]:
        """Leave out what is empty: what a purge strikes out is then missing too."""
        stored = {
            "starts_on": _written(self.starts_on),
            "ends_on": _written(self.ends_on),
            "primary": self.primary,
            "person_id": self.person_id,
            "entry": _plain(self.entry),
            "new_agency": _agency_written(self.new_agency),
            "succeeds": self.succeeds,
            "predecessor_ends_on": _written(self.predecessor_ends_on),
            "named_by": self.named_by,
        }
        return {name: value for name, value in stored.items() if value}

    @classmethod
    def from_json(cls, stored: Stored) -> Self:
        return cls(
            starts_on=date.fromisoformat(stored["starts_on"]),
            ends_on=_day(stored.get("ends_on")),
            primary=bool(stored.get("primary")),
            person_id=stored.get("person_id"),
            entry=stored.get("entry", {}),
            new_agency=_agency(stored.get("new_agency")),
            succeeds=stored.get("succeeds"),
            predecessor_ends_on=_day(stored.get("predecessor_ends_on")),
            named_by=stored.get("named_by"),
        )


@dataclass(frozen=True)
class End:
    """An appointment is to end; `on` is the first day it is not in force."""

    on: date
    reason: EndReason
    successor: Successor | None = None

    def to_json(self) -> dict[str, Any]:
        stored = {"on": _written(self.on), "reason": self.reason.value}
        return stored | ({"successor": self.successor._asdict()} if self.successor else {})

    @classmethod
    def from_json(cls, stored: Stored) -> Self:
        named = stored.get("successor")
        successor = Successor(**named) if named else None
        return cls(date.fromisoformat(stored["on"]), EndReason(stored["reason"]), successor)


@dataclass(frozen=True)
class FormerEnd:
    """The end that an appointment had when another was requested: None and "" where it had none."""

    on: date | None
    reason: str

    def to_json(self) -> dict[str, Any]:
        return {"on": _written(self.on), "reason": self.reason}

    @classmethod
    def from_json(cls, stored: Stored) -> Self:
        return cls(_day(stored["on"]), stored["reason"])


@dataclass(frozen=True)
class Correction:
    """Contact fields of an entry are to change, given by attribute name; a new agency is the State's then."""

    changes: Mapping[str, Any] = field(default_factory=dict)
    new_agency: NewAgency | None = None

    @property
    def email(self) -> str:
        """The address the entry is to have; empty where it stays."""
        return str(self.changes.get("email", ""))

    def to_json(self) -> dict[str, Any]:
        new_agency = {"new_agency": _agency_written(self.new_agency)} if self.new_agency else {}
        return _plain(self.changes) | new_agency

    @classmethod
    def from_json(cls, stored: Stored) -> Self:
        changes = {name: value for name, value in stored.items() if name != "new_agency"}
        return cls(changes, _agency(stored.get("new_agency")))


def _plain(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _written(value) if isinstance(value, date) else value for name, value in fields.items()}


def _written(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _agency_written(named: NewAgency | None) -> list[str] | None:
    return [named.name, named.kind] if named else None


def _agency(stored: list[str] | None) -> NewAgency | None:
    if not stored:
        return None
    name, kind = stored
    return NewAgency(name, kind)
