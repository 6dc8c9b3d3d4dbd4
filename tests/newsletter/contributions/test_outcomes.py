"""Who wrote a text, and the State it is printed in the name of, learn what became of it."""

import pytest

from newsletter import actions
from newsletter.models import Piece
from nfp_portal.mail.models import Delivery
from tests.factories.contributions import make_call, offer_by_link
from tests.factories.network import make_appointment, make_person, state
from tests.factories.newsletter import make_editor, make_issue

pytestmark = pytest.mark.django_db


@pytest.fixture
def piece() -> Piece:
    """A piece of Austria that editors gave to Poland."""
    for code, address in (("AT", "anna@example.org"), ("PL", "piotr@example.org")):
        make_appointment(code, person=make_person(code, email=address))
    offered = offer_by_link(make_call("AT"), "AT", headline="Joint patrols")
    return actions.change_piece(
        offered.pk, revision=offered.revision, state=state("PL"), agency=None, by=make_editor()
    )


def letters() -> dict[str, tuple[str, str]]:
    """The subject and the text of what waits, by address."""
    rows = Delivery.objects.open().filter(letter__key__startswith="piece-").select_related("letter")
    return {each.address: (each.letter.subject, each.letter.text) for each in rows}


def test_who_wrote_it_and_the_state_it_is_given_to_are_both_notified(piece: Piece) -> None:
    actions.accept(piece.pk, number=make_issue().number, by=make_editor())
    mails = letters()
    assert {address: subject for address, (subject, _text) in mails.items()} == {
        "anna@example.org": "Your text will be printed",
        "piotr@example.org": "A text in the name of your State will be printed",
    }
    assert all("By-line: Poland" in text for _subject, text in mails.values())
    assert "/answer/" in mails["anna@example.org"][1]
    assert "/answer/" not in mails["piotr@example.org"][1]


def test_a_state_that_never_had_it_is_not_told_that_it_is_declined(piece: Piece) -> None:
    actions.decline(piece.pk, reason="Too late.", by=make_editor())
    assert [subject for subject, _text in letters().values()] == ["Your text is not printed"]


def test_what_is_taken_back_in_time_is_written_to_neither(piece: Piece) -> None:
    actions.accept(piece.pk, number=make_issue().number, by=make_editor())
    actions.put_back(piece.pk, by=make_editor())
    assert letters() == {}


def test_a_text_of_ones_own_state_names_no_by_line(piece: Piece) -> None:
    actions.change_piece(piece.pk, revision=piece.revision, state=state("AT"), by=make_editor())
    actions.accept(piece.pk, number=make_issue().number, by=make_editor())
    [(subject, text)] = letters().values()
    assert (subject, "By-line" in text) == ("Your text will be printed", False)
