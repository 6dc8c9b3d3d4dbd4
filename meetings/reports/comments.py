"""The comment round on a draft report: a kind of round that asks the States and bodies that took part."""

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from meetings.models import Meeting
from meetings.participation.attendance import attendance_of
from meetings.reports import comment_letters
from meetings.reports.actions import comments
from meetings.reports.models import Comment, CommentRound
from network.models import State
from network.rounds.kinds import Kind, Plan, Step, Table
from network.rounds.models import Addressee, Round, Status
from nfp_portal.accounts.models import User
from nfp_portal.ui.letters import Letter
from nfp_portal.ui.spreadsheets import Cell


class Answer(models.TextChoices):
    COMMENTS = "comments", gettext_lazy("answered")


class Comments(Kind):
    """`scope` names the meeting; the answers are `Comment`s, none for "no comments"."""

    name = comments.KIND
    label = gettext_lazy("Comments on a report")
    answers = Answer
    steps = frozenset({Step.ASK, Step.REMIND})
    status_labels = {Status.NOTHING: gettext_lazy("no comments")}
    behalf_lede = gettext_lazy(
        "Write down the comment as it came in; it stands under the whole report. Empty means: no comments."
    )
    home_label = gettext_lazy("Meetings")
    home_route = "meetings:list"
    who_head = ("State or body",)
    answer_head = ("Comments",)

    def addressees(self, plan: Plan) -> list[Addressee]:
        attendance = attendance_of(comments.meeting_of_scope(plan.scope))
        states = [*attendance.participating_states, *attendance.partners]
        bodies = [Addressee(organisation=body) for body in attendance.organisations]
        return [*(Addressee(state=state, represents=state) for state in states), *bodies]

    def with_facts(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        known: models.QuerySet[Any] = rows.prefetch_related("comments")
        return known

    def letter(self, round_: Round, step: Step, language: str) -> Letter:
        return comment_letters.to_addressees(round_, step, language)

    def escalation(self, round_: Round, state: State, rows: Sequence[Addressee], language: str) -> Letter:
        raise NotImplementedError  # this kind has no such step

    def ended(self) -> tuple[str, str]:
        title = pgettext("letter", "This round is closed")
        return title, pgettext("letter", "Comments on this report are no longer taken.")

    def answer_on_behalf(self, row: Addressee, *, note: str, by: User) -> None:
        comments.give_on_behalf(row.key, note, by=by)

    def details(self, row: Addressee) -> list[str]:
        number = len(row.comments.all())
        counted = ngettext("%(number)d comment", "%(number)d comments", number) % {"number": number}
        return [counted] if number else []

    def answer(self, row: Addressee) -> list[Cell]:
        return [len(row.comments.all())]

    def result(self, *, answered: int, total: int, complete: int) -> str:
        return _("%(answered)d of %(asked)d have answered.") % {"answered": answered, "asked": total}

    def tables(self, rows: Sequence[Addressee]) -> list[Table]:
        head = (_("Part"), _("From"), _("Comment"), _("What was done"))
        given = Comment.objects.filter(addressee__in=[row.pk for row in rows])
        lines = [
            (each.part_label, each.addressee.name, each.text, treatment_of(each)) for each in in_order(given)
        ]
        return [Table(_("Comments"), head, lines)]


def in_order(rows: models.QuerySet[Comment]) -> models.QuerySet[Comment]:
    """Return the comments by part, as they came in, with who gave them."""
    whom = ("addressee__state", "addressee__organisation", "addressee__person", "addressee__represents")
    return rows.select_related(*whom, "treated_by").order_by("part_label", "pk")


def treatment_of(comment: Comment) -> str:
    return ": ".join(filter(None, (comment.get_treatment_display(), comment.response)))


def end_of(round_: Round) -> str:
    """Return the exact end of a round in words, by Vienna's clock."""
    local = localtime(round_.closes_at)
    return _("%(time)s on %(day)s, Vienna time") % {
        "time": f"{local:%H:%M}",
        "day": date_format(local, "j F Y"),
    }


def outcome_of(opened: CommentRound) -> str:
    """Say how far the round is; of a silence procedure also whether silence was kept."""
    values = {"end": end_of(opened.round), "names": ", ".join(_commenting(opened.round))}
    if opened.round.is_open and not opened.round.is_past_its_date:
        text = _("Silence procedure until %(end)s: whoever does not comment by then agrees.")
        return (text if opened.is_silence else _("Comments are taken until %(end)s.")) % values
    if not opened.is_silence:
        return _("Comments were taken until %(end)s.") % values
    if not values["names"]:
        return _("Nobody broke the silence by %(end)s: the text is agreed.") % values
    return _("Silence ended at %(end)s and was broken by: %(names)s.") % values


def _commenting(round_: Round) -> list[str]:
    rows = Addressee.objects.filter(round=round_, comments__isnull=False).distinct().in_order()
    return [row.name for row in rows.select_related("state", "organisation", "person")]


def latest_round(meeting: Meeting) -> CommentRound | None:
    """Return the last comment round of a meeting; one query."""
    return CommentRound.objects.filter(meeting=meeting).select_related("round").last()
