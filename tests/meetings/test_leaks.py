"""No word that is not for everybody leaves by any way out: one walk over all that the public can get."""

import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfWriter

from meetings.actions.mailings import Draft, send_mailing
from meetings.actions.plans import ChangeOfPlan, change_plan
from meetings.agenda.actions.revisions import publish_agenda
from meetings.agenda.pasted.plan import fingerprint_of
from meetings.models import EventStatus, Meeting, Stage
from meetings.models.mailings import MailingKind
from meetings.papers.samples import sample_pdf
from meetings.participation.actions.mailing import write_to_people
from meetings.participation.letters import Step
from meetings.participation.models import PersonalNotes, Status
from meetings.reports.actions.comments import CommentPlan, ask_for_comments
from meetings.reports.models import Report
from nfp_portal.accounts.access import declared_routes
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.models import Role, User
from nfp_portal.mail.models import Delivery, Letter
from tests.factories.accounts import make_user
from tests.factories.invitations import invite, make_focal_points
from tests.factories.meetings import (
    at,
    make_coming_meeting,
    make_comment,
    make_conclusion,
    make_document,
    make_item,
    make_meeting,
    make_message,
    make_note,
    make_objective,
    make_paper_request,
    make_participant,
    make_point,
    make_report,
    make_timed_item,
    offer,
    publish,
)
from tests.factories.newsletter import make_sent_issue, make_subscription
from tests.factories.rounds import write
from tests.searching import titles
from tests.texts import read

pytestmark = pytest.mark.django_db

# No word that begins with quoll is for everybody; each says where it stands. Those not listed here are
# for nobody who reads in this test: joining link, notes, comments, messages, offers, drafts.
FOR_FOCAL_POINTS = {
    *(
        "quolltitle",
        "quollnote",
        "quollroom",
        "quollchair",
        "quollspeak",
        "quollbody",
        "quollpaper",
        "quollsymbol",
        "quolltext",
    ),
    *(
        "quollmeta",
        "quollattached",
        "quollconclusion",
        "quolladdressee",
        "quollobjective",
        "quollpart",
        "quollpiece",
    ),
    *("quollname", "quollmail", "quollearly", "quollearlymail"),
    *("quollpoint", "quollpointtext", "quollwaits", "quollwaitstext", "quollcoming", "quollcomingnote"),
}
RESTRICTED = Audience.FOCAL_POINTS
JOINING = "https://join.example.org/quolljoin"


def restricted_pdf() -> ContentFile[bytes]:
    writer, drawn = PdfWriter(), BytesIO()
    writer.append(BytesIO(sample_pdf("quolltext").read()))
    writer.add_metadata({"/Title": "quollmeta"})
    writer.add_attachment("quollattached.txt", b"attached")
    writer.write(drawn)
    return ContentFile(drawn.getvalue(), name="paper.pdf")


def make_published(editor: User, approver: User) -> Meeting:
    """A meeting that is over, with agenda and report published, and what only some may read beside it."""
    meeting = make_meeting(slug="over", title="The meeting", stage=Stage.HELD, joining_link=JOINING)
    opening = make_timed_item(meeting, "Opening", at(9), at(10), speakers=[["Open Speaker", "", ""]])
    closed = make_timed_item(
        meeting, "quolltitle", at(10), at(11), audience=RESTRICTED, note="quollnote", location="quollroom",
        moderator="quollchair", speakers=[["quollspeak", "", "quollbody"]],
    )  # fmt: skip
    facts = {"audience": RESTRICTED, "item": closed, "symbol": "quollsymbol/1"}
    make_document(meeting, "quollpaper", files=[restricted_pdf()], **facts)
    make_document(meeting, "Open paper", item=opening, files=[sample_pdf("open text")])
    make_objective(meeting, "quollobjective", RESTRICTED)
    make_conclusion(meeting, "Open conclusion")
    conclusion = make_conclusion(meeting, "quollconclusion", RESTRICTED)
    type(conclusion).objects.filter(pk=conclusion.pk).update(addressee="quolladdressee")
    person = make_participant(meeting, "AT", family_name="quollname", email="quollmail@example.org")
    notes = {
        "dietary": "quollfood",
        "visa": "quollvisa",
        "delete_on": timezone.localdate() + timedelta(days=9),
    }
    PersonalNotes.objects.create(participant=person, **notes)
    publish_now(meeting, editor)
    publish(make_report(meeting, edited_by=editor, focal_points_part="quollpart"), by=approver)
    make_note(opening, text="quollrapporteur")
    make_comment(meeting, "quollcomment")
    make_message(meeting, subject="quollmessage")
    offer(make_paper_request(meeting, name="quollasked"), "quolloffer")
    make_item(meeting, "quolldraft", speakers=[["quolldraft", "", ""]])
    make_conclusion(meeting, "quolllate")
    return meeting


