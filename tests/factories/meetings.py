"""Meetings for tests, one phrase each."""

from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from django.utils import timezone

from meetings.actions.documents import NewVersion, write_version
from meetings.actions.parts import add_part
from meetings.actions.speakers import write_panel
from meetings.models import AgendaItem, Document, Mailing, Meeting, MeetingDate, Objective, Stage
from meetings.models.speaking import SpeakerRole, Speaking
from meetings.papers.models import OfferedPaper, PaperRequest
from meetings.participation.delegations import body_named
from meetings.participation.models import Participant, PersonalNotes, Status
from meetings.points.actions import RAISERS
from meetings.points.models import Point, RaiserData
from meetings.reports.actions import reports
from meetings.reports.models import Comment, CommentRound, Conclusion, RapporteurNote, Report
from network.models import Organisation, State
from network.rounds.models import Addressee, Round
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.models import User
from tests.factories.files import make_scan

_numbers = count(1)
FIRST_DAY, LAST_DAY = date(2026, 10, 6), date(2026, 10, 7)


def make_meeting(**facts: Any) -> Meeting:
    """A meeting on 6 and 7 October 2026 whose agenda is published."""
    number = next(_numbers)
    given = {
        "slug": f"meeting-{number}",
        "title": f"Meeting {number}",
        "starts_on": FIRST_DAY,
        "ends_on": LAST_DAY,
        "stage": Stage.AGENDA,
    }
    return Meeting.objects.create(**(given | facts))


def make_coming_meeting(**facts: Any) -> Meeting:
    """A meeting of two days in half a year, whose registration is open."""
    first = timezone.localdate() + timedelta(days=180)
    days = {"starts_on": first, "ends_on": first + timedelta(days=1), "stage": Stage.REGISTRATION}
    return make_meeting(**(days | facts))


def at(hour: int, minute: int = 0, day: date = FIRST_DAY) -> datetime:
    """An instant by Vienna's clock."""
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def make_item(meeting: Meeting, title: str = "Session", **facts: Any) -> AgendaItem:
    """`moderator` is a name, `speakers` are lists of name, function and body, `papers` are titles."""
    moderator, speakers = facts.pop("moderator", ""), facts.pop("speakers", [])
    papers = facts.pop("papers", [])
    position = meeting.items.count() + 1
    item = AgendaItem.objects.create(meeting=meeting, title=title, **({"position": position} | facts))
    people = [Speaking(SpeakerRole.MODERATOR, moderator)] if moderator else []
    people += [Speaking.typed(SpeakerRole.SPEAKER, speaker) for speaker in speakers]
    if people:
        write_panel(item, people)
    for paper in papers:
        make_document(meeting, paper, item=item, audience=item.audience)
    return item


def make_paper_request(meeting: Meeting, **facts: Any) -> PaperRequest:
    """Ira Novak was asked for a paper."""
    return PaperRequest.objects.create(
        meeting=meeting, **({"name": "Ira Novak", "email": "ira@example.org"} | facts)
    )


def offer(request: PaperRequest, title: str, language: str = "en") -> OfferedPaper:
    """A paper that came by the link."""
    facts = {"meeting": request.meeting, "item": request.item, "title": title, "language": language}
    scan = make_scan("note.pdf")
    return OfferedPaper.objects.create(request=request, batch=uuid4(), name="note.pdf", file=scan, **facts)


def make_document(meeting: Meeting, title: str = "Concept note", **facts: Any) -> Document:
    """A paper of a meeting; each of `files` is a file, or a pair of a language and a file."""
    files = facts.pop("files", [])
    position = meeting.documents.count() + 1
    document = Document.objects.create(meeting=meeting, title=title, **({"position": position} | facts))
    for each in files:
        language, file = each if isinstance(each, tuple) else ("en", each)
        write_version(document, NewVersion(file, language), None)
    return document


def make_timed_item(
    meeting: Meeting, title: str, begins: datetime, ends: datetime, **facts: Any
) -> AgendaItem:
    """An item of a meeting in Vienna, between two instants."""
    local, minutes = timezone.localtime(begins), (ends - begins) // timedelta(minutes=1)
    times = {"day": local.date(), "begins": local.time(), "minutes": minutes}
    return make_item(meeting, title, **times, **facts)


