"""Who approves an issue reads which texts were edited and not cleared by their States."""

from typing import Any

import pytest
from django.test import Client

from newsletter import actions
from newsletter.contributions.models import CallForContributions, Clearance
from newsletter.models import Piece
from tests.factories.accounts import client_of
from tests.factories.contributions import clearance_link, make_call, offer_by_link, sent_for_clearance
from tests.factories.network import make_appointment, make_person
from tests.factories.newsletter import make_approver, make_editor, make_issue, make_piece

pytestmark = pytest.mark.django_db


def clear(sent: Clearance) -> Any:
    return Client().post(clearance_link(sent), {"act": "clear", "text": sent.text_hash})


def page(response: Any) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def piece() -> Piece:
    """A piece of Austria that came by the link, and that an editor changed."""
    make_appointment("AT", person=make_person("AT", family_name="Gruber"))
    offered = offer_by_link(make_call("AT"), "AT", headline="Our drill", body="We held two drills.")
    return actions.change_piece(offered.pk, revision=offered.revision, by=make_editor(), body="Two drills.")


def test_who_approves_reads_which_texts_their_states_have_not_seen_as_edited(piece: Piece) -> None:
    editor, issue = make_editor(), make_issue(number=13)
    call = CallForContributions.objects.get()
    as_written = offer_by_link(call, "AT", headline="As written")
    cleared = offer_by_link(call, "AT", headline="Cleared")
    actions.change_piece(cleared.pk, revision=cleared.revision, by=editor, body="Shorter.")
    clear(sent_for_clearance(cleared, issue))
    for each in (piece, as_written, cleared, make_piece(headline="The editors' own")):
        actions.accept(each.pk, number=13, by=editor)
    actions.submit(13, by=editor)
    shown = client_of(make_approver()).get("/newsletter/issues/13/approve/")
    [uncleared] = [each for each in shown.context["approval"].sections if each.anchor == "uncleared"]
    assert (uncleared.summary, uncleared.rows) == ("text edited and not cleared", [("Austria", "Our drill")])
    assert "Their States have not seen what editors changed." in page(shown)


def test_an_issue_whose_texts_are_as_their_states_wrote_them_says_nothing_of_that(piece: Piece) -> None:
    editor, issue = make_editor(), make_issue(number=13)
    clear(sent_for_clearance(piece, issue))
    actions.accept(piece.pk, number=13, by=editor)
    actions.submit(13, by=editor)
    shown = client_of(make_approver()).get("/newsletter/issues/13/approve/")
    assert "Edited, not cleared" not in page(shown)
