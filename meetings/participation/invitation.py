"""The kind of round that invites delegations: answered by a list, or by saying that nobody comes."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override, pgettext

from meetings.actions.dates import mark_done
from meetings.models import MeetingDate
from meetings.models.meetings import OFF
from meetings.participation import letters
from meetings.participation.delegations import (
    delegation_of_row,
    meeting_of_round,
    meeting_of_scope,
)
from meetings.participation.models import INVITATION, Invitation, ListAnswer, Mode, Participant, Status
from network.rounds.kinds import Kind, Plan, Step, Table
from network.rounds.models import Addressee, Mailbox, Outcome, Round
from network.rounds.models import Status as AddresseeStatus
from nfp_portal.ui.letters import Letter
from nfp_portal.ui.spreadsheets import Cell


class InvitationKind(Kind):
    """Asks the delegations of States and organisations; each has one list, whoever of them sends it."""

    name = INVITATION
    label = gettext_lazy("Invitation to a meeting")
    answers = ListAnswer
    figure_labels: ClassVar[dict[str, str | Promise]] = {
        ListAnswer.LIST: gettext_lazy("Delegation"),
        ListAnswer.NOBODY: gettext_lazy("Nobody comes"),
    }
    steps = frozenset({Step.ASK, Step.REMIND})
    stays_open_late = True
    status_labels: ClassVar[dict[AddresseeStatus, str | Promise]] = {
        AddresseeStatus.NOTHING: gettext_lazy("nobody comes"),
    }
    home_label = gettext_lazy("Meetings")
    home_route = "meetings:list"
    who_head = ("Delegation",)
    answer_head = ("People", "Online", "Head")

    def addressees(self, plan: Plan) -> list[Addressee]:
        states = [Addressee(state=state, represents=state) for state in plan.states]
        return [*states, *(Addressee(organisation=body) for body in plan.organisations)]

    def prepare(self, rows: list[Addressee]) -> None:
        """Tie the round to the meeting of its scope, whose list of dates then says that it is invited to."""
        round_ = rows[0].round
        meeting = meeting_of_scope(round_.scope)
        Invitation.objects.get_or_create(round=round_, meeting=meeting)
        mark_done(meeting, MeetingDate.Kind.INVITATION)

    def no_longer_asked(self) -> models.Expression:
        """While a meeting is cancelled or postponed nobody is reminded of it."""
        off = Invitation.objects.filter(round=OuterRef("round"), meeting__event_status__in=OFF)
        return models.ExpressionWrapper(models.Exists(off), output_field=models.BooleanField())

    def answer_given(self) -> models.Expression:
        return models.Case(
            models.When(outcome=Outcome.ANSWERED, then=Value(ListAnswer.LIST.value)),
            models.When(outcome=Outcome.NOTHING, then=Value(ListAnswer.NOBODY.value)),
            default=Value(""),
        )

    def tile_of(self, answer: str) -> str:
        return "unmarked" if answer == ListAnswer.NOBODY else "present"

    def letter(self, round_: Round, step: Step, language: str) -> Letter:
        return letters.to_delegations(step, meeting_of_round(round_), round_.closes_on, language)

    def slots(self, mailbox: Mailbox) -> dict[str, str]:
        body = mailbox.addressee.state or mailbox.addressee.organisation
        assert body is not None  # noqa: S101 - invitations ask States and organisations
        with override(mailbox.language):
            return {"body": letters.name_of_body(body)}

    def with_facts(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """Know of each invited delegation how many are on its list, how many of them online, and its head."""
        known: models.QuerySet[Any] = rows.annotate(
            people=_number_of(Q()), online=_number_of(Q(mode=Mode.ONLINE)), head=_head()
        ).select_related("delegation_list")
        return known

    def ended(self) -> tuple[str, str]:
        title = pgettext("letter", "This invitation has ended")
        text = pgettext("letter", "If that is a mistake, please write to the Secretariat.")
        return title, text

    def behalf_url(self, row: Addressee) -> str:
        return delegation_of_row(row).url

    def details(self, row: Addressee) -> list[str]:
        if row.outcome != Outcome.ANSWERED:
            return []
        people = _people_in_words(getattr(row, "people", 0))
        online = getattr(row, "online", 0)
        return [people, _("%(number)d online") % {"number": online}] if online else [people]

    def answer(self, row: Addressee) -> list[Cell]:
        return [getattr(row, name, None) for name in ("people", "online", "head")]

    def result(self, *, answered: int, total: int, complete: int) -> str:
        sentence = ngettext(
            "%(answered)d of %(number)d invited delegation has answered.",
            "%(answered)d of %(number)d invited delegations have answered.",
            total,
        )
        return sentence % {"answered": answered, "number": total}

    def tables(self, rows: Sequence[Addressee]) -> list[Table]:
        head = (_("Delegation"), _("People"), _("Head of delegation"))
        came = [(row.name, str(row.people), row.head or "–") for row in rows if row.given == ListAnswer.LIST]  # type: ignore[attr-defined] # with_facts
        nobody = [(row.name, row.note or "–") for row in rows if row.given == ListAnswer.NOBODY]
        return [
            Table(_("Delegations named"), head, came),
            Table(_("Who sends nobody"), (_("Delegation"), _("Reason")), nobody),
        ]


def _people_in_words(number: int) -> str:
    return ngettext("%(number)d person", "%(number)d people", number) % {"number": number}


def _of_delegation() -> models.QuerySet[Participant]:
    """The people on the list of an outer addressee; nobody for those of other kinds."""
    meetings = Participant.objects.filter(meeting__invitations__round=OuterRef("round"))
    own = Q(state=OuterRef("state")) | Q(organisation=OuterRef("organisation"))
    return meetings.filter(own).exclude(status=Status.WITHDRAWN).order_by()


def _number_of(which: Q) -> Coalesce:
    counted = _of_delegation().filter(which).values("meeting").annotate(number=Count("pk"))
    return Coalesce(Subquery(counted.values("number")), 0)


def _head() -> Subquery:
    name = models.functions.Concat("given_name", Value(" "), models.functions.Upper("family_name"))
    return Subquery(_of_delegation().filter(role="head").annotate(full_name=name).values("full_name")[:1])
