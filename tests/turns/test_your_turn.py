"""Whose turn it is: what home and desk of each role show first, and how much that costs."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from meetings.models import Stage
from meetings.reports.actions.reports import send_back_report, submit_report
from meetings.reports.models import Report
from network.proposals.models import ProposalKind
from network.rounds.models import Round
from newsletter import actions as newsletter
from nfp_portal.accounts.models import Role, User
from nfp_portal.mail import actions as mail
from nfp_portal.turns.listing import number_for, turns_for
from tests.factories.accounts import client_of, make_user
from tests.factories.imports import ANNA, previewed
from tests.factories.meetings import make_coming_meeting, make_meeting, make_report
from tests.factories.network import make_appointment, make_delegate, make_person
from tests.factories.newsletter import make_approved_issue, make_issue, make_piece
from tests.factories.proposals import make_proposal
from tests.factories.rounds import ask, bounce

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_second_factor(settings: Any) -> None:
    settings.REQUIRE_MFA = False


def days_ago(days: int) -> Any:
    return timezone.now() - timedelta(days=days)


def verbs(user: User) -> list[str]:
    return [turn.item.verb for turn in turns_for(user).shown]


def make_focal_point(iso2: str = "AT") -> User:
    """An account with an entry and an appointment of this State."""
    user = make_user(Role.FOCAL_POINT)
    make_appointment(iso2, person=make_person(iso2, user=user))
    return user


def test_a_focal_point_confirms_the_own_entry_until_the_round_closes() -> None:
    user = make_focal_point()
    row = ask(user.person.appointments.get())
    day = f"{row.round.closes_on.day} {row.round.closes_on:%B}"
    assert verbs(user) == [f"Confirm your entry by {day}"]
    turn = turns_for(user).shown[0]
    assert (turn.due, turn.begun) == (row.round.closes_on, row.round.opened_at)
    page = client_of(user).get("/").content.decode()
    assert f'action="/people/{row.person.key}/confirm/"' in page
    assert "All still correct" in page


def test_one_click_at_home_confirms_the_entry_and_leads_home_again() -> None:
    user = make_focal_point()
    ask(user.person.appointments.get())
    client = client_of(user)
    item = client.get("/").context["turns"].shown[0].item
    page = client.post(item.action, item.fields, follow=True)
    assert page.redirect_chain == [("/", 302)]
    assert verbs(user) == []
    assert "Nothing waits for you" in page.content.decode()
    assert "You are next asked to confirm your entry in" in page.content.decode()


def test_editors_pass_nominations_on_and_approvers_decide_on_those_of_others() -> None:
    editor, approver = make_user(Role.EDITOR), make_user(Role.APPROVER)
    make_proposal("AT", submitted_at=days_ago(4))
    make_proposal("DE", kind=ProposalKind.END, submitted_at=days_ago(3))
    passed = {"status": "passed", "passed_at": days_ago(2)}
    make_proposal("FR", passed_by=editor, **passed)
    make_proposal("IT", passed_by=approver, **passed)
    make_proposal("ES", submitted_by=editor, kind=ProposalKind.END)
    assert verbs(editor) == ["Look at a nomination of Austria", "Decide on an end for Germany"]
    assert verbs(approver) == [
        "Decide on an end for Germany",
        "Decide on a nomination of France",
        "Decide on an end for Spain",
    ]
    assert verbs(make_user(Role.ADMINISTRATOR)) == []


def test_what_is_overdue_comes_first_and_then_what_waits_longest() -> None:
    editor = make_user(Role.EDITOR)
    make_piece(offered_at=days_ago(300), headline="Old, without a day")
    make_proposal("AT", kind=ProposalKind.END, submitted_at=days_ago(12))
    make_proposal("DE", kind=ProposalKind.END, submitted_at=days_ago(30))
    make_proposal("FR", kind=ProposalKind.END, submitted_at=days_ago(1))
    shown = turns_for(editor).shown
    assert [turn.item.verb for turn in shown] == [
        "Decide on an end for Germany",
        "Decide on an end for Austria",
        "Decide on a contribution",
        "Decide on an end for France",
    ]
    assert [turn.when for turn in shown] == ["20 days overdue", "2 days overdue", "No date set", "In 9 days"]
    assert [turn.is_urgent for turn in shown] == [True, True, False, False]


def test_an_issue_goes_from_the_editor_to_the_approver_and_back_to_be_sent() -> None:
    editor, approver = make_user(Role.EDITOR), make_user(Role.APPROVER)
    issue = make_issue(number=13, by=editor, dated_on=timezone.localdate() + timedelta(days=1))
    make_piece(issue)
    assert verbs(approver) == []
    newsletter.submit(13, by=editor)
    assert verbs(approver) == ["Approve issue 13"]
    assert turns_for(approver).shown[0].when == "Due tomorrow"
    make_approved_issue(number=14)
    assert verbs(editor) == ["Send issue 14"]


def test_an_issue_that_is_sent_back_waits_for_who_submitted_it() -> None:
    editor, approver = make_user(Role.EDITOR), make_user(Role.APPROVER)
    make_piece(make_issue(number=13, by=editor))
    newsletter.submit(13, by=editor)
    newsletter.send_back(13, remark="The title is wrong.", by=approver)
    assert verbs(approver) == []
    assert [turn.item.about for turn in turns_for(editor).shown] == ["Sent back: The title is wrong."]
    assert verbs(editor) == ["Revise issue 13"]
    newsletter.submit(13, by=editor)
    assert verbs(editor) == []
    assert ", submission 2, waiting since " in turns_for(approver).shown[0].item.about


def test_a_report_goes_from_its_writer_to_an_approver_who_did_not_write_last_and_back() -> None:
    editor, approver = make_user(Role.EDITOR), make_user(Role.APPROVER)
    report = make_report(make_meeting(title="15th Annual Meeting"), edited_by=editor)
    assert verbs(editor) == ["Finish the report of 15th Annual Meeting"]
    over = datetime(2026, 10, 8, tzinfo=ZoneInfo("Europe/Vienna"))
    assert [turn.begun for turn in turns_for(editor).shown] == [over]
    assert verbs(approver) == []
    submit_report(report.pk, by=editor)
    assert verbs(editor) == []
    assert verbs(approver) == ["Approve the report of 15th Annual Meeting"]
    send_back_report(report.pk, remark="Name the speakers.", by=approver)
    assert verbs(editor) == ["Revise the report of 15th Annual Meeting"]
    submit_report(report.pk, by=editor)
    Report.objects.filter(pk=report.pk).update(edited_by=approver)
    assert verbs(approver) == []


def test_imports_and_rounds_wait_for_whoever_writes_the_record(tmp_path: Any, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    editor = make_user(Role.EDITOR)
    row = ask()
    previewed(ANNA)
    bounce(row)
    assert verbs(editor) == ["Reach them by telephone", "Review the import"]
    Round.objects.update(closes_at=days_ago(1), opened_at=days_ago(40))
    assert verbs(editor)[0] == "Close Verification 2026"
    assert verbs(make_user(Role.ADMINISTRATOR)) == []


def test_a_delegation_names_successors_and_fills_vacancies() -> None:
    user = make_delegate("AT")
    assert verbs(user) == ["Nominate a focal point"]
    make_appointment("AT", person=make_person("AT", family_name="Adler"))
    assert verbs(user) == []
    ending = make_appointment(
        "AT", person=make_person("AT", family_name="Berg"), ends_on=timezone.localdate() + timedelta(days=9)
    )
    assert verbs(user) == [f"Name a successor of {ending.person}"]
    assert turns_for(user).shown[0].due == timezone.localdate() + timedelta(days=8)


def test_held_mail_waits_for_the_whole_secretariat() -> None:
    mail.hold()
    roles = (Role.ADMINISTRATOR, Role.EDITOR, Role.FOCAL_POINT)
    assert [verbs(make_user(role)) for role in roles] == [["Release the held mail"]] * 2 + [[]]


@pytest.mark.parametrize(
    ("role", "address"), [(Role.EDITOR, "/"), (Role.EDITOR, "/desk/"), (Role.APPROVER, "/desk/")]
)
def test_the_first_button_of_home_and_desk_is_what_is_overdue(role: Role, address: str) -> None:
    make_piece(offered_at=days_ago(300))
    make_proposal("AT", kind=ProposalKind.END, submitted_at=days_ago(2))
    make_proposal("DE", kind=ProposalKind.CORRECT, submitted_at=days_ago(20))
    main = client_of(make_user(role)).get(address).content.decode().partition("<main")[2]
    first = main.index('class="button')
    assert "Decide on a correction for Germany" in main[first : first + 200]
    assert 'class="button"' in main[first : first + 20]


def test_one_query_counts_and_none_where_nothing_can_wait(django_assert_num_queries: Any) -> None:
    approver, editor, partner = map(make_user, (Role.APPROVER, Role.EDITOR, Role.PARTNER))
    make_proposal("AT", kind=ProposalKind.END)
    make_proposal("AT")
    with django_assert_num_queries(1):
        assert number_for(approver) == 1
    with django_assert_num_queries(1):
        assert number_for(editor) == 2
    with django_assert_num_queries(0):
        assert number_for(partner) == 0


def test_the_list_shows_the_first_twenty_and_counts_all() -> None:
    editor = make_user(Role.EDITOR)
    for _number in range(22):
        make_piece()
    turns = turns_for(editor)
    assert (turns.number, len(turns.shown), turns.is_cut) == (22, 20, True)
    assert "The first of 22" in client_of(editor).get("/desk/").content.decode()


def test_the_navigation_shows_the_number_where_it_was_asked_and_after_an_act() -> None:
    editor = make_user(Role.EDITOR)
    make_piece()
    client = client_of(editor)
    number = '<span class="site-nav__number" aria-hidden="true">1</span>'
    assert number in client.get("/desk/").content.decode()
    assert "site-nav__number" not in client.get("/meetings/").content.decode()
    client.post("/accounts/mail/", {"digest": "weekly"})
    assert number in client.get("/meetings/").content.decode()
    assert "site-nav__number" not in client.get("/meetings/").content.decode()


def test_visitors_and_partners_keep_the_public_home(client: Client) -> None:
    for one in (client, client_of(make_user(Role.PARTNER))):
        page = one.get("/").content.decode()
        assert "Officials of the 57 OSCE participating States" in page
        assert "Your turn" not in page


def test_a_meeting_that_is_held_goes_on_no_more(client: Client) -> None:
    today = timezone.localdate()
    held = make_meeting(title="Training in Vienna", starts_on=today, ends_on=today, stage=Stage.HELD)
    make_coming_meeting(title="16th Annual Meeting")
    desk = client_of(make_user(Role.EDITOR)).get("/desk/").content.decode()
    home = client.get("/").content.decode()
    assert [held.title in desk, held.title in home] == [False, False]
    assert ["16th Annual Meeting" in desk, "16th Annual Meeting" in home] == [True, True]
