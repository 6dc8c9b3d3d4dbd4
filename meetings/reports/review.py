"""What an approver looks at before a report is published: what is empty, and who will read what."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy

from meetings.models import Meeting
from meetings.participation.attendance import Attendance, attendance_of
from meetings.reports.models import Comment, Report
from meetings.reports.text import PARTS
from nfp_portal.accounts.audience import Audience
from nfp_portal.revisions.approval import Rows
from nfp_portal.revisions.models import Submission


@dataclass(frozen=True)
class Review:
    """Sentences: what is missing, what everybody will read, what focal points alone will read."""

    empty: list[str]
    public: list[str]
    restricted: list[str]


def review_of(report: Report) -> Review:
    meeting = report.meeting
    attendance = attendance_of(meeting)
    empty = [*_empty_texts(report), *_empty_lists(meeting, attendance), *_unfinished(meeting)]
    return Review(empty, _public(report, attendance), _restricted(report))


def sections_of_review(review: Review) -> list[Rows]:
    """Return the review as the parts of an approval page."""
    gaps, restricted = len(review.empty), len(review.restricted)
    empty = Rows(
        "empty",
        _("What is empty"),
        ngettext("gap", "gaps", gaps),
        gaps,
        [("", sentence) for sentence in review.empty],
        note=_("nothing here stops publication"),
        nothing=_("Nothing."),
    )
    everyone, focal_points = ", ".join(review.public), ", ".join(review.restricted)
    nobody = _(
        "E-mail addresses, comments of States and bodies, notes of rapporteurs that were not taken over"
    )
    readers = [(_("Everyone"), everyone), (_("Focal points only"), focal_points), (_("Nobody"), nobody)]
    summary = ngettext("entry for focal points only", "entries for focal points only", restricted)
    public = Rows(
        "readers", _("What becomes public"), summary, restricted, [row for row in readers if row[1]]
    )
    return [empty, public]


def notified(submission: Submission) -> Rows:
    """Say who gets mail of each decision, as a part of an approval page."""
    rows = [
        (_("Published"), _("Nobody: the report is on the page of its meeting, and nobody is mailed.")),
        (_("Sent back"), _("%(name)s, who submitted it") % {"name": submission.by}),
    ]
    return Rows("notified", _("Who is notified"), _("notified when it is published"), 0, rows)


def _empty_texts(report: Report) -> list[str]:
    fields = [report._meta.get_field(name) for name in PARTS if not getattr(report, name).strip()]  # noqa: SLF001 - Django's documented name
    names = ", ".join(str(field.verbose_name) for field in fields)  # type: ignore[union-attr] # none is a relation
    return [_("Nothing is written under: %(parts)s.") % {"parts": names}] if names else []


def _empty_lists(meeting: Meeting, attendance: Attendance) -> Iterable[str]:
    lists = [
        (meeting.objectives.exists(), _("There are no objectives.")),
        (meeting.conclusions.exists(), _("There are no conclusions.")),
        (meeting.items.exists(), _("The agenda is empty.")),
        (attendance.states or attendance.bodies, _("Nobody is recorded as having taken part.")),
    ]
    return [sentence for is_filled, sentence in lists if not is_filled]


def _untreated(meeting: Meeting) -> int:
    rows = Comment.objects.filter(addressee__round__comment_round__meeting=meeting, treatment="")
    return rows.count()


def _unfinished(meeting: Meeting) -> Iterable[str]:
    numbers = [
        (
            _untreated(meeting),
            ngettext_lazy(
                "Of %(number)d comment it is not written what was done with it.",
                "Of %(number)d comments it is not written what was done with them.",
                "number",
            ),
        ),
        (
            sum(document.has_lost_a_file for document in meeting.documents.with_versions()),
            ngettext_lazy(
                "The file of %(number)d paper is missing.",
                "The files of %(number)d papers are missing.",
                "number",
            ),
        ),
        (
            meeting.items.filter(begins=None).count(),
            ngettext_lazy(
                "%(number)d agenda item has no time.", "%(number)d agenda items have no time.", "number"
            ),
        ),
        (
            meeting.participants.expected().count(),
            ngettext_lazy(
                "%(number)d registered participant is not marked as having taken part.",
                "%(number)d registered participants are not marked as having taken part.",
                "number",
            ),
        ),
    ]
    return [str(text % {"number": number}) for number, text in numbers if number]


def _public(report: Report, attendance: Attendance) -> list[str]:
    meeting = report.meeting
    texts = sum(1 for name in PARTS if name != "focal_points_part" and getattr(report, name).strip())
    counts = [
        ngettext("%(number)d part of the text", "%(number)d parts of the text", texts) % {"number": texts},
        *_counts(meeting, Audience.ALL),
    ]
    counts += _who(attendance)
    if not meeting.has_agenda:
        counts.append(_("The agenda, which is not published yet"))
    if meeting.is_internal:
        counts.insert(0, _("The meeting itself, which the secretariat alone sees now"))
    return counts


def _who(attendance: Attendance) -> Iterable[str]:
    states, bodies = len(attendance.states), len(attendance.bodies)
    if states:
        yield ngettext("%(number)d State that took part", "%(number)d States that took part", states) % {
            "number": states
        }
    if bodies:
        yield ngettext(
            "%(number)d organisation that took part", "%(number)d organisations that took part", bodies
        ) % {"number": bodies}


def _restricted(report: Report) -> list[str]:
    people = report.meeting.participants.took_part().count()
    names = ngettext("%(number)d participant by name", "%(number)d participants by name", people)
    part = [_("The part for focal points")] if report.focal_points_part.strip() else []
    named = [names % {"number": people}] if people else []
    return [*part, *_counts(report.meeting, Audience.FOCAL_POINTS), *named]


def _counts(meeting: Meeting, audience: Audience) -> Iterable[str]:
    """How many rows are for exactly this audience; kinds of which there are none are left out."""
    for related, text in (
        (meeting.conclusions, ngettext_lazy("%(number)d conclusion", "%(number)d conclusions", "number")),
        (meeting.objectives, ngettext_lazy("%(number)d objective", "%(number)d objectives", "number")),
        (meeting.items, ngettext_lazy("%(number)d agenda item", "%(number)d agenda items", "number")),
        (meeting.documents, ngettext_lazy("%(number)d paper", "%(number)d papers", "number")),
    ):
        if number := related.filter(audience=audience).count():
            yield str(text % {"number": number})
