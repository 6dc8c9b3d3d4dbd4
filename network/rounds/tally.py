"""The figures of a round, over all and State by State: the count behind board, report and spreadsheet."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from statistics import median
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.models import State
from network.rounds.kinds import kind_of
from network.rounds.models import COMPLETE, OVER, SILENT, UNREACHABLE, Addressee, Round, Status
from network.rounds.queries import for_the_board, status_in_words, with_status
from nfp_portal.ui.spreadsheets import Cell
from nfp_portal.ui.tiles import Tile, TileState


@dataclass
class Figures:
    """How many addressees have which status, and how many gave which of the kind's answers."""

    by_status: Counter[Status] = field(default_factory=Counter)
    by_answer: Counter[str] = field(default_factory=Counter)

    def add(self, status: Status, answer: str, number: int) -> None:
        self.by_status[status] += number
        if answer:
            self.by_answer[answer] += number

    def _sum(self, statuses: frozenset[Status]) -> int:
        return sum(self.by_status[status] for status in statuses)

    @property
    def total(self) -> int:
        """How many are counted: all who were asked, except those for whose answer nobody waits any more."""
        return self.everybody - self.over

    @property
    def everybody(self) -> int:
        return self.by_status.total()

    @property
    def over(self) -> int:
        return self._sum(OVER)

    @property
    def answered(self) -> int:
        return self._sum(COMPLETE)

    @property
    def unreachable(self) -> int:
        """Whose address refuses mail, wants none, or is not recorded."""
        return self._sum(UNREACHABLE)

    @property
    def silent(self) -> int:
        return self._sum(SILENT)

    @property
    def outstanding(self) -> int:
        return self.total - self.answered


@dataclass
class StateTally(Figures):
    """One State of a round; `escalated_at` says when its delegation was first written to.

    `nothing` is what the round's kind calls the answer that there is nothing to report.
    """

    state: State = field(kw_only=True)
    nothing: str = field(kw_only=True)
    escalated_at: datetime | None = None

    @property
    def progress(self) -> TileState:
        if not self.total or self.unreachable == self.total:
            return "none"
        if self.answered == self.total:
            return "unmarked" if self.by_status[Status.NOTHING] == self.total else "present"
        return "part" if self.answered else "due"

    @property
    def total_in_words(self) -> str:
        return str(self.total) if self.everybody else _("nobody to ask")

    @property
    def progress_in_words(self) -> str:
        if self.total and self.unreachable == self.total:
            return _("mail does not arrive")
        return {
            "unmarked": self.nothing,
            "none": _("nobody to ask"),
            "present": _("all have answered"),
            "part": _("some have answered"),
        }.get(self.progress, _("nobody has answered"))


@dataclass
class Counts(Figures):
    """A round in figures, over all and State by State."""

    round: Round = field(kw_only=True)
    states: list[StateTally] = field(kw_only=True)

    @cached_property
    def median(self) -> timedelta | None:
        """How long half of those who answered took at most, from the opening of the round."""
        took = sorted(answered_at - self.round.opened_at for answered_at in self._answered_at())
        return timedelta(seconds=median(each.total_seconds() for each in took)) if took else None

    def _answered_at(self) -> list[datetime]:
        answered = self.round.addressees.exclude(answered_at=None)
        return [at for at in answered.values_list("answered_at", flat=True) if at]

    @property
    def answers(self) -> list[tuple[str, int]]:
        """How many gave each answer of the kind, by its label; nothing where there is one answer only."""
        return [(label, number) for _answer, label, number in self.given]

    @property
    def given(self) -> list[tuple[str, str, int]]:
        """Each answer of the kind with its label and number; nothing where there is one answer only."""
        kind = kind_of(self.round)
        labels: dict[str, Any] = dict(kind.answers.choices) | kind.figure_labels
        if len(labels) < 2:  # noqa: PLR2004 - one answer is told apart from none by the status alone
            return []
        return [(value, str(label), self.by_answer[value]) for value, label in labels.items()]

    @property
    def states_complete(self) -> int:
        return sum(1 for entry in self.states if entry.progress == "present")

    @property
    def states_with_addressees(self) -> int:
        return sum(1 for entry in self.states if entry.total)


