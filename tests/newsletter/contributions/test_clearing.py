"""The edited text goes back to its State; what is cleared is printed, and nothing else."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from network.rounds.actions.answers import BY_LINK, NoLongerAskedError
from network.rounds.actions.letters import reminder_on, send_step
from network.rounds.models import Addressee, Round
from newsletter import actions
from newsletter.contributions.actions import clearance as clearing
from newsletter.contributions.models import CallForContributions, Clearance, Verdict
from newsletter.models import Issue, Piece, PieceStatus
from nfp_portal.accounts.models import User
from nfp_portal.mail.models import Delivery
from nfp_portal.revisions.stale import StaleError
from tests.at_once import at_once
from tests.factories.accounts import client_of
from tests.factories.contributions import (
    clearance_link,
    key_of,
    link_of,
    make_call,
    offer_by_link,
    sent_for_clearance,
)
from tests.factories.network import make_appointment, make_delegate, make_focal_point, make_person, state
from tests.factories.newsletter import make_editor, make_issue, make_piece
from tests.factories.rounds import mailbox_of, write

pytestmark = pytest.mark.django_db

OWN = "In the framework of our plan, we conducted two drills.\n\n- the duty officer is the bottleneck"
EDITED = (
    "This autumn we held two drills.\n\n- the duty officer is the bottleneck\n"
    "- somebody must say when it ends"
)


def page(response: Any) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def piece() -> Piece:
    """A piece of Austria that came by the link, and that an editor changed."""
    make_appointment("AT", person=make_person("AT", family_name="Gruber"))
    offered = offer_by_link(make_call("AT"), "AT", headline="Our drill", body=OWN)
    return actions.change_piece(offered.pk, revision=offered.revision, by=make_editor(), body=EDITED)


@pytest.fixture
def sent(piece: Piece) -> Clearance:
    return sent_for_clearance(piece, make_issue(number=13), remark="We left out the plan.")


def fresh(piece: Piece) -> Piece:
    return Piece.objects.get(pk=piece.pk)


def clear(sent: Clearance, **typed: str) -> Any:
    return Client().post(clearance_link(sent), {"act": "clear", "text": sent.text_hash} | typed)


def test_the_page_asks_one_question_and_shows_what_changed(sent: Clearance) -> None:
    shown = page(Client().get(clearance_link(sent)))
    assert "<h1>Is this text OK to print?</h1>" in shown
    assert "We left out the plan." in shown
    assert '<del><span class="visually-hidden">left out: </span>' in shown
    assert (
        '<li><ins><span class="visually-hidden">added: </span>somebody must say when it ends</ins></li>'
        in shown
    )
    assert "<li>the duty officer is the bottleneck</li>" in shown


@pytest.mark.parametrize(
    ("view", "own", "edited"), [("changes", True, True), ("edited", False, True), ("own", True, False)]
)
def test_the_text_is_read_in_three_views(sent: Clearance, view: str, *, own: bool, edited: bool) -> None:
    shown = page(Client().get(f"{clearance_link(sent)}?view={view}"))
    assert ("In the framework" in shown, "This autumn" in shown) == (own, edited)


def test_ok_by_link_clears_exactly_this_text_in_two_steps(piece: Piece, sent: Clearance) -> None:
    link = clearance_link(sent)
    assert Client().get(link).status_code == 200
    assert clear(sent).status_code == 302
    cleared = fresh(piece)
    assert (cleared.status, cleared.cleared_hash) == (PieceStatus.CLEARED, sent.text_hash)
    shown = page(Client().get(link))
    assert "Printed exactly so." in shown
    assert "<h1>Cleared by you</h1>" in shown


def test_looking_changes_nothing(piece: Piece, sent: Clearance) -> None:
    for query in ("", "?view=own", "?change", "?withdraw", "?in=fr"):
        for _time in range(20):
            assert Client().get(clearance_link(sent) + query).status_code == 200
    assert (fresh(piece).status, Clearance.objects.get().verdict) == (PieceStatus.CLEARANCE, Verdict.WAITING)


def test_another_text_than_the_one_shown_is_not_cleared(piece: Piece, sent: Clearance) -> None:
    answer = clear(sent, text="0" * 64)
    assert answer.status_code == 409
    assert "the text changed meanwhile" in page(answer)
    assert fresh(piece).status == PieceStatus.CLEARANCE


def test_while_the_editors_change_it_again_nothing_can_be_cleared(piece: Piece, sent: Clearance) -> None:
    current = fresh(piece)
    actions.change_piece(piece.pk, revision=current.revision, by=make_editor(), body="Newest.")
    link = clearance_link(sent)
    assert "The editors change this text once more, and ask you again." in page(Client().get(link))
    assert clear(sent).status_code == 409
    assert fresh(piece).status == PieceStatus.EDITING


def test_a_newer_text_takes_the_place_of_the_older_behind_the_same_link(
    piece: Piece, sent: Clearance
) -> None:
    write(sent.addressee.round)
    link = clearance_link(sent)
    current = fresh(piece)
    actions.change_piece(piece.pk, revision=current.revision, by=make_editor(), body="Newest.")
    issue_number = int(sent.addressee.round.scope.removeprefix("issue-"))
    newest = clearing.send_for_clearance(
        piece.pk,
        clearing.Sending(issue_number, timezone.localdate()),
        revision=fresh(piece).revision,
        by=make_editor(),
    )
    shown = page(Client().get(link))
    assert "This is the newest text" in shown
    assert "Newest." in shown
    assert clear(sent).status_code == 409  # the form of the older text
    assert clear(newest).status_code == 302
    assert Round.objects.of_kind("clearance").count() == 1
    letters = Delivery.objects.filter(letter__key__contains="ask").exclude(
        letter__subject__startswith="Please write"
    )
    assert letters.count() == 2


def test_a_change_by_the_state_returns_to_the_editors_and_needs_another_clearance(
    piece: Piece, sent: Clearance
) -> None:
    form = {
        "act": "change",
        "text": sent.text_hash,
        "headline": "Our drill",
        "body": "We held two.",
        "reply": "So.",
    }
    assert Client().post(clearance_link(sent), form).status_code == 302
    changed = fresh(piece)
    assert (changed.status, changed.body) == (PieceStatus.CHANGED, "We held two.")
    desk = page(client_of(make_editor()).get(f"/newsletter/contributions/{piece.pk}/"))
    assert "changed by the State" in desk
    assert "So." in desk
    with pytest.raises(actions.NotClearedError):
        actions.accept(piece.pk, number=13, by=make_editor())
    again = sent_for_clearance(piece, make_issue(number=14))
    assert again.own.body == "We held two."
    assert clear(again).status_code == 302
    assert fresh(piece).status == PieceStatus.CLEARED


def test_a_withdrawal_is_asked_once_and_taken_back_while_it_is_in_no_issue(
    piece: Piece, sent: Clearance
) -> None:
    link = clearance_link(sent)
    assert "Withdraw this text?" in page(Client().get(f"{link}?withdraw"))
    Client().post(link, {"act": "withdraw"})
    assert fresh(piece).status == PieceStatus.WITHDRAWN
    Client().post(link, {"act": "undo"})
    assert fresh(piece).status == PieceStatus.CLEARANCE
    assert clear(sent).status_code == 302


def test_a_cleared_text_is_withdrawn_until_it_is_in_an_issue(piece: Piece, sent: Clearance) -> None:
    clear(sent)
    link = clearance_link(sent)
    Client().post(link, {"act": "withdraw"})
    assert fresh(piece).status == PieceStatus.WITHDRAWN
    Client().post(link, {"act": "undo"})
    assert fresh(piece).status == PieceStatus.CLEARED
    actions.accept(piece.pk, number=13, by=make_editor())
    assert Client().post(link, {"act": "withdraw"}).status_code == 409
    assert fresh(piece).status == PieceStatus.ACCEPTED
    assert "Accepted: No. 13" in page(Client().get(link))


def sent_to_germany(piece: Piece, sent: Clearance) -> Clearance:
    """The same text under the by-line of Germany, sent again."""
    current = fresh(piece)
    facts = {"state": state("DE"), "agency": None}
    actions.change_piece(piece.pk, revision=current.revision, by=make_editor(), **facts)
    return sent_for_clearance(piece, Issue.objects.get(number=13))


ACTS = ("clear", "change", "withdraw", "undo")


@pytest.mark.parametrize("act", ACTS)
def test_a_state_whose_by_line_it_no_longer_is_does_nothing_to_a_piece(
    piece: Piece, sent: Clearance, act: str
) -> None:
    newer, link = sent_to_germany(piece, sent), clearance_link(sent)
    typed = {"act": act, "text": sent.text_hash, "headline": "Austria’s", "body": "Rewritten."}
    assert Client().post(link, typed).status_code == 409
    after = fresh(piece)
    assert (after.status, after.body, after.cleared_hash) == (PieceStatus.CLEARANCE, EDITED, "")
    shown = page(Client().get(link))
    for button in ("OK to print</button>", "Withdraw", "Undo"):
        assert button not in shown
    assert list(Clearance.objects.outstanding()) == [newer]


@pytest.mark.parametrize("act", ACTS)
def test_a_state_that_answered_before_does_nothing_under_another_by_line(
    piece: Piece, sent: Clearance, act: str
) -> None:
    clear(sent)
    sent_to_germany(piece, sent)
    typed = {"act": act, "text": sent.text_hash, "headline": "Austria’s", "body": "Rewritten."}
    assert Client().post(clearance_link(sent), typed).status_code == 409
    after = fresh(piece)
    assert (after.status, after.body, after.cleared_hash) == (PieceStatus.CLEARANCE, EDITED, "")


def test_nobody_is_reminded_of_a_text_that_another_state_is_asked_about(
    piece: Piece, sent: Clearance
) -> None:
    make_appointment("DE", person=make_person("DE"))
    newer = sent_to_germany(piece, sent)
    write(sent.addressee.round)
    Delivery.objects.update(state="sent")
    reminded = send_step(sent.addressee.round.key, reminder_on(timezone.localdate()), lambda *_facts: None)
    assert reminded == 1
    [letter] = Delivery.objects.exclude(state="sent")
    assert letter.address == mailbox_of(newer.addressee).address


def test_a_text_that_the_editors_are_changing_is_not_withdrawn_by_the_link(
    piece: Piece, sent: Clearance
) -> None:
    current = fresh(piece)
    actions.change_piece(piece.pk, revision=current.revision, by=make_editor(), body="Newest.")
    assert Client().post(clearance_link(sent), {"act": "withdraw"}).status_code == 409
    assert fresh(piece).status == PieceStatus.EDITING


def test_a_text_withdrawn_by_the_link_of_the_call_is_no_longer_asked_about(
    piece: Piece, sent: Clearance
) -> None:
    call, link = CallForContributions.objects.get(), clearance_link(sent)
    typed = {"key": key_of(piece), "name": "Eva Gruber"}
    assert Client().post(link_of(call, "AT"), typed | {"act": "withdraw"}).status_code == 302
    assert (fresh(piece).status, Clearance.objects.get().verdict) == (
        PieceStatus.WITHDRAWN,
        Verdict.WITHDRAWN,
    )
    assert Client().post(link, {"act": "undo"}).status_code == 302
    assert (fresh(piece).status, Clearance.objects.get().verdict) == (PieceStatus.CLEARANCE, Verdict.WAITING)
    for act, status in (("withdraw", PieceStatus.WITHDRAWN), ("restore", PieceStatus.CLEARANCE)):
        Client().post(link_of(call, "AT"), typed | {"act": act})
        assert fresh(piece).status == status
    assert clear(sent).status_code == 302


def test_a_text_without_one_of_its_own_is_shown_alone() -> None:
    make_appointment("AT", person=make_person("AT"))
    by_editors = sent_for_clearance(make_piece(state=state("AT"), agency=None, body="By the editors."))
    for query in ("", "?view=own", "?view=changes"):
        shown = page(Client().get(clearance_link(by_editors) + query))
        assert ("By the editors." in shown, "Your text" in shown) == (True, False)


def test_silence_is_no_consent(piece: Piece, sent: Clearance) -> None:
    Round.objects.filter(pk=sent.addressee.round_id).update(
        opened_at=timezone.now() - timedelta(days=9), closes_at=timezone.now() - timedelta(days=1)
    )
    assert fresh(piece).status == PieceStatus.CLEARANCE
    with pytest.raises(actions.NotNowError):
        actions.accept(piece.pk, number=13, by=make_editor())


def test_only_the_silent_are_reminded(piece: Piece, sent: Clearance) -> None:
    other = sent_for_clearance(offer_by_link(make_call("AT"), "AT"), None)
    row = sent.addressee
    write(row.round)
    Delivery.objects.update(state="sent")
    day = reminder_on(timezone.localdate())
    clear(sent)
    assert send_step(row.round.key, day, lambda *_facts: None) == 0
    assert send_step(other.addressee.round.key, day, lambda *_facts: None) == 1


def test_a_piece_that_is_declined_meanwhile_says_why(piece: Piece, sent: Clearance) -> None:
    actions.decline(piece.pk, reason="It was in the press.", by=make_editor())
    shown = page(Client().get(clearance_link(sent)))
    assert "It was in the press." in shown
    assert "OK to print</button>" not in shown


def test_people_of_the_state_clear_on_the_portal_and_others_do_not(piece: Piece, sent: Clearance) -> None:
    address = f"/newsletter/clearance/{sent.addressee.key}/"
    for stranger in (make_focal_point("PL"), make_delegate("PL")):
        assert client_of(stranger).get(address).status_code == 404
        assert client_of(stranger).post(address, {"act": "clear", "text": sent.text_hash}).status_code == 404
    form = {"act": "clear", "text": sent.text_hash}
    assert client_of(make_focal_point("AT")).post(address, form).status_code == 302
    assert Addressee.objects.get(pk=sent.addressee_id).channel == "portal"


def test_an_editor_records_the_ok_of_a_state_with_who_gave_it(piece: Piece, sent: Clearance) -> None:
    address = f"/newsletter/clearance/{sent.addressee.key}/"
    desk, form = client_of(make_editor()), {"act": "clear", "text": sent.text_hash}
    assert desk.post(address, form).status_code == 422
    assert desk.post(address, form | {"given_by": "Eva Muster", "note": "by telephone"}).status_code == 302
    row = Addressee.objects.get(pk=sent.addressee_id)
    assert (row.channel, row.answered_name) == ("on_behalf", "Eva Muster")


def test_a_piece_without_a_by_line_is_sent_to_nobody() -> None:
    piece = make_piece(state=None, agency=None)
    with pytest.raises(clearing.NobodyClearsError):
        sent_for_clearance(piece)


def test_pieces_of_one_issue_are_cleared_in_one_round() -> None:
    make_appointment("AT", person=make_person("AT"))
    issue = make_issue(number=20)
    for _time in range(2):
        sent_for_clearance(make_piece(), issue)
    [opened] = Round.objects.of_kind("clearance")
    assert (opened.scope, opened.addressees.count()) == ("issue-20", 2)


def test_the_contributor_finds_the_edited_text_from_the_link_of_the_call(
    piece: Piece, sent: Clearance
) -> None:
    write(sent.addressee.round)
    call = make_call("AT")
    assert clearance_link(sent) not in page(Client().get(link_of(call, "AT")))
    of_piece = CallForContributions.objects.get(round__addressees__offerings__piece=piece)
    shown = page(Client().get(link_of(of_piece, "AT")))
    assert clearance_link(sent) in shown


@pytest.mark.django_db(transaction=True)
def test_clearing_and_editing_at_once_never_leave_a_cleared_text_that_differs(
    piece: Piece, sent: Clearance
) -> None:
    current = fresh(piece)
    editor = make_editor()

    def edit() -> None:
        actions.change_piece(piece.pk, revision=current.revision, by=editor, body="Other.")

    def accept() -> None:
        clearing.clear(sent.addressee.key, text_hash=sent.text_hash, given=BY_LINK)

    refusals = (StaleError, clearing.TextReplacedError, NoLongerAskedError)
    at_once(edit, accept, refusals=refusals)
    after = fresh(piece)
    assert (after.status, after.cleared_hash) in {
        (PieceStatus.EDITING, ""),
        (PieceStatus.CLEARED, sent.text_hash),
    }
    assert (after.body == "Other.") == (after.status == PieceStatus.EDITING)


@pytest.mark.django_db(transaction=True)
def test_first_texts_that_are_sent_at_once_are_cleared_in_one_round() -> None:
    make_appointment("AT", person=make_person("AT"))
    issue, editors = make_issue(number=20), [make_editor() for _time in range(3)]
    pieces = [make_piece() for _time in editors]

    def send(piece: Piece, editor: User) -> Clearance:
        sending = clearing.Sending(issue.number, timezone.localdate() + timedelta(days=7))
        return clearing.send_for_clearance(piece.pk, sending, revision=piece.revision, by=editor)

    pairs = zip(pieces, editors, strict=True)
    ends = at_once(*(partial(send, *pair) for pair in pairs), refusals=())
    assert [type(end) for end in ends] == [Clearance] * 3
    assert Round.objects.of_kind("clearance").get().addressees.count() == 3