def publish_now(meeting: Meeting, editor: User) -> None:
    items = list(meeting.items.in_order().with_people())
    publish_agenda(meeting, fingerprint=fingerprint_of(items), is_final=True, by=editor)


def make_others() -> Meeting:
    """A meeting to come with somebody who is registered, and one that is not announced."""
    coming = make_coming_meeting(slug="coming", stage=Stage.AGENDA, joining_link=JOINING)
    opening = make_item(coming, "Opening")
    make_item(coming, "quollcoming", audience=RESTRICTED, note="quollcomingnote")
    make_document(coming, "Open paper", item=opening, files=[sample_pdf("open text")])
    make_point(coming, "quollpoint", text="quollpointtext", item=opening)
    make_point(coming, "quollwaits", text="quollwaitstext")
    registered = {
        "family_name": "quollearly",
        "email": "quollearlymail@example.org",
        "status": Status.ACCEPTED,
    }
    make_participant(coming, "CH", **registered)
    planned = make_coming_meeting(slug="planned", title="quollplanned", stage=Stage.PLANNED)
    make_item(planned, "quollplanneditem", speakers=[["quollplannedspeak", "", ""]])
    make_document(planned, "quollplannedpaper", files=[sample_pdf("quollplannedpaper")])
    return coming


def addresses(*meetings: Meeting) -> Iterator[str]:
    """Yield each address that needs no more than a meeting, and those of other rooms that name meetings."""
    for meeting in meetings:
        for route in declared_routes():
            if route.name.startswith("meetings:") and re.findall(r"<([^>]+)>", route.pattern) == [
                "slug:slug"
            ]:
                yield reverse(route.name, args=[meeting.slug])
    yield from (
        "/",
        "/meetings/",
        "/meetings/?q=quoll",
        "/meetings/calendar.ics",
        "/states/AT/",
        "/states/CH/",
    )
    yield from ("/newsletter/", "/newsletter/10/", "/newsletter/feed.xml")


def marked(text: str) -> set[str]:
    return set(re.findall(r"quoll[a-z]+", text))


def matches(client: Client) -> dict[str, list[str]]:
    """Return what the search finds of all that is marked."""
    return {name: sorted(some) for name, some in titles(client, "quoll").items()}


