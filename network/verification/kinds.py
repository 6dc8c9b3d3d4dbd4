"""The two kinds of rounds that ask focal points: is the entry still true, and can they be reached."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override, pgettext

from network.models import Appointment, State
from network.rounds.kinds import Kind, Plan, Step, Table
from network.rounds.models import Addressee, Channel, Mailbox, Round, Status
from network.verification import letters
from network.verification.actions import answers
from network.verification.models import CHECK, VERIFICATION, Answer, Confirmation
from network.verification.people import people_to_ask
from network.verification.statements import joined_titles
from nfp_portal.accounts.models import User
from nfp_portal.ui.letters import Letter
from nfp_portal.ui.spreadsheets import Cell


class OfFocalPoints(Kind):
    """What both kinds share: they ask everybody who speaks for the States today, once."""

    who_head = ("Family name", "Given name", "Function", "Agency", "E-mail")
    home_label = gettext_lazy("Verification")
    home_route = "network:verification:list"
    status_labels: ClassVar[dict[Status, str | Promise]] = {
        Status.ENDED: gettext_lazy("no longer a focal point"),
    }

    def addressees(self, plan: Plan) -> list[Addressee]:
        return [
            Addressee(person=appointment.person, represents=appointment.state)
            for appointment in people_to_ask(plan.states)
        ]

    def no_longer_asked(self) -> models.Expression:
        """Who is no focal point of the State today, or was none when the round closed."""
        today = Value(timezone.localdate(), models.DateField())
        own = Appointment.objects.filter(person=OuterRef("person"), state=OuterRef("represents"))
        closed_at = models.ExpressionWrapper(
            OuterRef("round__closed_at"), output_field=models.DateTimeField()
        )
        judged_on = Coalesce(TruncDate(closed_at), today)
        return ~models.Exists(own.filter(Q(ends_on=None) | Q(ends_on__gt=judged_on)))

    def with_facts(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """Know `since`, when the appointment in force began, and the answer."""
        own = Appointment.objects.filter(person=OuterRef("person"), state=OuterRef("represents"))
        first = own.not_ended().order_by("starts_on").values("starts_on")[:1]
        known: models.QuerySet[Any] = rows.select_related("confirmation").annotate(since=Subquery(first))
        return known

    def slots(self, mailbox: Mailbox) -> dict[str, str]:
        with override(mailbox.language):
            return letters.facts_of(mailbox.addressee)

    def facts(self, row: Addressee) -> list[tuple[str, str]]:
        facts, labels = letters.facts_of(row), letters.labels()
        return [(labels[name], facts[name]) for name in letters.FACTS]

    def ended(self) -> tuple[str, str]:
        title = pgettext("letter", "This appointment has ended")
        text = pgettext(
            "letter",
            "You are no longer recorded as focal point, so there is nothing to confirm. "
            "If that is a mistake, please write to the Secretariat.",
        )
        return title, text

    def who(self, row: Addressee) -> list[Cell]:
        person = row.person
        assert person is not None  # noqa: S101 - these kinds ask people
        body = person.body
        name = [person.family_name, person.given_name]
        return [*name, person.function, body.name if body else "", person.email]

    def result(self, *, answered: int, total: int, complete: int) -> str:
        sentence = ngettext(
            "%(answered)d of %(asked)d focal points have answered; all have in %(number)d State.",
            "%(answered)d of %(asked)d focal points have answered; all have in %(number)d States.",
            complete,
        )
        return sentence % {"answered": answered, "asked": total, "number": complete}


class Verification(OfFocalPoints):
    """Asks once a year whether the entry in the directory is still true."""

    name = VERIFICATION
    label = gettext_lazy("Verification")
    answers = Answer
    figure_labels: ClassVar[dict[str, str | Promise]] = {
        Answer.CONFIRMED: gettext_lazy("Confirmed"),
        Answer.CHANGED: gettext_lazy("Changed"),
        Answer.LEFT: gettext_lazy("Left"),
    }
    reported_to_delegation = frozenset({Answer.LEFT})
    answer_head = ("Last day", "Successor")
    behalf_lede = gettext_lazy("Read the entry out; if something has changed, correct the entry first.")
    behalf_submit = gettext_lazy("Record as confirmed")

    def answer_given(self) -> models.Expression:
        return Coalesce("confirmation__answer", Value(""))

    def with_facts(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """Know also the titles of what else the State is asked about, one text a source."""
        titles = joined_titles(OuterRef("represents"), OuterRef("round__opened_at"))
        known: models.QuerySet[Any] = super().with_facts(rows).annotate(titles=titles)
        return known

    def slots(self, mailbox: Mailbox) -> dict[str, str]:
        with override(mailbox.language):
            also = letters.also_asked(getattr(mailbox.addressee, "titles", ""))
            return letters.facts_of(mailbox.addressee) | {letters.ALSO: also}

    def letter(self, round_: Round, step: Step, language: str) -> Letter:
        return letters.to_focal_points(round_, letters.STEPS[step], language, with_facts=True)

    def escalation(self, round_: Round, state: State, rows: Sequence[Addressee], language: str) -> Letter:
        return letters.to_delegation(round_, state, rows, language)

    def answer_on_behalf(self, row: Addressee, *, note: str, by: User) -> None:
        answers.confirm_on_behalf(row.key, note=note, by=by)

    def details(self, row: Addressee) -> list[str]:
        confirmation = confirmation_of(row)
        if confirmation is None or confirmation.last_day is None:
            return []
        details = [_("last day %(day)s") % {"day": date_format(confirmation.last_day, "j F Y")}]
        if confirmation.successor:
            details.append(_("names %(name)s as successor") % {"name": confirmation.successor})
        return details

    def answer(self, row: Addressee) -> list[Cell]:
        confirmation = confirmation_of(row)
        return [confirmation.last_day or "", confirmation.successor] if confirmation else ["", ""]

    def merge_answer(self, target: Addressee, duplicate: Addressee, *, is_newer: bool) -> None:
        answers.merge_confirmations(target, duplicate, is_newer=is_newer)

    def tables(self, rows: Sequence[Addressee]) -> list[Table]:
        head = (_("State"), _("Focal point"), _("Last day"), _("Named as successor"))
        left = [(row, confirmation_of(row)) for row in rows if row.given == Answer.LEFT]
        lines = [
            (
                row.represents.name if row.represents else "",
                row.name,
                date_format(answer.last_day, "j F Y") if answer and answer.last_day else "",
                (answer.successor if answer else "") or "–",
            )
            for row, answer in left
        ]
        return [Table(_("Who leaves"), head, lines)]

    def next_on(self, round_: Round) -> date:
        return round_.opened_on + timedelta(days=365)


class CommunicationCheck(OfFocalPoints):
    """Shows within 48 hours who can be reached, and how quickly."""

    name = CHECK
    label = gettext_lazy("Communication check")
    steps = frozenset({Step.ASK})
    measures_speed = True
    behalf_lede = gettext_lazy("The check asks for one thing only: that somebody answers.")
    behalf_submit = gettext_lazy("Record as reached")

    def letter(self, round_: Round, step: Step, language: str) -> Letter:
        return letters.to_focal_points(round_, letters.check, language, with_facts=False)

    def answer_on_behalf(self, row: Addressee, *, note: str, by: User) -> None:
        answers.answer_check(row.key, Channel.ON_BEHALF, note=note, by=by)


def confirmation_of(row: Addressee) -> Confirmation | None:
    answer: Any = getattr(row, "confirmation", None)
    return answer if isinstance(answer, Confirmation) else None
