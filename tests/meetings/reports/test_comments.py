"""A draft report goes to those who took part; each comment has an answer, and silence an exact end."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from meetings.models import Meeting, Stage
from meetings.reports.actions import comments
from meetings.reports.actions.comments import CommentPlan
from meetings.reports.comments import outcome_of
from meetings.reports.models import Comment, CommentRound, Report
from network.models import Contact
from network.rounds.actions.answers import RoundClosedError
from network.rounds.actions.opening import close_round
from network.rounds.kinds import kind_of
from network.rounds.links import address_of
from network.rounds.models import Addressee, Mailbox, Round
from network.rounds.queries import for_the_board
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.models import Role, User
from nfp_portal.jobs import actions as jobs
from nfp_portal.jobs.models import Job
from nfp_portal.mail.models import Letter
from tests.factories.accounts import make_user
from tests.factories.meetings import make_conclusion, make_meeting, make_participant, make_report
from tests.factories.network import state

pytestmark = pytest.mark.django_db

COMMENTS = "/meetings/done/report/comments/"


@pytest.fixture
def report(editor: User) -> Report:
    meeting = make_meeting(slug="done", title="The meeting", stage=Stage.HELD)
    for body in ("AT", "CH", "interpol"):
        make_participant(meeting, body)
    make_conclusion(meeting, "Go on")
    make_conclusion(meeting, "Closed words", Audience.FOCAL_POINTS)
    Contact.objects.create(state=state("AT"), name="Mission of Austria", address="mission@at.example.org")
    return make_report(meeting, edited_by=editor, focal_points_part="Closed part")


@pytest.fixture
def desk(client_of: Callable[[User], Client], editor: User) -> Client:
    return client_of(editor)


def page(response: Any) -> str:
    return " ".join(response.content.decode().split())


def ask(desk: Client, **typed: str) -> CommentRound:
    """Open a round that closes at noon in ten days, and have its letters written."""
    day = timezone.localdate() + timedelta(days=10)
    form = {"title": "Report of the meeting", "closes_on": f"{day}", "closes_at": "12:00", "remind_on": ""}
    answer = desk.post(f"{COMMENTS}ask/", form | typed, follow=True)
    assert "The round is open" in page(answer)
    jobs.run(Job.objects.get(kind="network.round_letters").pk)
    return CommentRound.objects.get()


def link_of(iso2: str = "AT") -> str:
    mailbox = Mailbox.objects.get(addressee__state__iso2=iso2)
    return "/" + address_of(mailbox).split("/", 3)[3]


def give(client: Client, **typed: str) -> Any:
    form = {"act": "comment", "name": "Eva Muster, Counsellor"} | typed
    return client.post(link_of(), form, follow=True)


def test_those_who_took_part_are_asked(desk: Client, report: Report) -> None:
    before = page(desk.get(f"{COMMENTS}ask/"))
    assert "2 States and 1 bodies that took part" in before
    assert "No address is recorded for: Switzerland, INTERPOL" in before
    opened = ask(desk)
    whom = sorted(row.name for row in Addressee.objects.filter(round=opened.round))
    assert whom == ["Austria", "INTERPOL", "Switzerland"]


def test_the_letter_says_the_exact_end_and_what_silence_means(desk: Client, report: Report) -> None:
    opened = ask(desk, is_silence="on")
    letter = Letter.objects.get(key__contains=str(opened.round.key))
    end = f"{timezone.localtime(opened.round.closes_at):%-d %B %Y}, 12:00, Vienna time"
    assert f"whoever does not comment by {end} agrees with the text" in letter.text
    assert end in letter.subject


def test_behind_the_link_is_the_public_draft_alone(client: Client, desk: Client, report: Report) -> None:
    ask(desk)
    text = page(client.get(link_of()))
    assert "Why we met." in text
    assert "Go on" in text
    assert "Closed" not in text


def test_a_state_comments_part_by_part_and_changes_its_mind(
    client: Client, desk: Client, report: Report
) -> None:
    ask(desk)
    thanks = page(give(client, **{"comment-background": "Too short.", "comment-": "Thank you."}))
    assert "Your comments are recorded." in thanks
    assert "Too short." in thanks
    again = page(client.get(f"{link_of()}?again"))
    assert "Too short.</textarea>" in again
    give(client, **{"comment-background": "Much too short.", "comment-": ""})
    assert list(Comment.objects.values_list("part", "text")) == [("background", "Much too short.")]
    row = Addressee.objects.get(state__iso2="AT")
    assert (row.outcome, row.answered_name) == ("answered", "Eva Muster, Counsellor")


def test_no_comments_is_an_answer(client: Client, desk: Client, report: Report) -> None:
    ask(desk)
    thanks = page(give(client, act="nothing", **{"comment-background": "ignored"}))
    assert "It is recorded that you have no comments." in thanks
    assert Comment.objects.count() == 0
    [row] = for_the_board(Addressee.objects.filter(state__iso2="AT"))
    assert kind_of(row.round).label_of(row.status, row.given) == "no comments"
    assert desk.get(Round.objects.get().get_absolute_url()).status_code == 200


def test_an_answer_without_a_name_keeps_what_was_typed(client: Client, desk: Client, report: Report) -> None:
    ask(desk)
    answer = give(client, name=" ", **{"comment-background": "Typed"})
    assert (answer.status_code, Comment.objects.count()) == (422, 0)
    assert "Typed</textarea>" in page(answer)


def test_nothing_is_taken_after_the_exact_end(client: Client, desk: Client, report: Report) -> None:
    opened = ask(desk)
    Round.objects.update(opened_at=timezone.now() - timedelta(days=2), closes_at=timezone.now())
    assert give(client, **{"comment-background": "Too late"}).status_code == 410
    with pytest.raises(RoundClosedError):
        comments.give_comments(Addressee.objects.filter(round=opened.round)[0].key, [])
    assert Comment.objects.count() == 0


def test_silence_is_kept_or_broken(client: Client, desk: Client, report: Report) -> None:
    opened = ask(desk, is_silence="on")
    assert outcome_of(opened).startswith("Silence procedure until 12:00 on ")
    close_round(opened.round.key)
    kept = CommentRound.objects.get()
    assert outcome_of(kept).startswith("Nobody broke the silence by 12:00 on ")
    row = Addressee.objects.get(state__iso2="CH")
    Comment.objects.create(addressee=row, part_label="Whole report", text="No.")
    assert outcome_of(kept).endswith("and was broken by: Switzerland.")


def test_each_comment_has_what_was_done_with_it_in_one_table(
    client: Client, client_of: Callable[[User], Client], desk: Client, report: Report
) -> None:
    ask(desk)
    give(client, **{"comment-background": "Too short."})
    comment = Comment.objects.get()
    address = f"{COMMENTS}{comment.key}/"
    form = {"treatment": "partly", "response": "A sentence was added.", "revision": "1"}
    answer = page(desk.post(address, form, follow=True))
    assert "Accepted in part" in answer
    assert "A sentence was added." in answer
    assert desk.post(address, form).status_code == 409
    give(client, **{"comment-background": "Still too short."})
    comment.refresh_from_db()
    assert (comment.treatment, comment.response, comment.treated_by) == ("", "", None)
    focal_point = client_of(make_user(Role.FOCAL_POINT))
    assert focal_point.get(COMMENTS).status_code == 404


def test_a_comment_by_telephone_is_entered_on_behalf(desk: Client, report: Report) -> None:
    ask(desk)
    row = Addressee.objects.get(state__iso2="CH")
    desk.post(f"/rounds/answers/{row.key}/on-behalf/", {"note": "They ask for a map."})
    comment = Comment.objects.get()
    assert (comment.addressee, comment.part_label, comment.text) == (
        row,
        "Whole report",
        "They ask for a map.",
    )
    row.refresh_from_db()
    assert (row.channel, row.outcome) == ("on_behalf", "answered")


def test_no_comments_are_asked_for_on_what_is_published(report: Report, editor: User) -> None:
    published = make_report(make_meeting(), status="released")
    end = timezone.now() + timedelta(days=1)
    with pytest.raises(comments.NoDraftError):
        comments.ask_for_comments(published, CommentPlan("T", end, None, is_silence=False), by=editor)


def test_an_end_in_the_past_is_an_error_at_its_field(desk: Client, report: Report) -> None:
    form = {"title": "T", "closes_on": "2026-01-01", "closes_at": "12:00", "remind_on": ""}
    answer = desk.post(f"{COMMENTS}ask/", form)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["closes_on"])


def test_the_draft_leads_to_its_comments(desk: Client, report: Report) -> None:
    assert f'href="{COMMENTS}"' in page(desk.get("/meetings/done/report"))
    assert "No comments yet." in page(desk.get(COMMENTS))
    assert Meeting.objects.get(slug="done").comment_rounds.count() == 0
