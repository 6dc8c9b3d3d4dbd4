"""What is submitted and waits for an approver, and what was sent back to who submitted it."""

from typing import Any

from django.db import models
from django.db.models.functions import Cast, Concat
from django.utils.translation import pgettext

from nfp_portal.accounts.models import User
from nfp_portal.revisions.models import Decision, Submission
from nfp_portal.ui.letters import written_day

Rows = models.QuerySet[Any]


def submission_key(begins: str, field: str) -> Concat:
    """Return the key of a row's submissions as a column: `begins` and a field, `issue-13`."""
    return Concat(models.Value(begins), Cast(field, models.CharField()), output_field=models.CharField())


def waiting_for(user: User, rows: Rows, subject: models.expressions.Combinable) -> Rows:
    """Keep the rows with `until` that somebody else submitted; `subject` is the key of their submissions.

    Adds `since`, `submitter` (a name or address) and `times`, how often it was submitted.
    """
    all_of_row = Submission.objects.filter(subject=models.OuterRef("subject_key"))
    waiting = all_of_row.waiting().exclude(by=user.pk)
    times = all_of_row.order_by().values("subject").annotate(number=models.Count("pk")).values("number")
    known: Rows = rows.alias(subject_key=subject).annotate(
        since=models.Subquery(waiting.values("at")[:1]),
        submitter=models.Subquery(waiting.values(name=_name_of("by"))[:1]),
        times=models.Subquery(times),
    )
    return known.exclude(since=None)


def sent_back_to(user: User, rows: Rows, subject: models.expressions.Combinable) -> Rows:
    """Keep those with `until` whose last submission was this account's and came back: `since`, `remark`."""
    last = Submission.objects.filter(subject=models.OuterRef("subject_key")).order_by("-at", "-pk")
    known: Rows = rows.alias(
        subject_key=subject,
        last_decision=models.Subquery(last.values("decision")[:1]),
        last_submitter=models.Subquery(last.values("by")[:1]),
    )
    returned = known.filter(last_decision=Decision.SENT_BACK, last_submitter=user.pk)
    columns = {"since": last.values("decided_at")[:1], "remark": last.values("remark")[:1]}
    marked: Rows = returned.annotate(**{name: models.Subquery(rows) for name, rows in columns.items()})
    return marked


def _name_of(account: str) -> models.Case:
    """The name of an account, or its address where it has none."""
    has_name = models.When(~models.Q(**{f"{account}__name": ""}), then=models.F(f"{account}__name"))
    return models.Case(has_name, default=models.F(f"{account}__email"), output_field=models.CharField())


def submitted_in_words(row: Any) -> str:
    """Who submitted a row of `waiting_for`, how often, and since when it waits."""
    details = {"name": row.submitter, "number": row.times, "day": written_day(row.since, with_year=False)}
    if row.times > 1:
        return (
            pgettext("letter", "Submitted by %(name)s, submission %(number)d, waiting since %(day)s")
            % details
        )
    return pgettext("letter", "Submitted by %(name)s, waiting since %(day)s") % details
