"""What the board of a round shows; the same number of queries for ten addressees and for ten thousand."""

from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.messages.views.composing import write_label
from network.models import State
from network.rounds.actions.letters import KIND
from network.rounds.kinds import Kind, Step, kind_of
from network.rounds.listing import COUNT_LABELS, TAB_LABELS, Listing, listing_of
from network.rounds.models import COMPLETE, OVER, UNREACHABLE, Addressee, Outcome, Round
from network.rounds.queries import for_the_board, status_in_words, to_write_to
from network.rounds.tally import Counts, StateTally, counts_of, duration_in_words, tiles_of
from nfp_portal.jobs.models import Job, JobState
from nfp_portal.ui.buttons import Button
from nfp_portal.ui.pagination import Page, paginate
from nfp_portal.ui.tiles import Tile

ON_A_PAGE = 100
LATEST = 4


@dataclass(frozen=True)
class Figure:
    """A count above the list; with `show` it is a link to those it counts, `tile` is its mark on the map."""

    label: str | Promise
    value: str
    remark: str = ""
    show: str = ""
    tile: str = ""
    is_current: bool = False

    @property
    def template(self) -> str:
        return f"network/rounds/{'figure_link' if self.show else 'figure'}.html"


@dataclass(frozen=True)
class RoundState:
    """Whether a round is open, past its last day or closed; `mark` is the kind of a status mark."""

    mark: str
    label: str
    remark: str = ""


@dataclass(frozen=True)
class Tab:
    """A way to list who was asked; `query` is that of its address."""

    name: str
    label: str
    query: str
    is_current: bool = False


@dataclass(frozen=True)
class LatestAnswer:
    """An answer among the latest ones."""

    at: str
    name: str
    url: str
    sentence: str


@dataclass(frozen=True)
class Line:
    """One addressee: `mark` is the kind of the status mark, `remarks` says when, how and what."""

    row: Any  # an addressee with its status
    url: str
    mark: str
    status: str
    remarks: list[str]
    may_act: bool
    may_remind: bool

    @property
    def counts_for(self) -> str:
        """The State somebody answers for; "" where the State itself is asked."""
        represents = self.row.represents
        return represents.name if represents and self.row.state_id is None else ""

    @property
    def actions_template(self) -> str:
        return f"network/rounds/{'addressee_actions' if self.may_act else 'no_actions'}.html"


@dataclass(frozen=True)
class Board:
    round: Round
    counts: Counts
    figures: list[Figure]
    tiles: list[Tile]
    tabs: list[Tab]
    latest: list[LatestAnswer]
    search: str
    # The lines of the chosen tab or State; None where the table by State is shown instead.
    lines: list[Line] | None
    page: Page[Any]
    job: Job | None
    query: str
    may_act: bool
    actions: list[Button]
    # The button that leads to writing to those listed; "" for who may not, and where nobody is listed.
    write_url: str = ""
    write_label: str = ""

    @property
    def facts(self) -> list[str]:
        """What stands in one line under the title, beside the state."""
        values = {"day": date_format(self.round.opened_on, "j F Y"), "name": self.round.opened_by}
        opened = _("opened on %(day)s by %(name)s") if self.round.opened_by else _("opened on %(day)s")
        invented = _("Demonstration: this round is invented.") if self.round.is_demonstration else ""
        facts = [self.state.remark, str(kind_of(self.round).label), opened % values, invented]
        return [fact for fact in facts if fact]

    @property
    def state(self) -> RoundState:
        return status_of_round(self.round)

    @property
    def address(self) -> str:
        """Where the live part asks for itself again."""
        page = self.round.get_absolute_url()
        return f"{page}?{self.query}" if self.query else page

    @property
    def job_is_running(self) -> bool:
        return self.job is not None and self.job.state != JobState.DONE

    @property
    def progress(self) -> str:
        if self.job is None or not self.job.total:
            return ""
        return _("%(done)d of %(total)d") % {"done": self.job.done, "total": self.job.total}

    @property
    def list_template(self) -> str:
        if self.lines is None:
            return "network/rounds/by_state.html"
        return "network/rounds/addressees.html" if self.lines else "network/rounds/nobody.html"

    @property
    def mark(self) -> str:
        """What a live board shows, in short: the same as long as nothing has moved."""
        states = [
            (each.state.pk, sorted(each.by_status.items()), each.escalated_at) for each in self.counts.states
        ]
        lines = [
            (
                line.row.pk,
                line.status,
                line.row.name,
                line.remarks,
                line.row.answered_at,
                line.row.reminded_at,
            )
            for line in self.lines or []
        ]
        job = self.job and (self.job.state, self.job.done, self.job.total)
        shown = (self.round.closed_at, sorted(self.counts.by_status.items()), states, lines, self.latest, job)
        return sha256(repr(shown).encode()).hexdigest()[:16]


