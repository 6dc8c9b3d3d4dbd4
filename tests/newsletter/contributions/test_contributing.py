"""A State writes behind the link of a call, signed in, or by an editor; and follows what becomes of it."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from network.models import Appointment, Person
from network.rounds.models import Addressee, Outcome
from newsletter import actions
from newsletter.contributions.actions.calls import ForeignAgencyError
from newsletter.contributions.models import CallForContributions, Offering
from newsletter.models import Piece, PieceStatus
from nfp_portal.accounts.models import Role, User
from nfp_portal.front.personal import record_of
from nfp_portal.mail.models import Delivery
from tests.factories.accounts import client_of, make_user
from tests.factories.contributions import (
    encrypted,
    key_of,
    link_of,
    make_call,
    offer_by_link,
    row_of,
    word_file,
)
from tests.factories.network import make_agency, make_appointment, make_focal_point, make_person, state
from tests.factories.newsletter import make_editor, make_issue
from tests.factories.rounds import mailbox_of, write

pytestmark = pytest.mark.django_db

M02 = (
    "Pasted from Word:\vsecond visual line.\r\n\r\n"
    "•\tFirst bullet from Word\r\n•\tSecond bullet from Word\r\n\r\n"
    "A relative link: [our meetings](/meetings/) and [archive](../12/)."
)


def page(response: Any) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def call() -> CallForContributions:
    make_appointment("AT", person=make_person("AT", family_name="Gruber", languages=["de"]))
    make_appointment("PL")
    return make_call()


def send(client: Client, link: str, **typed: Any) -> Any:
    form = {
        "act": "send", "key": str(uuid4()), "revision": "1", "headline": "Drill", "body": "We tried.",
        "audience": "all", "language": "en", "agency": "", "credit": "",
    }  # fmt: skip
    return client.post(link, form | typed)


def test_letters_go_to_the_focal_points_of_the_states_asked_in_their_language(
    call: CallForContributions,
) -> None:
    write(call.round)
    subjects = sorted(each.letter.subject for each in Delivery.objects.select_related("letter"))
    assert [subject.split(" ")[0] for subject in subjects] == ["Bitte", "Please"]


def test_what_is_sent_by_the_link_is_offered_for_the_state(call: CallForContributions) -> None:
    assert send(Client(), link_of(call, "AT")).status_code == 302
    piece = Piece.objects.get()
    assert (piece.status, str(piece.state), piece.author) == (PieceStatus.OFFERED, "Austria", None)
    row = row_of(call, "AT")
    assert (row.outcome, row.channel) == (Outcome.ANSWERED, "link")


def test_bullets_and_soft_breaks_from_word_survive(call: CallForContributions) -> None:
    send(Client(), link_of(call, "AT"), body=M02)
    shown = page(Client().get(link_of(call, "AT")))
    assert "Pasted from Word:<br> second visual line." in shown
    assert "<ul> <li>First bullet from Word</li> <li>Second bullet from Word</li> </ul>" in shown


def test_a_word_file_alone_is_a_piece_with_its_first_line_as_headline(call: CallForContributions) -> None:
    text = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    file = word_file(text.format("A bridge opens") + text.format("It opened on Monday."))
    assert send(Client(), link_of(call, "AT"), headline="", body="", file=file).status_code == 302
    piece = Piece.objects.get()
    assert (piece.headline, piece.body) == ("A bridge opens", "It opened on Monday.")


def test_an_encrypted_word_file_is_refused_in_words(call: CallForContributions) -> None:
    file = encrypted(word_file("<w:p><w:r><w:t>Text.</w:t></w:r></w:p>"))
    answer = send(Client(), link_of(call, "PL"), headline="", body="", file=file)
    assert answer.status_code == 422
    assert "We cannot read this file. Paste its text instead." in page(answer)
    assert not Piece.objects.exists()


def test_a_word_file_of_one_paragraph_needs_a_headline(call: CallForContributions) -> None:
    text = "<w:p><w:r><w:t>It opened on Monday.</w:t></w:r></w:p>"
    answer = send(Client(), link_of(call, "PL"), headline="", body="", file=word_file(text))
    assert answer.status_code == 422
    assert "This field is required." in page(answer)
    assert not Piece.objects.exists()
    link = link_of(call, "PL")
    assert send(Client(), link, headline="A bridge", body="", file=word_file(text)).status_code == 302
    assert Piece.objects.get().headline == "A bridge"


def test_a_piece_is_sent_once_however_often_its_form_is(call: CallForContributions) -> None:
    key, link = str(uuid4()), link_of(call, "AT")
    assert send(Client(), link, key=key).status_code == 302
    assert send(Client(), link, key=key).status_code == 409
    assert Piece.objects.count() == 1


def test_a_state_writes_several_pieces(call: CallForContributions) -> None:
    for headline in ("One", "Two"):
        send(Client(), link_of(call, "AT"), headline=headline)
    shown = page(Client().get(link_of(call, "AT")))
    assert ("One" in shown, "Two" in shown) == (True, True)


def test_the_agencies_are_those_of_the_own_state_and_the_own_is_preselected() -> None:
    agency = make_agency("AT", name="Own Police")
    make_agency("PL", name="Foreign Guard")
    make_appointment("AT", person=make_person("AT", agency=agency))
    shown = page(Client().get(link_of(make_call("AT"), "AT")))
    assert f'<option value="{agency.pk}" selected>Own Police</option>' in shown
    assert "Foreign Guard" not in shown


def test_nothing_this_time_is_one_click_and_gives_way_to_a_text(call: CallForContributions) -> None:
    link = link_of(call, "AT")
    Client().post(link, {"act": "nothing", "key": str(uuid4()), "revision": "1"})
    assert row_of(call, "AT").outcome == Outcome.NOTHING
    send(Client(), link)
    assert row_of(call, "AT").outcome == Outcome.ANSWERED
    Client().post(link, {"act": "nothing", "key": str(uuid4()), "revision": "1"})
    assert row_of(call, "AT").outcome == Outcome.ANSWERED


def test_looking_changes_nothing(call: CallForContributions) -> None:
    link = link_of(call, "AT")
    for query in ("", "?piece=new", "?in=ru", "?piece=x"):
        Client().get(link + query)
    assert not Piece.objects.exists()
    assert Addressee.objects.exclude(outcome=Outcome.WAITING).count() == 0


def test_a_draft_saves_itself_incomplete_and_is_found_again(call: CallForContributions) -> None:
    link, key = link_of(call, "AT"), str(uuid4())
    typed = {"act": "save", "quiet": "on", "key": key, "headline": "", "body": "Half a sentence"}
    saved = send(Client(), link, **typed)
    assert saved.json()["revision"] == 1
    assert send(Client(), link, **typed | {"headline": "Begun"}).json()["revision"] == 2
    assert Piece.objects.get().status == PieceStatus.DRAFT
    assert "Begun" in page(Client().get(link))
    assert row_of(call, "AT").outcome == Outcome.WAITING


def test_a_draft_of_somebody_else_meanwhile_is_shown_and_not_lost(call: CallForContributions) -> None:
    link, key = link_of(call, "AT"), str(uuid4())
    draft = {"act": "save", "quiet": "on", "key": key}
    send(Client(), link, **draft)
    send(Client(), link, **draft, body="Theirs")
    late = send(Client(), link, key=key, body="Mine")
    assert late.status_code == 409
    assert ("Theirs" in page(late), "Mine" in page(late)) == (True, True)
    assert send(Client(), link, key=key, body="Mine", revision="2").status_code == 302
    assert Piece.objects.get().body == "Mine"


def test_a_piece_is_changed_and_withdrawn_until_it_is_accepted(call: CallForContributions) -> None:
    piece, link = offer_by_link(call, "AT"), link_of(call, "AT")
    send(Client(), link, key=key_of(piece), revision=str(piece.revision), body="Better.")
    piece.refresh_from_db()
    assert (piece.status, piece.body) == (PieceStatus.OFFERED, "Better.")
    actions.accept(piece.pk, number=make_issue().number, by=make_editor())
    piece.refresh_from_db()
    late = send(Client(), link, key=key_of(piece), revision=str(piece.revision), body="Too late.")
    assert late.status_code == 409
    assert Client().post(link, {"act": "withdraw", "key": key_of(piece)}).status_code == 409
    piece.refresh_from_db()
    assert (piece.status, piece.body) == (PieceStatus.ACCEPTED, "Better.")


def test_a_withdrawal_is_taken_back(call: CallForContributions) -> None:
    piece, link = offer_by_link(call, "AT"), link_of(call, "AT")
    for act, status in (("withdraw", PieceStatus.WITHDRAWN), ("restore", PieceStatus.OFFERED)):
        Client().post(link, {"act": act, "key": key_of(piece)})
        piece.refresh_from_db()
        assert piece.status == status


def test_another_state_neither_reads_nor_changes_a_piece(call: CallForContributions) -> None:
    piece = offer_by_link(call, "AT", headline="Austria alone")
    link = link_of(call, "PL")
    assert Client().get(f"{link}?piece={key_of(piece)}").status_code == 404
    assert "Austria alone" not in page(Client().get(link))
    for act in ("withdraw", "restore"):
        assert Client().post(link, {"act": act, "key": key_of(piece)}).status_code == 404
    assert send(Client(), link, key=key_of(piece), revision=str(piece.revision)).status_code == 404
    piece.refresh_from_db()
    assert (piece.status, piece.headline) == (PieceStatus.OFFERED, "Austria alone")


def moved(person_of: User, code: str) -> None:
    """Let a focal point speak for another State from now on."""
    person = Person.objects.get(user=person_of)
    Appointment.objects.filter(person=person).delete()
    make_appointment(code, person=person)


def test_who_changed_states_leaves_the_pieces_to_the_former_one() -> None:
    author = make_focal_point("AT")
    client, key = client_of(author), str(uuid4())
    send(client, "/newsletter/contribute/", key=key, headline="Austria alone")
    moved(author, "DE")
    agency = make_agency("DE", name="German Police")
    assert "Austria alone" not in page(client.get("/newsletter/contribute/"))
    assert client.get(f"/newsletter/contribute/?piece={key}").status_code == 404
    revision = str(Piece.objects.get().revision)
    late = {"key": key, "revision": revision, "body": "Germany’s.", "agency": str(agency.pk)}
    assert send(client, "/newsletter/contribute/", **late).status_code == 404
    assert send(client, "/newsletter/contribute/", **late, act="save", quiet="on").status_code == 409
    for act in ("withdraw", "restore"):
        assert client.post("/newsletter/contribute/", {"act": act, "key": key}).status_code == 404
    piece = Piece.objects.get()
    assert (piece.status, piece.body, piece.agency) == (PieceStatus.OFFERED, "We tried.", None)


def test_a_piece_that_got_the_by_line_of_another_state_is_no_longer_theirs(
    call: CallForContributions,
) -> None:
    piece, link = offer_by_link(call, "AT"), link_of(call, "AT")
    facts = {"state": state("PL"), "agency": None}
    changed = actions.change_piece(piece.pk, revision=piece.revision, by=make_editor(), **facts)
    assert send(Client(), link, key=key_of(piece), revision=str(changed.revision)).status_code == 404
    assert Client().post(link, {"act": "withdraw", "key": key_of(piece)}).status_code == 404
    assert Piece.objects.get().status == PieceStatus.EDITING


def test_an_agency_of_another_state_is_not_in_the_by_line(call: CallForContributions) -> None:
    with pytest.raises(ForeignAgencyError):
        offer_by_link(call, "AT", agency=make_agency("PL"))
    assert not Piece.objects.exists()


def test_a_focal_point_who_signed_in_answers_the_call_of_the_state() -> None:
    person = make_focal_point("AT")
    call = make_call()
    client = client_of(person)
    assert send(client, "/newsletter/contribute/").status_code == 302
    assert row_of(call, "AT").channel == "portal"
    assert "With the editors" in page(client.get("/newsletter/contribute/"))


def test_without_a_call_a_focal_point_writes_for_the_next_issue() -> None:
    author = make_focal_point("AT")
    send(client_of(author), "/newsletter/contribute/")
    offering = Offering.objects.select_related("piece__state").get()
    assert (offering.addressee, str(offering.piece.state)) == (None, "Austria")


def test_an_editor_enters_a_piece_on_behalf(call: CallForContributions) -> None:
    desk = client_of(make_editor())
    link = "/newsletter/call/pl/"
    assert send(desk, link).status_code == 422  # nobody is named
    assert send(desk, link, given_by="Jan Nowak", note="by e-mail").status_code == 302
    row = row_of(call, "PL")
    assert (row.channel, row.answered_name, row.note) == ("on_behalf", "Jan Nowak", "by e-mail")


def outcomes() -> list[tuple[str, str]]:
    rows = Delivery.objects.filter(letter__key__startswith="piece-").select_related("letter").order_by("pk")
    return [(each.letter.subject, each.state) for each in rows]


def test_the_contributor_reads_the_outcome_with_its_reason_in_the_own_language(
    call: CallForContributions,
) -> None:
    piece = offer_by_link(call, "AT", headline="Unser Beitrag")
    actions.hold_over(piece.pk, reason="No room in this issue.", by=make_editor())
    delivery = Delivery.objects.select_related("letter").get(letter__key__startswith="piece-")
    assert "No room in this issue." in delivery.letter.text
    assert delivery.letter.language == "de"
    assert "No room in this issue." in page(Client().get(link_of(call, "AT")))


def test_a_decision_that_is_taken_back_at_once_is_written_to_nobody(call: CallForContributions) -> None:
    piece, editor = offer_by_link(call, "PL"), make_editor()
    declined = actions.decline(piece.pk, reason="In the press.", by=editor)
    actions.undo_step(piece.pk, revision=declined.revision, by=editor)
    assert outcomes() == [("Your text is not printed", "withdrawn")]
    actions.accept(piece.pk, number=make_issue().number, by=editor)
    assert outcomes()[1] == ("Your text will be printed", "waiting")


@pytest.mark.parametrize("is_signed_in", [False, True])
def test_an_editor_does_not_take_back_what_a_state_wrote(
    call: CallForContributions, *, is_signed_in: bool
) -> None:
    piece = offer_by_link(call, "AT", body="First.")
    client = client_of(make_focal_point("AT")) if is_signed_in else Client()
    link = "/newsletter/contribute/" if is_signed_in else link_of(call, "AT")
    newer = {"key": key_of(piece), "revision": str(piece.revision), "body": "Newer."}
    assert send(client, link, **newer).status_code == 302
    piece.refresh_from_db()
    desk, address = client_of(make_editor()), f"/newsletter/contributions/{piece.pk}/"
    assert "Undo this change" not in page(desk.get(address))
    desk.post(f"{address}undo/{piece.revision}/")
    assert Piece.objects.get().body == "Newer."
    actions.change_piece(piece.pk, revision=piece.revision, by=make_editor(), body="Edited.")
    assert "Undo this change" in page(desk.get(address))


def test_who_is_signed_in_is_notified_by_account() -> None:
    author: User = make_focal_point("AT")
    send(client_of(author), "/newsletter/contribute/")
    actions.decline(Piece.objects.get().pk, reason="In the press.", by=make_editor())
    assert Delivery.objects.get(letter__key__startswith="piece-").address == author.email


def test_the_page_costs_as_many_queries_for_one_piece_as_for_ten(
    call: CallForContributions, django_assert_max_num_queries: Any
) -> None:
    def cost() -> int:
        with django_assert_max_num_queries(40) as captured:
            Client().get(link_of(call, "AT"))
        return len(captured)

    offer_by_link(call, "AT")
    one = cost()
    for _more in range(9):
        offer_by_link(call, "AT")
    assert cost() == one


def test_a_partner_contributes_nothing() -> None:
    assert client_of(make_user(Role.PARTNER)).get("/newsletter/contribute/").status_code == 404


def test_what_was_offered_by_a_link_is_in_the_export_of_the_person(call: CallForContributions) -> None:
    offer_by_link(call, "AT", headline="By the link")
    address = mailbox_of(row_of(call, "AT")).address
    assert [row["headline"] for row in record_of(address)["contributions"]] == ["By the link"]
