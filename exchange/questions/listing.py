"""The list of questions: its tabs, and what each shows."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from exchange.permissions import may_contribute
from exchange.questions.models import Answer, Question
from exchange.questions.wording import asked_by, opened_on, status_of
from network.facets import field_facet, state_facet
from network.models.search_text import every_word
from network.permissions import represented_states
from network.rounds.models import Addressee, Outcome
from nfp_portal.accounts.access import Reader
from nfp_portal.ui.filters import ListFilter


@dataclass(frozen=True)
class TabKind:
    """What a tab keeps of the questions that the reader may read."""

    name: str
    label: Promise
    empty_title: Promise
    keep: Callable[[Any, Reader], Any]


def _own(rows: Any, reader: Reader) -> Any:
    """What one wrote, and what one's State asks."""
    return rows.filter(Q(author=reader.pk) | Q(state__in=represented_states(reader).values("pk")))


TABS = (
    TabKind("all", _("All"), _("No question has been asked yet"), lambda rows, _reader: rows.opened()),
    TabKind("open", _("Open"), _("No question is open"), lambda rows, _reader: rows.open()),
    TabKind("closed", _("Closed"), _("No question is closed yet"), lambda rows, _reader: rows.closed()),
    TabKind("mine", _("Yours"), _("You have not asked anything yet"), _own),
)


@dataclass(frozen=True)
class Tab:
    kind: TabKind
    narrowing: ListFilter

    @property
    def name(self) -> str:
        return self.kind.name

    @property
    def empty(self) -> str:
        return str(_("No question fits this") if self.narrowing.is_used else self.kind.empty_title)

    def rows(self, reader: Reader) -> "QuerySet[Any]":
        """Return the questions with how many States have answered; a query for each facet, one for all."""
        kept = self.kind.keep(Question.objects.visible_to(reader), reader)
        rows: QuerySet[Any] = kept.with_facts().annotate(
            number_answers=_number(Answer.objects.visible_to(reader), "addressee__round"),
            number_nothing=_number(Addressee.objects.filter(outcome=Outcome.NOTHING), "round"),
        )
        if self.narrowing.query:
            rows = rows.filter(every_word(self.narrowing.query))
        return self.narrowing.narrow(rows).order_by("-number", "-pk")


def _number(rows: "QuerySet[Any]", round_: str) -> Coalesce:
    """How many of these rows belong to the round of an outer question."""
    own = rows.filter(**{round_: OuterRef("round")}).order_by().values(round_)
    return Coalesce(Subquery(own.annotate(number=Count("pk")).values("number")), 0)


def chosen_tab(request: HttpRequest) -> Tab:
    offered = {kind.name: kind for kind in _offered(request)}
    kind = offered.get(request.GET.get("show", ""), TABS[0])
    facets = (state_facet("state__iso2", _("Asked by")), field_facet())
    return Tab(kind, ListFilter(request.GET, _("Find a question"), facets))


def _offered(request: HttpRequest) -> list[TabKind]:
    asks = may_contribute(request.user)
    return [kind for kind in TABS if asks or kind.name != "mine"]


def tabs_of(request: HttpRequest, current: Tab) -> list[tuple[str, Promise, bool]]:
    """Return the tabs as name, label and whether it is the current one."""
    return [(kind.name, kind.label, kind.name == current.name) for kind in _offered(request)]


@dataclass(frozen=True)
class Line:
    """A question in the list: its facts in words, and its status as mark and text."""

    question: Any
    facts: list[str]
    mark: str
    status: str


def line_of(row: Any, reader: Reader) -> Line:
    answers = ngettext("%(number)d answer", "%(number)d answers", row.number_answers)
    nothing = _("%(number)d with nothing to report") % {"number": row.number_nothing}
    counted = [answers % {"number": row.number_answers}, nothing if row.number_nothing else ""]
    facts = [asked_by(row, reader), opened_on(row), *(counted if row.is_opened else [])]
    return Line(row, [fact for fact in facts if fact], *status_of(row))