def board_of(round_: Round, query: QueryDict, *, may_act: bool, may_write: bool = False) -> Board:
    """Return the board as the query of its address asks.

    `page` is a number; see `listing_of` for the others. `may_write` offers to write to those listed.
    """
    counts, kind = counts_of(round_), kind_of(round_)
    listing = listing_of(round_, counts, query)
    page = paginate(query, listing.rows, ON_A_PAGE)
    current = listing.current_tab
    kept = query.copy()
    kept.pop("seen", None)
    return Board(
        round=round_,
        counts=counts,
        figures=_marked(_figures(counts, kind), current),
        tiles=tiles_of(counts, list(State.objects.participating())),
        tabs=_tabs(counts, current, listing.chosen),
        latest=_latest(round_, kind),
        search=listing.search,
        lines=None if listing.is_by_state else [_line(row, kind, may_act=may_act) for row in page],
        page=page,
        job=Job.objects.filter(kind=KIND, subject=str(round_.key)).order_by("-requested_at").first(),
        query=kept.urlencode(),
        may_act=may_act,
        actions=_actions(round_, kind, counts) if may_act else [],
        **(_writing(round_, listing, kept) if may_write and not listing.is_by_state else {}),
    )


def _writing(round_: Round, listing: Listing, kept: QueryDict) -> dict[str, str]:
    number = to_write_to(listing.rows).count()
    if not number:
        return {}
    query = kept.copy()
    query.pop("page", None)
    url = reverse("network:rounds:write", args=[round_.key])
    return {"write_url": f"{url}?{query.urlencode()}", "write_label": write_label(number)}


def _actions(round_: Round, kind: Kind, counts: Counts) -> list[Button]:
    """The acts on the whole round; to remind comes first, as long as somebody is silent."""
    silent = ngettext("Remind %(number)d who is silent", "Remind %(number)d who are silent", counts.silent)
    actions = {
        "remind": silent % {"number": counts.silent},
        "escalate": _("Write to the delegations"),
        "close": _("Close the round"),
    }
    offered = {*kind.steps, "close"} - (set() if counts.silent else {Step.REMIND})
    return [
        Button(
            label,
            reverse(f"network:rounds:{name}", args=[round_.key]),
            "quiet" if name != Step.REMIND else "",
        )
        for name, label in actions.items()
        if name in offered
    ]


def status_of_round(round_: Round) -> RoundState:
    if round_.closed_at:
        day = date_format(timezone.localdate(round_.closed_at), "j F Y")
        return RoundState("done", _("closed on %(day)s") % {"day": day})
    if round_.is_past_its_date:
        until = date_format(round_.takes_answers_until, "j F Y")
        closes = _("closes by itself after %(day)s") % {"day": until}
        return RoundState("due", _("past its last day"), closes)
    return RoundState("running", _("open until %(day)s") % {"day": date_format(round_.closes_on, "j F Y")})


def _figures(counts: Counts, kind: Kind) -> list[Figure]:
    number = counts.states_with_addressees
    states = ngettext("%(number)d State", "%(number)d States", number) % {"number": number}
    answers = [
        Figure(label, str(number), show=answer, tile=kind.tile_of(answer))
        for answer, label, number in counts.given
    ]
    figures = [
        Figure(_("Asked"), str(counts.total), states, show="all"),
        *(answers or [Figure(_("Answered"), str(counts.answered), show="answered", tile="present")]),
    ]
    if kind.measures_speed:
        figures.append(Figure(_("Half of them within"), duration_in_words(counts.median) or "–"))
    figures += [
        Figure(COUNT_LABELS["silent"], str(counts.silent), show="silent", tile="due"),
        Figure(COUNT_LABELS["unreachable"], str(counts.unreachable), show="unreachable", tile="none"),
    ]
    over = [Figure(COUNT_LABELS["over"], str(counts.over), show="over")]
    return [*figures, *over] if counts.over else figures


