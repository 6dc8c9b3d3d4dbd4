"""Blocks of an issue are written of what the portal knows, stay editable, and are filled again by a click."""

from datetime import UTC, date, datetime

import pgtrigger
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from network.models import Appointment, Person
from network.models.appointments import EndReason
from newsletter import actions
from newsletter.actions.blocks import merge_lines
from newsletter.models import Issue, Piece, Section
from tests.factories.meetings import make_meeting, make_report, publish
from tests.factories.network import make_appointment, make_person
from tests.factories.newsletter import (
    fresh,
    make_approver,
    make_edition,
    make_editor,
    make_issue,
    make_piece,
    make_sent_issue,
)

pytestmark = pytest.mark.django_db

LAST, NEXT = date(2026, 1, 10), date(2026, 5, 4)


def draft() -> Issue:
    make_issue(number=50, dated_on=LAST)
    return make_issue(number=51, dated_on=NEXT)


def begin(iso2: str, day: date, function: str = "", **facts: object) -> Appointment:
    person = make_person(iso2, family_name="Nobody", function=function)
    return make_appointment(iso2, person=person, starts_on=day, **facts)


def recorded(appointment: Appointment, day: date) -> None:
    """Have the history say that all of it was recorded on a day."""
    with pgtrigger.ignore("network.AppointmentEvent:append_only"):
        appointment.events.update(pgh_created_at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC))


def take_up(issue: Issue, key: str) -> Piece:
    piece = actions.take_up(issue.number, key, by=make_editor())
    assert piece is not None
    return piece


def titles(issue: Issue) -> list[str]:
    return [row.headline for row in actions.blocks_of(issue) if row.text]


def test_new_and_ended_appointments_stand_by_state_and_function_and_name_nobody() -> None:
    issue = draft()
    begin("FR", date(2026, 1, 11), "Head of *Unit*")
    begin("AT", date(2026, 1, 12))
    begin("AT", date(2026, 1, 13))
    begin("DE", date(2025, 3, 1), "Desk officer", ends_on=date(2026, 2, 1))
    begin("PL", date(2026, 2, 1), "Nobody", ends_on=date(2026, 2, 3), end_reason=EndReason.CORRECTION)
    begin("IT", date(2026, 5, 5))
    piece = take_up(issue, "appointments")
    assert (piece.section, piece.headline) == (Section.NETWORK, "New and former focal points")
    assert piece.body.splitlines() == [
        "Since No. 50 (10 January 2026):",
        "",
        "**New focal points: 3**",
        "",
        "- Austria: focal point (2)",
        r"- France: Head of \*Unit\*",
        "",
        "**Appointments that ended: 1**",
        "",
        "- Germany: Desk officer",
    ]


def test_what_began_before_the_last_issue_is_new_if_it_was_recorded_after_it() -> None:
    issue = draft()
    recorded(begin("FR", date(2026, 1, 2), "Known"), date(2026, 1, 3))
    begin("AT", date(2026, 1, 2), "Recorded late")
    begin("DE", date(2025, 1, 2), "Long ago")
    body = take_up(issue, "appointments").body
    assert ["Known" in body, "Recorded late" in body, "Long ago" in body] == [False, True, False]


def test_the_first_issue_says_no_since() -> None:
    issue = make_issue(dated_on=NEXT)
    begin("AT", date(2016, 4, 12))
    assert take_up(issue, "appointments").body.startswith("**New focal points: 1**")


def test_the_calendar_lists_announced_meetings_ahead_with_absolute_links() -> None:
    make_meeting(title="Behind us", starts_on=date(2026, 3, 1), ends_on=date(2026, 3, 2))
    make_meeting(title="Internal", stage="planned")
    ahead = make_meeting(title="Ahead", city="Vienna")
    piece = take_up(draft(), "meetings")
    link = f"{settings.SITE_URL}/meetings/{ahead.slug}/"
    assert (piece.section, piece.body) == (Section.CALENDAR, f"- 6 October 2026, Vienna: [Ahead]({link})")