def make_restricted_item(meeting: Meeting, title: str = "Closed session", **facts: Any) -> AgendaItem:
    return make_item(meeting, title, audience=Audience.FOCAL_POINTS, **facts)


def make_objective(meeting: Meeting, text: str, audience: Audience = Audience.ALL) -> Objective:
    position = meeting.objectives.count() + 1
    return Objective.objects.create(meeting=meeting, text=text, audience=audience, position=position)


def make_conclusion(meeting: Meeting, text: str, audience: Audience = Audience.ALL) -> Conclusion:
    position = meeting.conclusions.count() + 1
    return Conclusion.objects.create(meeting=meeting, text=text, audience=audience, position=position)


def make_participant(meeting: Meeting, body: str = "AT", **facts: Any) -> Participant:
    """Somebody who took part for the State of this code, or for the organisation of this slug."""
    number = next(_numbers)
    given: dict[str, Any] = {
        "given_name": "Berta",
        "family_name": f"Beispiel{number}",
        "email": f"p{number}@example.org",
        "status": Status.ATTENDED,
    }
    if body.isupper():
        given["state"] = State.objects.get(iso2=body)
    else:
        given["organisation"] = Organisation.objects.get(slug=body)
    return Participant.objects.create(meeting=meeting, **(given | facts))


def make_date(meeting: Meeting, kind: str, day: date | None = None, **facts: Any) -> MeetingDate:
    """A day of the preparation, a month before the meeting if no other is given."""
    given = day or (meeting.starts_on or FIRST_DAY) - timedelta(days=30)
    return MeetingDate.objects.create(meeting=meeting, kind=kind, day=given, **facts)


def make_message(meeting: Meeting, **facts: Any) -> Mailing:
    """A message to the participants that is not sent."""
    given = {"kind": Mailing.Kind.MESSAGE, "subject": "Bus 7", "text": "It leaves at ten."}
    return Mailing.objects.create(meeting=meeting, groups="participants", **(given | facts))


def make_point(meeting: Meeting, title: str = "Stamps", *codes: str, **facts: Any) -> Point:
    """A point raised by Austria, or by the States and organisations of these codes, the first one first."""
    raisers = [RaiserData.now(body, None) for code in codes or ("AT",) if (body := body_named(code))]
    given = {"title": title, "text": "What we see at the border.", RAISERS: raisers}
    point: Point = add_part(Point, meeting, uuid4(), given | facts, by=None)
    return point


def make_report(meeting: Meeting, **facts: Any) -> Report:
    return Report.objects.create(meeting=meeting, **({"background": "Why we met."} | facts))


def publish(report: Report, *, by: User) -> Report:
    """Submit the report in the name of who wrote last, and approve it as it is."""
    report.refresh_from_db()
    assert report.edited_by is not None
    reports.submit_report(report.pk, by=report.edited_by)
    return reports.release_report(report.pk, read=reports.as_read(report.meeting), by=by)


def make_comment(meeting: Meeting, text: str = "Say who came.", iso2: str = "AT") -> Comment:
    """A comment of a State in a round that is open for a week."""
    scope, end = f"meeting-{meeting.pk}", timezone.now() + timedelta(days=7)
    opened, made = Round.objects.get_or_create(
        kind="comments", scope=scope, defaults={"title": "Draft", "closes_at": end}
    )
    if made:
        CommentRound.objects.create(round=opened, meeting=meeting)
    state = State.objects.get(iso2=iso2)
    row = Addressee.objects.create(round=opened, state=state, represents=state)
    return Comment.objects.create(addressee=row, part="background", part_label="Background", text=text)


def make_note(item: AgendaItem, **facts: Any) -> RapporteurNote:
    given = {"name": "Rita Porteur", "email": "rita@example.org"}
    return RapporteurNote.objects.create(item=item, **(given | facts))


def make_printable_meetings() -> tuple[Meeting, Meeting]:
    """A meeting to come and one that is over, with somebody for each printout."""
    signed = {"signatory": "Petra Muster", "signatory_function": "Head of Unit"}
    coming, over = make_coming_meeting(**signed), make_meeting(**signed)
    person = make_participant(coming, status=Status.ACCEPTED)
    PersonalNotes.objects.create(participant=person, needs_letter=True, delete_on=LAST_DAY)
    make_participant(over)
    return coming, over
