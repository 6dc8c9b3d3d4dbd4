"""The page on which somebody decides about a submission: what was said before, and what changed since."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nfp_portal.accounts.models import User
from nfp_portal.revisions.changes import Changes, Part, changes_between, whole
from nfp_portal.revisions.models import Decision, Submission
from nfp_portal.revisions.permissions import approvers_now, may_decide


@dataclass(frozen=True)
class Remark:
    who: str
    text: str


@dataclass(frozen=True)
class Rows:
    """A part of the page in rows of a label and a text, with its line in the summary."""

    anchor: str
    title: str
    summary: str
    number: int
    rows: list[tuple[str, str]]
    note: str = ""
    nothing: str = ""


@dataclass(frozen=True)
class ApprovalPage:
    submission: Submission
    times: int
    changes: Changes
    changes_title: str
    changes_summary: str
    remarks: list[Remark]
    may_decide: bool
    refusal: str
    sections: Sequence[Rows] = field(default_factory=list)

    @property
    def submitted(self) -> str:
        """Who submitted it, when, and for which time."""
        values = {"name": self.submission.by, "day": _day(self.submission.at)}
        sentence = _("submitted by %(name)s on %(day)s") % values
        if self.times == 1:
            return sentence
        return sentence + _(", for the %(ordinal)s time") % {"ordinal": _ordinal(self.times)}

    @property
    def unchanged(self) -> str:
        number = self.changes.unchanged
        sentence = ngettext("%(number)d part is as it was", "%(number)d parts are as they were", number)
        return sentence % {"number": number} if number and self.times > 1 else ""


def approval_page(
    submission: Submission,
    now: Sequence[Part],
    user: User | AnonymousUser,
    *,
    refusal: str = "",
    sections: Iterable[Rows] = (),
) -> ApprovalPage:
    """Compare what the parts say now with what was submitted the last time before; four queries at most.

    `refusal` says why nobody, or not this person, may decide now; empty for who may.
    """
    all_of_subject = list(Submission.objects.of(submission.subject).select_related("by", "decided_by"))
    earlier = [each for each in all_of_subject if each.at < submission.at]
    before = earlier[-1] if earlier else None
    may = may_decide(user, submission) and not refusal
    day = _day(before.at) if before else ""
    changes = changes_between(before.parts, now) if before else whole(now)
    return ApprovalPage(
        submission=submission,
        times=len(earlier) + 1,
        changes=changes,
        changes_title=_("What changed") if before else _("What it says"),
        changes_summary=_changes_summary(len(changes.changed), day),
        remarks=[remark for each in (*earlier, submission) for remark in _remarks(each, user)],
        may_decide=may,
        refusal="" if may else refusal or _who_can(user, submission),
        sections=list(sections),
    )


def last_remark(subject: str) -> str:
    """Say who sent it back, when and why; empty where the last submission was not sent back. One query."""
    last = Submission.objects.of(subject).select_related("decided_by").last()
    if last is None or last.decision != Decision.SENT_BACK or last.decided_at is None:
        return ""
    values = {"name": last.decided_by, "day": _day(last.decided_at), "remark": last.remark}
    return _("%(name)s sent it back on %(day)s: %(remark)s") % values


def _changes_summary(number: int, day: str) -> str:
    if not day:
        return ngettext("part with text", "parts with text", number)
    return ngettext("change since %(day)s", "changes since %(day)s", number) % {"day": day}


def _remarks(submission: Submission, user: User | AnonymousUser) -> Iterator[Remark]:
    """Yield what was written with a submission, and why it was sent back."""
    if submission.note:
        yield Remark(_who(submission.by, submission.at, user), submission.note)
    if submission.remark:
        yield Remark(_who(submission.decided_by, submission.decided_at, user), submission.remark)


def _who(account: User | None, at: datetime | None, user: User | AnonymousUser) -> str:
    name = _("You") if account == user else str(account)
    return f"{name}, {_day(at) if at else ''}"


def _who_can(user: User | AnonymousUser, submission: Submission) -> str:
    """Say who can decide today, to who cannot."""
    others = [str(each) for each in approvers_now() if each.pk not in {user.pk, submission.by_id}]
    if not others:
        return _("A second person decides; at present there is no other approver.")
    return _("A second person decides: %(names)s.") % {"names": ", ".join(others)}


def _day(instant: object) -> str:
    return date_format(localtime(instant), "j F")  # type: ignore[arg-type] # an aware datetime


def _ordinal(number: int) -> str:
    named = {2: _("second"), 3: _("third"), 4: _("fourth"), 5: _("fifth")}
    return named.get(number, str(number))