def test_a_report_is_listed_once_it_is_published_and_its_correction_is_not() -> None:
    meeting = make_meeting(title="Meeting in Berlin", starts_on=date(2025, 4, 1), ends_on=date(2025, 4, 2))
    report = make_report(meeting, edited_by=make_editor())
    issue = make_issue(dated_on=date(2199, 1, 1))
    assert "Published reports" not in titles(issue)
    publish(report, by=make_approver())
    piece = take_up(issue, "reports")
    address = f"{settings.SITE_URL}/meetings/{meeting.slug}/report"
    assert piece.body.splitlines()[0].startswith(f"- [Meeting in Berlin]({address}")


def test_what_has_nothing_to_say_is_not_offered_and_not_taken_up() -> None:
    issue = make_issue(dated_on=NEXT)
    assert titles(issue) == []
    assert actions.take_up(issue.number, "appointments", by=make_editor()) is None


def test_a_block_is_taken_up_once_at_the_end_of_its_section(desk: Client) -> None:
    issue = draft()
    make_piece(issue, section=Section.CALENDAR, position=3)
    make_meeting()
    page = f"/newsletter/issues/{issue.number}/"
    assert "It lists what comes after 4 May 2026." in desk.get(page).content.decode()
    clicks = [desk.post(f"{page}take-up/meetings/").headers["Location"] for _click in range(2)]
    piece = Piece.objects.get(news_key="meetings-51")
    assert clicks == [f"/newsletter/contributions/{piece.pk}/"] * 2
    assert piece.position == 4


def test_newer_facts_come_in_and_what_was_typed_stays(desk: Client) -> None:
    issue = draft()
    begin("AT", date(2026, 1, 12), "Head of Unit")
    piece = take_up(issue, "appointments")
    page = f"/newsletter/contributions/{piece.pk}/"
    assert "Newer facts: fill again" not in desk.get(page).content.decode()
    typed = piece.body.replace("Head of Unit", "the new Head of Unit") + "\n\nWe welcome her."
    actions.change_piece(piece.pk, revision=1, body=typed, by=make_editor())
    begin("FR", date(2026, 2, 1), "Adviser")
    assert "Newer facts: fill again" in desk.get(page).content.decode()
    shown = desk.get(f"{page}newer-facts/")
    assert "Lines that you typed or changed stay" in shown.content.decode()
    seen = shown.context["row"].fingerprint
    desk.post(f"{page}newer-facts/", {"revision": 2, "seen": seen, "fill": "1"})
    piece.refresh_from_db()
    assert piece.body.splitlines() == [
        "Since No. 50 (10 January 2026):",
        "",
        "**New focal points: 2**",
        "",
        "- Austria: the new Head of Unit",
        "- France: Adviser",
        "",
        "We welcome her.",
    ]
    assert "Newer facts: fill again" not in desk.get(page).content.decode()


def test_who_keeps_the_text_is_offered_the_same_facts_no_more(desk: Client) -> None:
    issue = draft()
    begin("AT", date(2026, 1, 12))
    piece = take_up(issue, "appointments")
    begin("FR", date(2026, 2, 1))
    desk.post(f"/newsletter/contributions/{piece.pk}/newer-facts/", {"revision": 1, "keep": "1"})
    after = Piece.objects.get()
    assert (after.body, after.revision) == (piece.body, 2)
    assert not any(row.has_newer_facts for row in actions.blocks_of(issue))


def test_a_refill_that_is_undone_is_offered_again(desk: Client) -> None:
    issue = draft()
    begin("AT", date(2026, 1, 12))
    piece = take_up(issue, "appointments")
    begin("FR", date(2026, 2, 1))
    row = next(each for each in actions.blocks_of(issue) if each.has_newer_facts)
    actions.fill_again(piece.pk, revision=1, seen=row.fingerprint, by=make_editor())
    desk.post(f"/newsletter/contributions/{piece.pk}/undo/2/")
    assert Piece.objects.get().body == piece.body
    assert any(row.has_newer_facts for row in actions.blocks_of(issue))


