"""A text that its State has not answered about in time is the turn of the editors."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from network.rounds.kinds import Step
from network.rounds.models import Round
from newsletter import actions
from newsletter.contributions.letters import call_letter
from newsletter.contributions.models import CLEARANCE, Clearance
from newsletter.models import Piece
from nfp_portal.accounts.models import User
from nfp_portal.turns.listing import turns_for
from tests.factories.contributions import (
    clearance_link,
    link_of,
    make_call,
    offer_by_link,
    sent_for_clearance,
)
from tests.factories.network import make_appointment, make_person
from tests.factories.newsletter import make_approver, make_editor
from tests.factories.rounds import write

pytestmark = pytest.mark.django_db

VERB = "Ask again about “Our drill”, or hold it over"


@pytest.fixture
def piece() -> Piece:
    make_appointment("AT", person=make_person("AT", family_name="Gruber"))
    return offer_by_link(
        make_call("AT"), "AT", headline="Our drill", body="See [No. 12](../12/) and [us](/meetings/)."
    )


@pytest.fixture
def sent(piece: Piece) -> Clearance:
    return sent_for_clearance(piece)


def let_it_be_due(days_ago: int) -> None:
    now = timezone.now()
    Round.objects.filter(kind=CLEARANCE).update(
        opened_at=now - timedelta(days=days_ago + 7), closes_at=now - timedelta(days=days_ago)
    )


def verbs_of(user: User) -> list[str]:
    return [turn.item.verb for turn in turns_for(user).shown]


def test_an_overdue_clearance_is_the_turn_of_editors_until_the_state_answers(sent: Clearance) -> None:
    editor = make_editor()
    assert VERB not in verbs_of(editor)
    let_it_be_due(2)
    [turn] = [each for each in turns_for(editor).shown if each.item.verb == VERB]
    assert turn.item.about == "Austria has not said whether it is OK to print"
    assert turn.item.url == f"/newsletter/contributions/{sent.piece_id}/"
    assert turn.is_overdue
    assert VERB not in verbs_of(make_approver())
    Client().post(clearance_link(sent), {"act": "clear", "text": sent.text_hash})
    assert VERB not in verbs_of(editor)


def test_an_overdue_text_that_was_held_over_is_nobodys_turn(sent: Clearance) -> None:
    let_it_be_due(2)
    editor = make_editor()
    actions.hold_over(sent.piece_id, reason="Later.", by=editor)
    assert VERB not in verbs_of(editor)


# Links --------------------------------------------------------------------------------------------


def test_links_of_a_piece_lead_where_they_lead_in_an_issue(sent: Clearance) -> None:
    write(sent.addressee.round)
    page = Client().get(clearance_link(sent)).content.decode()
    assert f'href="{settings.SITE_URL}/newsletter/12/"' in page
    assert f'href="{settings.SITE_URL}/meetings/"' in page
    assert 'href="../12/"' not in page


def test_a_call_keeps_its_lines_in_the_letter_and_fills_no_slot() -> None:
    make_appointment("AT", person=make_person("AT"))
    call = make_call("AT", text="Write what worked {{link}}:\n\n- half a page\n- a picture")
    letter = call_letter(call, call.round, Step.ASK, "en")
    assert "\n- half a page\n- a picture\n" in letter.text
    assert "- half a page<br>- a picture<" in letter.html.replace("<br />", "<br>")
    assert "worked {{" not in letter.text + letter.html


def test_links_of_a_call_are_whole_in_its_letter_and_behind_its_link() -> None:
    make_appointment("AT", person=make_person("AT"))
    call = make_call("AT", text="Write about [the course](/meetings/course/).")
    whole = f"{settings.SITE_URL}/meetings/course/"
    assert whole in call_letter(call, call.round, Step.ASK, "en").text
    assert f'href="{whole}"' in Client().get(link_of(call, "AT")).content.decode()


@pytest.mark.parametrize("stray", ["", ".", ")", ">", "%3E", "%253E", "=", "/.", "/)", "/%3E", "/>.", "…"])
def test_a_link_of_a_round_with_a_stray_character_at_its_end_still_opens(sent: Clearance, stray: str) -> None:
    page = Client().get(clearance_link(sent).rstrip("/") + stray)
    assert (page.status_code, "Our drill" in page.content.decode()) == (200, True)
