"""How a round stands, over all and State by State: the count behind board, report and spreadsheet."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from statistics import median
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.models import Confirmation, Round, Standing, State
from network.models.rounds import OVER, SILENT, UNREACHABLE
from nfp_portal.ui.spreadsheets import Cell
from nfp_portal.ui.tiles import Tile, TileState

ANSWERED = frozenset({Standing.CONFIRMED, Standing.CHANGED, Standing.LEFT})


@dataclass
class _Counted:
    """Figures over people asked; `numbers` says how many stand where."""

    numbers: Counter[Standing]

    def _sum(self, standings: frozenset[Standing]) -> int:
        return sum(self.numbers[standing] for standing in standings)

    @property
    def asked(self) -> int:
        """How many are counted: who was asked, but for those for whose answer nobody waits any more."""
        return self.everybody - self.over

    @property
    def everybody(self) -> int:
        """How many were asked, whatever became of them."""
        return self.numbers.total()

    @property
    def over(self) -> int:
        """Who is no longer a focal point, or whose entry was merged, and had not answered."""
        return self._sum(OVER)

    @property
    def answered(self) -> int:
        return self._sum(ANSWERED)

    @property
    def confirmed(self) -> int:
        return self.numbers[Standing.CONFIRMED]

    @property
    def changed(self) -> int:
        return self.numbers[Standing.CHANGED]

    @property
    def left(self) -> int:
        return self.numbers[Standing.LEFT]

    @property
    def unreachable(self) -> int:
        """Whose address refuses mail, wants none, or is not recorded."""
        return self._sum(UNREACHABLE)

    @property
    def silent(self) -> int:
        return self._sum(SILENT)

    @property
    def outstanding(self) -> int:
        return self.asked - self.answered


@dataclass
class StateTally(_Counted):
    """One State of a round; `escalated_at` says when the delegation was first written to."""

    state: State
    escalated_at: datetime | None = None

    @property
    def progress(self) -> TileState:
        if not self.asked:
            return "none"
        if self.answered == self.asked:
            return "present"
        return "part" if self.answered else "due"

    @property
    def words(self) -> str:
        return {
            "none": _("nobody to ask"),
            "present": _("all have answered"),
            "part": _("some have answered"),
        }.get(self.progress, _("nobody has answered"))


@dataclass
class Counts(_Counted):
    """A round in figures, over all and State by State."""

    round: Round
    states: list[StateTally]

    @cached_property
    def median(self) -> timedelta | None:
        """How long half of those who answered took at most, from the opening of the round."""
        took = sorted(answered_at - self.round.opened_at for answered_at in self._answered())
        return timedelta(seconds=median(each.total_seconds() for each in took)) if took else None

    def _answered(self) -> list[datetime]:
        told = self.round.confirmations.exclude(answered_at=None).values_list("answered_at", flat=True)
        return [at for at in told if at]

    @property
    def states_complete(self) -> int:
        return sum(1 for entry in self.states if entry.progress == "present")

    @property
    def states_with_people(self) -> int:
        return sum(1 for entry in self.states if entry.asked)


@dataclass
class Tally(Counts):
    """A round with its rows in the order of States and names."""

    rows: list[Confirmation]

    def _answered(self) -> list[datetime]:
        return [row.answered_at for row in self.rows if row.answered_at]

    @property
    def quickest(self) -> list[Confirmation]:
        """The rows that were answered, the first answer first."""
        answered = [row for row in self.rows if row.answered_at]
        return sorted(answered, key=lambda row: row.answered_at or row.round.opened_at)


def counts_of(asked: Round) -> Counts:
    """Count a round in the database: two queries, and nobody's entry is fetched."""
    rows: Any = Confirmation.objects.standing_there().filter(round=asked).order_by()
    counted = rows.values_list("state", "stands").annotate(models.Count("pk"), models.Min("escalated_at"))
    return Counts(*_counted(asked, counted))


def tally_of(asked: Round) -> Tally:
    """Count a round by its rows, for what lists them all: two queries, however many were asked."""
    rows = list(Confirmation.objects.with_standing().filter(round=asked).in_order())
    for row in rows:
        row.round = asked
    counted = ((row.state_id, row.standing, 1, row.escalated_at) for row in rows)
    return Tally(*_counted(asked, counted), rows)


def _counted(
    asked: Round, counted: Iterable[tuple[int, str, int, datetime | None]]
) -> tuple[Counter[Standing], Round, list[StateTally]]:
    """The figures of all, the round, and the figures of each State asked, by name."""
    entries = {state.pk: StateTally(Counter(), state) for state in asked.states.order_by("name")}
    everybody: Counter[Standing] = Counter()
    for state, standing, number, escalated_at in counted:
        everybody[Standing(standing)] += number
        if entry := entries.get(state):
            entry.numbers[Standing(standing)] += number
            entry.escalated_at = min(filter(None, (entry.escalated_at, escalated_at)), default=None)
    return everybody, asked, list(entries.values())


def tiles_of(tally: Counts, every_state: list[State]) -> list[Tile]:
    """One tile per participating State; those not asked say so."""
    entries = {entry.state.pk: entry for entry in tally.states}
    return [_tile(state, entries.get(state.pk)) for state in every_state]


def _tile(state: State, entry: StateTally | None) -> Tile:
    return Tile(
        code=state.iso2,
        name=state.name,
        column=state.tile_column or 0,
        row=state.tile_row or 0,
        state=entry.progress if entry else "unmarked",
        words=entry.words if entry else _("not asked"),
        href=f"?state={state.iso2}#people" if entry and entry.everybody else "",
    )


def in_words(duration: timedelta | None) -> str:
    """A duration as people say it: minutes, hours or days, whichever is near."""
    if duration is None:
        return ""
    minutes = int(duration.total_seconds() // 60)
    if minutes < 60:  # noqa: PLR2004 - minutes of an hour
        return ngettext("%(number)d minute", "%(number)d minutes", minutes) % {"number": minutes}
    hours = round(minutes / 60)
    if hours < 72:  # noqa: PLR2004 - three days
        return ngettext("%(number)d hour", "%(number)d hours", hours) % {"number": hours}
    days = round(hours / 24)
    return ngettext("%(number)d day", "%(number)d days", days) % {"number": days}


HEAD = (
    "State", "Code", "Family name", "Given name", "Function", "Agency", "E-mail", "Standing", "Answered on",
    "How", "Reminders", "Delegation written to", "Last day", "Successor", "Note",
)  # fmt: skip


def sheet_of(tally: Tally) -> Iterator[list[Cell]]:
    """One line per person asked in the order of `HEAD`, and one for each State without anybody."""
    by_state: dict[int, list[Confirmation]] = {}
    for row in tally.rows:
        by_state.setdefault(row.state_id, []).append(row)
    for entry in tally.states:
        yield from map(_line, by_state.get(entry.state.pk, []))
        if not entry.everybody:
            yield [entry.state.name, entry.state.iso2, *[""] * 5, _("nobody to ask"), *[""] * (len(HEAD) - 8)]


def _line(row: Confirmation) -> list[Cell]:
    person, body = row.person, row.person.body
    return [
        row.state.name,
        row.state.iso2,
        person.family_name,
        person.given_name,
        person.function,
        body.name if body else "",
        person.email,
        row.standing_words,
        timezone.localdate(row.answered_at) if row.answered_at else "",
        str(row.get_way_display()),
        row.reminded_count,
        timezone.localdate(row.escalated_at) if row.escalated_at else "",
        row.last_day or "",
        row.successor,
        row.note,
    ]