@pytest.mark.parametrize("late", ["another fact", "another edit"])
def test_what_the_page_did_not_show_is_not_filled_in(desk: Client, late: str) -> None:
    issue = draft()
    begin("AT", date(2026, 1, 12))
    piece = take_up(issue, "appointments")
    begin("FR", date(2026, 2, 1))
    address = f"/newsletter/contributions/{piece.pk}/newer-facts/"
    seen = desk.get(address).context["row"].fingerprint
    body = piece.body
    if late == "another fact":
        begin("DE", date(2026, 2, 1))
    else:
        body = "Typed"
        actions.change_piece(piece.pk, revision=1, body=body, by=make_editor())
    answer = desk.post(address, {"revision": 1, "seen": seen, "fill": "1"})
    assert answer.headers["Location"] == address
    assert Piece.objects.get().body == body


def test_a_block_of_a_frozen_issue_or_no_block_has_no_newer_facts(desk: Client) -> None:
    sent = make_sent_issue()
    for piece in (sent.pieces.get(), make_piece(), make_piece(make_issue())):
        assert desk.get(f"/newsletter/contributions/{piece.pk}/newer-facts/").status_code == 302
        assert desk.post(f"/newsletter/contributions/{piece.pk}/newer-facts/").status_code == 302


def test_a_block_is_in_the_fingerprint_like_any_piece() -> None:
    issue = draft()
    before = fresh(issue).fingerprint()
    begin("AT", date(2026, 1, 12))
    take_up(issue, "appointments")
    assert fresh(issue).fingerprint() != before


def test_the_blocks_cost_the_same_queries_at_any_size() -> None:
    issue, counted = draft(), []
    for number in (1, 5):
        for day in range(number):
            begin(("AT", "DE", "FR", "PL", "IT")[day], date(2026, 2, day + 2 * number))
            make_meeting()
        with CaptureQueriesContext(connection) as queries:
            actions.blocks_of(issue)
        counted.append(len(queries))
    assert counted[0] == counted[1]


@pytest.mark.parametrize(
    ("filled", "typed", "newer", "merged"),
    [
        ("a\nb", "a\nb", "a\nb\nc", "a\nb\nc"),
        ("a\nb", "a\nB", "a\nb\nc", "a\nB\nc"),
        ("a\nb", "x\na\nb\ny", "a", "x\na\ny"),
        ("a\nb", "", "a\nb\nc", "c"),
        ("a\nb\nc", "a\nmine\nc", "a\ntheirs\nc", "a\nmine\ntheirs\nc"),
        ("a", "mine", "b", "mine\nb"),
    ],
)
def test_lines_that_somebody_typed_stay(filled: str, typed: str, newer: str, merged: str) -> None:
    assert merge_lines(filled, typed, newer) == merged


def test_names_stay_out_whatever_the_person_is_called() -> None:
    issue = draft()
    begin("AT", date(2026, 1, 12), "Adviser")
    Person.objects.update(given_name="Agnes", family_name="Muster")
    body = take_up(issue, "appointments").body
    assert ["Agnes" in body, "Muster" in body] == [False, False]


def test_a_block_is_written_in_the_language_of_its_issue() -> None:
    make_issue(number=50, dated_on=LAST)
    issue = make_issue(number=51, dated_on=NEXT, language="fr")
    begin("CH", date(2026, 3, 1))
    piece = take_up(issue, "appointments")
    assert (piece.headline, piece.language) == ("Points focaux nouveaux et anciens", "fr")
    assert piece.body.split("\n\n") == [
        "Depuis le no 50 (10 janvier 2026) :",
        "**Nouveaux points focaux : 1**",
        "- Suisse: point focal",
    ]


def test_the_translation_of_a_block_begins_as_the_portal_writes_it(desk: Client) -> None:
    issue = draft()
    make_edition(issue)
    begin("CH", date(2026, 3, 1))
    piece = take_up(issue, "appointments")
    shown = desk.get(f"/newsletter/issues/51/editions/ru/{piece.pk}/").content.decode()
    assert 'value="Новые и бывшие координаторы"' in shown
    assert "- Швейцария: национальный координатор" in shown
    assert not piece.texts.exists()