def test_no_word_that_is_not_for_everybody_leaves_by_any_way(editor: User, approver: User) -> None:
    over, coming = make_published(editor, approver), make_others()
    make_sent_issue(
        {"headline": "Closed piece", "body": "quollpiece", "audience": RESTRICTED},
        {"body": "Open piece"},
        number=10,
    )
    make_subscription("reader@example.org")

    public = {address: read(Client(), address) for address in addresses(over, coming)}
    assert {address: marked(text) for address, text in public.items() if marked(text)} == {}
    assert matches(Client()) == {}
    letters = Delivery.objects.filter(address="reader@example.org").values_list("letter__text", flat=True)
    assert marked(" ".join(letters)) == set()
    # The walk has read what is for everybody.
    for file in ("agenda", "agenda.ics", "agenda.json", "agenda.pdf", "report", "report.pdf", "pack.pdf"):
        assert "open" in public[f"/meetings/over/{file}"], file
    assert "open text" in public["/meetings/over/papers.zip"]
    for file in ("agenda.pdf", "pack.pdf"):
        assert "opening" in public[f"/meetings/coming/{file}"], file
    assert "austria" in public["/meetings/over/participants.pdf"]
    assert "open piece" in public["/newsletter/feed.xml"]

    insider = Client()
    insider.force_login(make_user(Role.FOCAL_POINT))
    files = [address for address in public if not address.endswith(".pdf")]
    files += [f"/meetings/{slug}/participants?purpose=meeting" for slug in ("coming", "over")]
    seen = marked("".join(read(insider, address) for address in files))
    assert seen | marked(read(insider, "/meetings/over/pack.pdf?copy=focal_points")) == FOR_FOCAL_POINTS
    assert matches(insider) == {
        "agenda": ["quollcoming", "quolltitle"],
        "points": ["quollpoint", "quollwaits"],
        "speakers": ["quollchair", "quollspeak, quollbody"],
        "conclusions": ["quollconclusion"],
        "papers": ["quollsymbol/1 quollpaper"],
        "reports": ["Report: The meeting"],
        "issues": ["Closed piece"],
    }


def make_drafted(editor: User) -> Report:
    """The draft of a report on a meeting with restricted parts, on which Austria may comment."""
    meeting = make_meeting(slug="drafted", title="Meeting with a draft", stage=Stage.HELD)
    make_item(meeting, "quolltitle", audience=RESTRICTED, speakers=[["quollspeak", "", ""]])
    make_objective(meeting, "quollobjective", RESTRICTED)
    make_conclusion(meeting, "quollconclusion", RESTRICTED)
    make_participant(meeting, "AT", family_name="quollname", email="quollmail@example.org")
    return make_report(meeting, edited_by=editor, focal_points_part="quollpart")


def send_each_letter(meeting: Meeting, report: Report, editor: User) -> None:
    """Mail the save-the-date, an invitation, an acceptance, a comment round and the cancellation."""
    make_focal_points("AT")
    saved = Draft(uuid4(), MailingKind.SAVE_THE_DATE, ("focal_points", "contacts"))
    send_mailing(meeting, saved, by=editor)
    write(invite(meeting, "AT"))
    write_to_people(Step.ACCEPTED, meeting, meeting.participants.all())
    end = timezone.now() + timedelta(days=9)
    comment_round = ask_for_comments(report, CommentPlan("The report", end, None, is_silence=True), by=editor)
    write(comment_round.round)
    cancelled = Draft(uuid4(), MailingKind.CANCELLED, ("focal_points", "participants"))
    plan = ChangeOfPlan(EventStatus.CANCELLED)
    revision = Meeting.objects.get(pk=meeting.pk).revision
    change_plan(meeting.pk, plan, cancelled, revision=revision, by=editor)


def test_no_letter_about_a_meeting_has_a_word_that_is_not_for_everybody(editor: User) -> None:
    coming = make_others()
    send_each_letter(coming, make_drafted(editor), editor)
    letters = {letter.subject: letter for letter in Letter.objects.filter(deliveries__isnull=False)}
    assert sorted(subject.split(":")[0].split(" by ")[0] for subject in letters) == [
        *("Cancelled", "Invitation", "Please comment", "Save the date", "You are registered"),
    ]
    for subject, letter in letters.items():
        parts = {"text": letter.text, "html": letter.html, "calendar": letter.calendar}
        leaks = {name: marked(unescape(part).casefold()) for name, part in parts.items()}
        assert (subject, leaks) == (subject, {"text": set(), "html": set(), "calendar": set()})
    with_calendar = {subject.split(":")[0] for subject, letter in letters.items() if letter.calendar}
    assert with_calendar == {"Cancelled", "Save the date", "You are registered"}