@dataclass
class Tally(Counts):
    """A round with its rows in the order of States and names."""

    rows: list[Addressee] = field(kw_only=True)

    def _answered_at(self) -> list[datetime]:
        return [row.answered_at for row in self.rows if row.answered_at]

    @property
    def quickest(self) -> list[Addressee]:
        """The rows that were answered, the first answer first."""
        answered = [row for row in self.rows if row.answered_at]
        return sorted(answered, key=lambda row: row.answered_at or row.round.opened_at)


Grouped = tuple[int | None, str, str, int, datetime | None]


def counts_of(round_: Round) -> Counts:
    """Count a round in the database: two queries, and no row is fetched."""
    rows: Any = with_status(Addressee.objects.filter(round=round_)).order_by()
    by_status = rows.values_list("represents", "status", "given")
    grouped = by_status.annotate(models.Count("pk"), models.Min("escalated_at"))
    counts = Counts(round=round_, states=_states_of(round_))
    _count(counts, grouped)
    return counts


def tally_of(round_: Round) -> Tally:
    """Count a round by its rows, for what lists them all: two queries, however many were asked."""
    rows = list(for_the_board(Addressee.objects.filter(round=round_).in_order(), kind_of(round_)))
    for row in rows:
        row.round = round_
    tally = Tally(round=round_, states=_states_of(round_), rows=rows)
    _count(tally, ((row.represents_id, row.status, row.given, 1, row.escalated_at) for row in rows))
    return tally


def _states_of(round_: Round) -> list[StateTally]:
    nothing = kind_of(round_).label_of(Status.NOTHING)
    return [StateTally(state=state, nothing=nothing) for state in round_.states.order_by("name")]


def _count(counts: Counts, grouped: Iterable[Grouped]) -> None:
    entries = {entry.state.pk: entry for entry in counts.states}
    for state, status, answer, number, escalated_at in grouped:
        counts.add(Status(status), answer, number)
        if entry := entries.get(state or 0):
            entry.add(Status(status), answer, number)
            entry.escalated_at = min(filter(None, (entry.escalated_at, escalated_at)), default=None)


def tiles_of(counts: Counts, every_state: list[State]) -> list[Tile]:
    """One tile per participating State; those not asked say so and have no mark."""
    entries = {entry.state.pk: entry for entry in counts.states}
    return [_tile(state, entries.get(state.pk)) for state in every_state]


def _tile(state: State, entry: StateTally | None) -> Tile:
    return Tile(
        code=state.iso2,
        name=state.name,
        column=state.tile_column or 0,
        row=state.tile_row or 0,
        state=entry.progress if entry else "open",
        text=entry.progress_in_words if entry else _("not asked"),
        href=f"?state={state.iso2}#addressees" if entry and entry.everybody else "",
    )


def duration_in_words(duration: timedelta | None) -> str:
    """Return a duration as people say it: minutes, hours or days, whichever is near."""
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


def head_of(round_: Round) -> list[str]:
    kind = kind_of(round_)
    done = ("Status", "Answered on", "How", "Reminders", "Delegation written to")
    return ["State", "Code", *kind.who_head, *done, *kind.answer_head, "Note"]


def sheet_of(tally: Tally) -> Iterator[list[Cell]]:
    """One line per addressee in the order of `head_of`, and one for each State without any."""
    by_state: dict[int | None, list[Addressee]] = {}
    for row in tally.rows:
        by_state.setdefault(row.represents_id, []).append(row)
    for entry in tally.states:
        yield from map(_line, by_state.get(entry.state.pk, []))
        if not entry.everybody:
            yield _nobody(tally.round, entry.state)
    yield from map(_line, by_state.get(None, []))


def _nobody(round_: Round, state: State) -> list[Cell]:
    line: list[Cell] = [""] * len(head_of(round_))
    line[:2] = [state.name, state.iso2]
    line[2 + len(kind_of(round_).who_head)] = _("nobody to ask")
    return line


def _line(row: Addressee) -> list[Cell]:
    kind = kind_of(row.round)
    return [
        row.represents.name if row.represents else "",
        row.represents.iso2 if row.represents else "",
        *kind.who(row),
        status_in_words(row),
        timezone.localdate(row.answered_at) if row.answered_at else "",
        str(row.get_channel_display()),
        row.reminded_count,
        timezone.localdate(row.escalated_at) if row.escalated_at else "",
        *kind.answer(row),
        row.note if kind.names_sender(row) else "",
    ]
