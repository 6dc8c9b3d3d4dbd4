"""The kinds of round of the newsletter: the call for contributions, and the clearance of edited texts."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, ngettext, override, pgettext

from network.labels import state_name
from network.models import State
from network.rounds.kinds import Kind, Plan, Step
from network.rounds.models import Addressee, Mailbox, Outcome, Round, Status
from newsletter.contributions import letters
from newsletter.contributions.models import CALL, CLEARANCE, CallForContributions, Clearance, Verdict
from nfp_portal.ui.letters import Letter


class CallAnswer(models.TextChoices):
    OFFERED = "offered", gettext_lazy("contributed")
    NOTHING = "nothing", gettext_lazy("nothing this time")


class ClearanceAnswer(models.TextChoices):
    CLEARED = Verdict.CLEARED.value, Verdict.CLEARED.label
    CHANGED = Verdict.CHANGED.value, Verdict.CHANGED.label
    WITHDRAWN = Verdict.WITHDRAWN.value, Verdict.WITHDRAWN.label


class KindOfNewsletter(Kind):
    """What both have in common: they ask bodies, and no delegation is written to about the silent."""

    steps = frozenset({Step.ASK, Step.REMIND})
    stays_open_late = True
    writes_to_focal_points = True
    home_label = gettext_lazy("Editors’ desk")
    home_route = "newsletter:issues"
    who_head = ("State",)

    def slots(self, mailbox: Mailbox) -> dict[str, str]:
        body = mailbox.addressee.state or mailbox.addressee.organisation
        with override(mailbox.language):
            return {"name": mailbox.name, "state": state_name(body) if isinstance(body, State) else str(body)}

    def escalation(self, round_: Round, state: State, rows: Sequence[Addressee], language: str) -> Letter:
        raise NotImplementedError  # these kinds have no such step


class CallKind(KindOfNewsletter):
    """Asks the focal points of States to write, as much as they like; one answer a State is counted."""

    name = CALL
    label = gettext_lazy("Call for contributions")
    answers = CallAnswer
    figure_labels: ClassVar[dict[str, str | Promise]] = {
        CallAnswer.OFFERED: gettext_lazy("Contributed"),
        CallAnswer.NOTHING: gettext_lazy("Nothing this time"),
    }
    status_labels: ClassVar[dict[Status, str | Promise]] = {Status.NOTHING: gettext_lazy("nothing this time")}

    def addressees(self, plan: Plan) -> list[Addressee]:
        return [Addressee(state=state, represents=state) for state in plan.states]

    def answer_given(self) -> models.Expression:
        return models.Case(
            models.When(outcome=Outcome.ANSWERED, then=Value(CallAnswer.OFFERED.value)),
            models.When(outcome=Outcome.NOTHING, then=Value(CallAnswer.NOTHING.value)),
            default=Value(""),
        )

    def tile_of(self, answer: str) -> str:
        return "unmarked" if answer == CallAnswer.NOTHING else "present"

    def letter(self, round_: Round, step: Step, language: str) -> Letter:
        call = CallForContributions.objects.get(round=round_)
        return letters.call_letter(call, round_, step, language)

    def ended(self) -> tuple[str, str]:
        title = pgettext("letter", "This call is closed")
        return title, pgettext("letter", "Write to the Secretariat if you have something for the next issue.")

    def behalf_url(self, row: Addressee) -> str:
        return reverse("newsletter:contribute_for", args=[row.represents.iso2]) if row.represents else ""

    def result(self, *, answered: int, total: int, complete: int) -> str:
        sentence = ngettext(
            "%(answered)d of %(number)d State has answered the call.",
            "%(answered)d of %(number)d States have answered the call.",
            total,
        )
        return sentence % {"answered": answered, "number": total}


class ClearanceKind(KindOfNewsletter):
    """Asks the body of a by-line about its edited text; one round an issue, one addressee a piece."""

    name = CLEARANCE
    label = gettext_lazy("Clearance")
    answers = ClearanceAnswer
    has_page_after_end = True
    figure_labels: ClassVar[dict[str, str | Promise]] = {
        Verdict.CLEARED: gettext_lazy("Cleared"),
        Verdict.CHANGED: gettext_lazy("Changed"),
        Verdict.WITHDRAWN: gettext_lazy("Withdrawn"),
    }

    def addressees(self, plan: Plan) -> list[Addressee]:
        of_states = [Addressee(state=each, represents=each, about=plan.about) for each in plan.states]
        return of_states + [Addressee(organisation=each, about=plan.about) for each in plan.organisations]

    def no_longer_asked(self) -> Q:
        """While nobody waits: the editors took the text back, held the piece over or declined it."""
        outstanding = Clearance.objects.outstanding().filter(addressee=OuterRef("pk"))
        return Q(~Exists(outstanding), outcome=Outcome.WAITING)

    def answer_given(self) -> models.Expression:
        latest = Clearance.objects.filter(addressee=OuterRef("pk")).order_by("-number")
        given = Q(outcome__in=Addressee.ANSWERED_OUTCOMES)
        return models.Case(models.When(given, then=Subquery(latest.values("verdict")[:1])), default=Value(""))

    def tile_of(self, answer: str) -> str:
        return "present" if answer == Verdict.CLEARED else "unmarked"

    def with_facts(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        return rows.prefetch_related(
            models.Prefetch("clearances", Clearance.objects.select_related("piece").order_by("number"))
        )

    def part_of(self, row: Addressee) -> list[str]:
        return [str(each.piece) for each in list(row.clearances.all())[-1:]]

    def letter(self, round_: Round, step: Step, language: str) -> Letter:
        return letters.clearance_letter(round_, step, language)

    def slots(self, mailbox: Mailbox) -> dict[str, str]:
        headlines = self.part_of(mailbox.addressee)
        return super().slots(mailbox) | {"headline": headlines[0] if headlines else ""}

    def ended(self) -> tuple[str, str]:
        title = pgettext("letter", "This text no longer waits for you")
        return title, pgettext("letter", "If a newer text needs your OK, you receive another message.")

    def behalf_url(self, row: Addressee) -> str:
        return reverse("newsletter:clearance", args=[row.key])

    def result(self, *, answered: int, total: int, complete: int) -> str:
        values = {"answered": answered, "number": total}
        return gettext("%(answered)d of %(number)d texts have an answer of their State.") % values