def _marked(figures: list[Figure], current: str) -> list[Figure]:
    """Mark the count whose people are listed."""
    return [replace(each, is_current=bool(each.show) and each.show == current) for each in figures]


def _tabs(counts: Counts, current: str, chosen: StateTally | None) -> list[Tab]:
    numbers = {"outstanding": counts.outstanding, "answered": counts.answered, "all": counts.everybody}
    labels = {name: f"{label} ({numbers[name]})" for name, label in TAB_LABELS.items()}
    tabs = [
        Tab(name, label, f"show={name}", is_current=name == current)
        for name, label in (labels | {"states": _("By State")}).items()
    ]
    if chosen:
        tabs.append(Tab("state", str(chosen.state), f"state={chosen.state.iso2}", is_current=True))
    return tabs


def _latest(round_: Round, kind: Kind) -> list[LatestAnswer]:
    """The answers that came last, the newest first."""
    answered = Addressee.objects.filter(round=round_).exclude(outcome=Outcome.WAITING)
    rows = for_the_board(answered, kind).order_by("-answered_at", "pk")[:LATEST]
    return [
        LatestAnswer(
            at=_moment(row.answered_at),
            name=row.name,
            url=row.subject.get_absolute_url(),
            sentence=", ".join(
                filter(None, [status_in_words(row), *kind.details(row), *_by_whom(row, kind)])
            ),
        )
        for row in rows
    ]


def _moment(at: datetime) -> str:
    local = timezone.localtime(at)
    if local.date() == timezone.localdate():
        return _("Today, %(time)s") % {"time": date_format(local, "H:i")}
    return date_format(local, "j M, H:i")


def _by_whom(row: Addressee, kind: Kind) -> list[str]:
    return [str(row.get_channel_display()), row.answered_name if kind.names_sender(row) else ""]


def _line(row: Any, kind: Kind, *, may_act: bool) -> Line:
    return Line(
        row=row,
        url=row.subject.get_absolute_url(),
        mark=_mark_of(row, kind),
        status=status_in_words(row),
        remarks=_remarks(row, kind),
        may_act=may_act and row.status not in COMPLETE | OVER,
        may_remind=Step.REMIND in kind.steps,
    )


def _mark_of(row: Any, kind: Kind) -> str:
    """The kind of a status mark; see templates/components/status.html."""
    if row.status in COMPLETE:
        return "due" if row.given in kind.reported_to_delegation else "confirmed"
    if row.status in UNREACHABLE:
        return "failed"
    return "none" if row.status in OVER else "waiting"


def _remarks(row: Addressee, kind: Kind) -> list[str]:
    about = kind.part_of(row)
    if row.answered_at:
        return [*about, _answered(row, kind), *kind.details(row)]
    if row.reminded_at is None:
        return about
    reminded = ngettext(
        "reminded on %(day)s", "reminded %(number)d times, last on %(day)s", row.reminded_count
    )
    day = date_format(timezone.localtime(row.reminded_at), "j M")
    return [*about, reminded % {"day": day, "number": row.reminded_count}]


def _answered(row: Addressee, kind: Kind) -> str:
    """When and how the answer came: "after 3 hours, 4 December, 10:15, by the link: note"."""
    at = row.answered_at or row.round.opened_at
    when = [date_format(timezone.localtime(at), "j M, H:i"), *_by_whom(row, kind)]
    if kind.measures_speed:
        when.insert(0, _("after %(time)s") % {"time": timesince(row.round.opened_at, at)})
    sentence = ", ".join(filter(None, when))
    return f"{sentence}: {row.note}" if row.note and kind.names_sender(row) else sentence
