"""The recorded chain, walked both ways from each of its ends, and the initiatives of the next meeting."""

import pytest
from django.test import Client

from exchange.initiatives import demonstration
from exchange.initiatives.models import Initiative
from exchange.practices.models import Practice
from meetings import reference
from meetings.models import Meeting, Series, Stage
from meetings.reports import pdf
from meetings.reports.pdf import MeetingDocument
from meetings.reports.permissions import Document
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.models import Role
from tests.factories.accounts import client_of, make_user
from tests.factories.initiatives import make_initiative, make_step
from tests.factories.meetings import make_coming_meeting, make_meeting, make_report, publish
from tests.factories.network import make_focal_point
from tests.factories.practices import make_practice

pytestmark = pytest.mark.django_db

TITLE = "Supporting the development and sustainable operation of regional co-operation mechanism"


def page_of(path: str) -> str:
    """The page as everybody reads it."""
    return Client().get(path).content.decode()


def test_the_recorded_chain_is_walked_both_ways_from_each_end() -> None:
    reference.load()
    for _time in range(2):
        demonstration.load()
    assert Initiative.objects.count() == 3
    event = Meeting.objects.get(conclusions_before__meeting__slug="10")
    project = Initiative.objects.get(title__startswith=TITLE)
    here, of_event = f"/initiatives/{project.number}/", f"/meetings/{event.slug}/"
    story = page_of(here)
    assert story.index('href="/meetings/10/"') < story.index("/meetings/10/report#conclusions-")
    assert story.index("/meetings/10/report#conclusions-") < story.index(f'href="{of_event}"')
    assert "TNTD/BSMU in co-operation with the OSCE Chairmanship-in-Office" in story
    assert story.count("date not recorded") == 3  # the proposal, that it runs, the conference
    for path in ("/meetings/10/", "/meetings/10/report", of_event):
        assert f'href="{here}"' in page_of(path), path
    assert "It led to this meeting" in page_of(of_event)


def test_the_next_agenda_and_report_hold_the_open_initiatives_for_their_readers() -> None:
    meeting = make_coming_meeting(slug="vienna", series=Series.ANNUAL, stage=Stage.AGENDA)
    make_initiative("Public form", "AT", "PL", status="endorsed", audience="all", next_step="Collect them")
    make_initiative("Closed form", status="running")
    make_initiative("Done form", status="done", audience="all")
    public, restricted = (
        pdf.compose(meeting, Document.AGENDA, audience) for audience in (Audience.ALL, Audience.FOCAL_POINTS)
    )
    assert [title in public for title in ("Public form", "Closed form", "Done form")] == [True, False, False]
    assert [title in restricted for title in ("Public form", "Closed form")] == [True, True]
    page = page_of("/meetings/vienna/agenda")
    assert [text in page for text in ("Public form (Proposed by Austria with Poland)", "Collect them")] == [
        True, True,
    ]  # fmt: skip
    assert "Closed form" not in page
    editor = Client()
    editor.force_login(make_user(Role.EDITOR))
    make_report(meeting)
    assert "Closed form" in editor.get("/meetings/vienna/report").content.decode()


def test_what_changes_of_an_initiative_makes_another_document() -> None:
    meeting = make_coming_meeting(slug="vienna", series=Series.ANNUAL)
    form = make_initiative("Public form", status="endorsed", audience="all")

    def contents() -> list[str]:
        return [MeetingDocument(meeting, Document.AGENDA, audience).content for audience in Audience]

    before = contents()
    make_initiative("Closed form", status="running")
    restricted_alone = contents()
    make_step(form, "running")
    after = contents()
    changed = [one != other for one, other in zip(before, restricted_alone, strict=True)]
    assert (changed, after[0] != restricted_alone[0]) == ([False, True], True)


def test_a_release_keeps_the_initiatives_as_they_were_and_an_agenda_that_is_over_has_none() -> None:
    meeting = make_meeting(slug="over", series=Series.ANNUAL)
    form = make_initiative("Public form", status="endorsed", audience="all")
    assert "Public form" not in page_of("/meetings/over/agenda")
    report = make_report(meeting, edited_by=make_user(Role.EDITOR))
    publish(report, by=make_user(Role.APPROVER))
    make_step(form, "done")
    page = page_of("/meetings/over/report")
    assert ("Public form" in page, "Endorsed" in page) == (True, True)


def test_an_initiative_and_the_practice_that_came_of_it_lead_to_each_other_for_who_reads_both() -> None:
    practice = make_practice("Two in one car", "PL")
    initiative = make_initiative("One form", status="done", audience="all", practice=practice)
    early = make_initiative("Another form", audience="all", practice=practice)
    focal_point, visitor = client_of(make_focal_point("BE")), Client()
    there, back = initiative.get_absolute_url(), practice.get_absolute_url()

    def leads(client: Client, path: str, *ends: str) -> list[bool]:
        page = client.get(path).content.decode()
        return [f'href="{end}"' in page for end in ends]

    assert leads(focal_point, there, back) == [True]
    assert leads(focal_point, back, there, early.get_absolute_url()) == [True, True]
    assert leads(visitor, there, back) == [False]
    Practice.objects.update(audience="all")
    assert leads(visitor, there, back) == [True]
    assert leads(visitor, back, there, early.get_absolute_url()) == [True, False]
