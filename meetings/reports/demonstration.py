"""An invented meeting of three weeks ago whose report is a draft that States comment on."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from meetings.models import AgendaItem, Kind, Meeting, Series, Stage
from meetings.participation.models import Participant, Status
from meetings.reference import key_of
from meetings.reports.actions.comments import KIND, LABEL_OF_WHOLE, WHOLE, scope_of
from meetings.reports.first_draft import draft_of
from meetings.reports.models import Comment, CommentRound, Conclusion, Report, Treatment
from network.demonstration import FUNCTIONS, invented_address, invented_names
from network.models import State
from network.rounds.models import Addressee, Channel, Outcome, Round
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.models import Role, User

HELD_DAYS_AGO = 21
OPENED_DAYS_AGO, CLOSES_IN_DAYS = 6, 8  # at noon
STATES = ("AT", "GE", "MD", "PL", "RO", "UA")
ITEMS = (
    ("Opening", {"kind": Kind.OPENING, "begins": time(9, 30), "minutes": 30}),
    ("Small crossing points by day and by night", {"session": 1, "begins": time(10), "minutes": 120}),
    (
        "What the focal points do next",
        {"begins": time(14), "minutes": 60, "audience": Audience.FOCAL_POINTS},
    ),
    ("Closing", {"kind": Kind.CLOSING, "begins": time(15), "minutes": 30}),
)
CONCLUSIONS = (
    ("Posts with fewer than ten officers exchange their hours once a year.", "Participating States"),
    ("The Secretariat lists who trains such posts.", "Border Security and Management Unit"),
)
# What a State says: the part, its label, the comment, and what was done with it.
COMMENTS = {
    "PL": ("background", "Background", "Please say that the posts were visited too.", "It was added."),
    "UA": (WHOLE, LABEL_OF_WHOLE, "We should like to see the hours of the posts in an annex.", ""),
}
NO_COMMENTS = ("MD",)


@transaction.atomic
def load() -> None:
    """Add the meeting with all of it, unless it is there."""
    if Meeting.objects.filter(key=key_of("small posts")).exists():
        return
    editor = User.objects.filter(role=Role.EDITOR, is_active=True).order_by("pk").first()
    meeting = _held(timezone.localdate() - timedelta(days=HELD_DAYS_AGO))
    Participant.objects.bulk_create(_participants(meeting))
    Report.objects.create(meeting=meeting, edited_by=editor, **draft_of(meeting))
    opened = _open(meeting, editor)
    for state in State.objects.filter(iso2__in=STATES).order_by("name"):
        _answer(Addressee(round=opened, state=state, represents=state), editor)


def _held(day: date) -> Meeting:
    meeting = Meeting.objects.create(
        key=key_of("small posts"),
        slug="meeting-on-small-crossing-points",
        series=Series.REGIONAL_CONFERENCE,
        title="Meeting on small crossing points (demonstration)",
        starts_on=day,
        ends_on=day,
        city="Vienna",
        country=State.objects.get(iso2="AT"),
        format="in_person",
        stage=Stage.REPORT,
        organiser="Border Security and Management Unit",
        is_demonstration=True,
    )
    for position, (title, facts) in enumerate(ITEMS, start=1):
        AgendaItem.objects.create(
            meeting=meeting, title=title, day=day, position=position, is_demonstration=True, **facts
        )
    for position, (text, addressee) in enumerate(CONCLUSIONS, start=1):
        Conclusion.objects.create(meeting=meeting, position=position, text=text, addressee=addressee)
    return meeting


def _participants(meeting: Meeting) -> Iterator[Participant]:
    """One person of each State."""
    for number, state in enumerate(State.objects.filter(iso2__in=STATES).order_by("iso2")):
        name = next(invented_names(state.iso2))
        yield Participant(
            meeting=meeting,
            state=state,
            given_name=name.given,
            family_name=name.family,
            function=FUNCTIONS[number % len(FUNCTIONS)],
            email=invented_address(name.given, name.family, at=state.iso2.lower()),
            days=list(meeting.days()),
            status=Status.ATTENDED,
            is_demonstration=True,
        )


def _open(meeting: Meeting, editor: User | None) -> Round:
    last_day = timezone.localdate() + timedelta(days=CLOSES_IN_DAYS)
    opened = Round.objects.create(
        kind=KIND,
        scope=scope_of(meeting),
        title=f"Report: {meeting.title}",
        opened_at=timezone.now() - timedelta(days=OPENED_DAYS_AGO),
        opened_by=editor,
        closes_at=timezone.make_aware(datetime.combine(last_day, time(12))),
        is_demonstration=True,
    )
    opened.states.set(State.objects.filter(iso2__in=STATES))
    CommentRound.objects.create(round=opened, meeting=meeting, is_silence=True)
    return opened


def _answer(row: Addressee, editor: User | None) -> None:
    """Let a State comment, have no comments, or be silent still."""
    code = row.state.iso2 if row.state else ""
    if code in COMMENTS or code in NO_COMMENTS:
        row.outcome = Outcome.ANSWERED if code in COMMENTS else Outcome.NOTHING
        row.answered_at, row.channel = row.round.opened_at + timedelta(days=2), Channel.LINK
        row.answered_name = "Delegation"
    row.save()
    if code in COMMENTS:
        part, label, text, response = COMMENTS[code]
        comment = Comment(addressee=row, part=part, part_label=label, text=text)
        if response and editor is not None:
            comment.treatment, comment.response, comment.treated_by = Treatment.ACCEPTED, response, editor
        comment.save()
