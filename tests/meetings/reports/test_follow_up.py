"""Conclusions have a day and a status, and lead to meetings that say where they come from."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from meetings.actions.undoing import restore_part
from meetings.models import Meeting, Stage
from meetings.participation.attendance import attendance_of
from meetings.reports.actions.reports import as_read
from meetings.reports.models import Conclusion, ConclusionStatus, ReportStatus
from meetings.reports.text import chapters_of
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.models import User
from tests.factories.meetings import (
    make_coming_meeting,
    make_conclusion,
    make_meeting,
    make_report,
    publish,
)

pytestmark = pytest.mark.django_db

SKOPJE = "/meetings/pccc-inaugural-conference/"
BOTH_NAMES = "Skopje, the former Yugoslav Republic of Macedonia (today North Macedonia)"


def page(response: Any) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def held(editor: User, approver: User) -> Meeting:
    """A published meeting of last autumn with one conclusion for all and one for focal points."""
    meeting = make_meeting(slug="held", title="The autumn meeting", stage=Stage.HELD)
    make_conclusion(meeting, "Closed words", Audience.FOCAL_POINTS)
    open_ = make_conclusion(meeting, "Each Centre names an officer")
    Conclusion.objects.filter(pk=open_.pk).update(due_on=date(2026, 10, 31), addressee="States with a Centre")
    publish(make_report(meeting, edited_by=editor), by=approver)
    return meeting


def test_the_conclusion_on_the_centres_leads_to_skopje_and_back(client: Client) -> None:
    report, conference = page(client.get("/meetings/10/report")), page(client.get(SKOPJE))
    assert "The Centres in South Eastern Europe need technical assistance" in report
    assert f'<a class="tap" href="{SKOPJE}">Inaugural conference on Enhancing the capacity' in report
    assert "(dates: not recorded)" in report
    key = Conclusion.objects.get(meeting__slug="10").key
    assert f'href="/meetings/10/report#conclusions-{key}"' in conference
    assert "need technical assistance and help in building their capacity" in conference
    assert BOTH_NAMES in conference


def test_the_tenth_meeting_links_the_visit_to_swiecko(client: Client) -> None:
    assert "/meetings/study-visit-swiecko-2016/" in page(client.get("/meetings/10/"))


def test_the_fifteenth_meeting_had_more_than_a_hundred(client: Client) -> None:
    assert "more than <strong>100</strong> participants" in page(client.get("/meetings/15/"))


def test_the_next_meeting_opens_with_what_is_open(client: Client, held: Meeting) -> None:
    make_coming_meeting(slug="next")
    text = page(client.get("/meetings/next/"))
    assert "Open conclusions of earlier meetings" in text
    assert "Each Centre names an officer" in text
    assert "Open, overdue since 31 October 2026" in text
    assert "Addressed to: States with a Centre" in text
    assert "Closed words" not in text
    Conclusion.objects.update(status=ConclusionStatus.DONE)
    assert "Open conclusions" not in page(client.get("/meetings/next/"))


def test_a_report_follows_earlier_conclusions_up(held: Meeting) -> None:
    later = make_meeting(slug="later", starts_on=date(2026, 11, 9), ends_on=date(2026, 11, 10))
    report = make_report(later)
    Conclusion.objects.filter(meeting=held, audience=Audience.ALL).update(follow_up="Twelve did.")
    chapters = {each.anchor: each for each in chapters_of(report, attendance_of(later), Audience.ALL)}
    assert "The autumn meeting: Each Centre names an officer (Open) Twelve did." in chapters["earlier"].lines
    assert not any("Closed words" in line for line in chapters["earlier"].lines)
    before = as_read(later)
    Conclusion.objects.filter(meeting=held).update(revision=2)
    assert as_read(later) != before


def test_conclusions_of_a_draft_are_on_no_public_page(client: Client) -> None:
    draft = make_meeting(slug="draft")
    other = make_meeting(slug="after", series="regional_conference")
    conclusion = make_conclusion(draft, "Not approved yet")
    Conclusion.objects.filter(pk=conclusion.pk).update(led_to=other)
    make_report(draft)
    make_coming_meeting(slug="next")
    assert "Not approved yet" not in page(client.get("/meetings/next/")) + page(
        client.get("/meetings/after/")
    )


def test_a_conclusion_changed_after_the_release_waits_for_the_next_one(client: Client, held: Meeting) -> None:
    make_coming_meeting(slug="next")
    make_conclusion(held, "Not released yet")
    text = page(client.get("/meetings/next/"))
    assert "Each Centre names an officer" in text
    assert "Not released yet" not in text
    Conclusion.objects.filter(text="Each Centre names an officer").update(text="Not approved yet")
    for address in ("/meetings/next/", "/meetings/held/report"):
        assert "Not approved yet" not in page(client.get(address))


def test_a_planned_meeting_is_named_by_no_conclusion(client: Client, held: Meeting) -> None:
    planned = make_coming_meeting(slug="secret", title="Planned in secret", stage=Stage.PLANNED)
    held.conclusions.update(led_to=planned)
    assert "Planned in secret" not in page(client.get("/meetings/held/report"))


def test_what_followed_is_noted_after_the_report_was_published(
    client: Client, client_of: Callable[[User], Client], editor: User, held: Meeting
) -> None:
    conclusion = held.conclusions.get(audience=Audience.ALL)
    address = f"/meetings/held/conclusions/{conclusion.key}/follow-up/"
    form = {"status": "done", "follow_up": "All have named one.", "led_to": "", "revision": "1"}
    assert client_of(editor).post(address, form).headers["Location"] == "/meetings/held/report"
    text = page(client.get("/meetings/held/report"))
    article, _end, rest = text.partition("</article>")
    assert "All have named one." not in article
    assert "Follow-up: All have named one." in rest
    assert client_of(editor).post(address, form).status_code == 409


def test_what_followed_is_noted_of_a_recorded_conclusion_too(
    client_of: Callable[[User], Client], editor: User
) -> None:
    conclusion = Conclusion.objects.get(meeting__slug="10")
    address = f"/meetings/10/conclusions/{conclusion.key}/follow-up/"
    form = {"status": "done", "follow_up": "Held.", "led_to": "", "revision": f"{conclusion.revision}"}
    client_of(editor).post(address, form)
    conclusion.refresh_from_db()
    assert (conclusion.status, conclusion.follow_up) == ("done", "Held.")
    assert conclusion.meeting.report.status == ReportStatus.RELEASED


def test_a_conclusion_comes_back_without_a_meeting_that_was_deleted(editor: User) -> None:
    meeting, other = make_meeting(), make_meeting()
    conclusion = make_conclusion(meeting, "Meet again")
    Conclusion.objects.filter(pk=conclusion.pk).update(led_to=other)
    conclusion.delete()
    other.delete()
    restored = restore_part(Conclusion, meeting, conclusion.key, by=editor)
    assert restored is not None
    assert restored.part.led_to is None


def test_a_conclusion_does_not_lead_to_its_own_meeting(
    client_of: Callable[[User], Client], editor: User
) -> None:
    meeting = make_meeting(slug="own")
    form = {"text": "Go on", "status": "open", "audience": "all", "led_to": str(meeting.pk), "revision": "1"}
    answer = client_of(editor).post("/meetings/own/conclusions/add/", form)
    assert list(answer.context["form"].errors) == ["led_to"]
