"""A State answers once: behind a link, signed in, by a colleague's link, or on its behalf."""

from datetime import timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from exchange.questions.actions import retention
from exchange.questions.models import Answer, AnswerPart, Colleague, Question
from network.rounds.models import Round
from nfp_portal.accounts.models import User
from nfp_portal.mail.models import Delivery
from tests.factories.accounts import client_of
from tests.factories.network import make_appointment, make_delegate, make_focal_point, make_person
from tests.factories.questions import ITEMS, close, give, link_of, make_open_question, row_of
from tests.factories.rounds import mailbox_of, write

pytestmark = pytest.mark.django_db


def page(response: Any) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def question(editor: User) -> Question:
    make_appointment("AT", person=make_person("AT", family_name="Gruber", languages=["de"]))
    make_appointment("PL")
    return make_open_question(editor)


def send(client: Client, link: str, **typed: str) -> Any:
    form = {"act": "send", "revision": "1", "item-1": "planned", "item-2": "", "audience": "everyone"}
    return client.post(link, form | typed)


def parts_of(code: str) -> dict[int, str]:
    rows = AnswerPart.objects.filter(answer__addressee__state__iso2=code).select_related("item")
    return {part.item.number: part.value for part in rows}


def test_letters_go_to_the_focal_points_in_their_language(question: Question) -> None:
    assert question.round is not None
    write(question.round)
    letters = {
        delivery.address: delivery.letter.subject.split(" ", 1)[0]
        for delivery in Delivery.objects.select_related("letter")
    }
    addresses = {code: mailbox_of(row_of(question, code)).address for code in ("AT", "PL")}
    assert letters == {addresses["AT"]: "Bitte", addresses["PL"]: "Please"}
    marked = Delivery.objects.get(address=addresses["AT"]).letter
    assert (marked.language, 'lang="de"' in marked.html) == ("de", True)
    text = page(Client().get(link_of(question, "AT")))
    assert "Bitte antworten Sie bis" in text
    assert ">Geplant</span>" in text
    assert "Nur das Sekretariat" in text


def test_an_answer_is_sent_in_one_form_and_changed_until_the_round_closes(
    client: Client, question: Question
) -> None:
    link = link_of(question, "AT")
    assert send(client, link).status_code == 302
    row = row_of(question, "AT")
    assert (row.outcome, row.channel, row.answered_name) == ("answered", "link", "Anna GRUBER")
    assert parts_of("AT") == {1: "planned"}
    assert "Ihre Antwort ist vermerkt" in page(client.get(link))
    send(client, f"{link}?again", revision="2", **{"item-1": "no", "item-2": "Nichts."})
    assert parts_of("AT") == {1: "no", 2: "Nichts."}
    close(question)
    assert "Diese Frage ist geschlossen" in page(client.get(link))
    assert send(client, link, revision="3", **{"item-1": "yes"}).status_code == 200
    assert parts_of("AT") == {1: "no", 2: "Nichts."}


def test_what_must_be_answered_is_named_and_what_was_typed_stays(client: Client, question: Question) -> None:
    answer = send(client, link_of(question, "AT"), **{"item-1": "maybe", "item-2": "Getippt"})
    assert answer.status_code == 422
    assert 'href="#item-1"' in page(answer)
    assert 'role="radiogroup" id="item-1" aria-describedby="item-1-error" aria-invalid="true"' in page(answer)
    assert '<p class="field__error" id="item-1-error">' in page(answer)
    assert "Getippt</textarea>" in page(answer)
    assert not row_of(question, "AT").is_answered


def test_the_draft_saves_itself_and_who_comes_second_sees_both(client: Client, question: Question) -> None:
    link = link_of(question, "AT")
    form = {"act": "save", "quiet": "on", "revision": "1", "item-1": "yes", "audience": "focal_points"}
    kept = client.post(link, form | {"item-2": "Zuerst"}).json()
    saved_at = Answer.objects.get().saved_at
    assert saved_at is not None
    assert kept == {"revision": 2, "at": f"{saved_at.astimezone(ZoneInfo('Europe/Vienna')):%H:%M}"}
    assert "Zuerst</textarea>" in page(client.get(link))
    second = {**form, "item-1": "no", "item-2": "Danach"}
    assert client.post(link, second).status_code == 409
    del second["quiet"]
    both = client.post(link, second | {"act": "send"})
    assert both.status_code == 409
    assert "Danach</textarea>" in page(both)
    assert "Zuerst" in page(both)
    assert parts_of("AT") == {1: "yes", 2: "Zuerst"}
    client.post(link, second | {"act": "send", "revision": "2"})
    assert parts_of("AT") == {1: "no", 2: "Danach"}


def test_who_comes_second_sees_another_choice_of_readers_too(client: Client, question: Question) -> None:
    link = link_of(question, "PL")
    first = {"act": "save", "revision": "1", "item-1": "yes", "item-2": "", "audience": "asking"}
    client.post(link, first)
    same = page(client.post(link, first))
    assert ("Saved meanwhile:" in same, 'name="revision" value="2"' in same) == (False, True)
    other = page(client.post(link, first | {"audience": "everyone"}))
    assert "<b>Saved meanwhile:</b> Only the Secretariat" in other
    assert 'name="audience" value="everyone" checked>' in other


def test_what_not_to_write_is_said_where_all_items_are_choices_too(client: Client, editor: User) -> None:
    make_appointment("PL")
    caution = "No case data, no personal data, nothing classified."
    numbers = []
    for items in (ITEMS, ITEMS[:1]):
        question = make_open_question(editor, items=items)
        numbers.append(page(client.get(link_of(question, "PL"))).count(caution))
    assert numbers == [1, 1]


def test_the_language_of_the_text_is_that_of_the_page_unless_another_is_chosen(
    client: Client, editor: User, question: Question
) -> None:
    link = link_of(question, "AT")
    assert '<option value="de" selected lang="de">Deutsch</option>' in page(client.get(link))
    send(client, link, **{"item-2": "Weniger Geräte"})
    assert Answer.objects.get().language == "de"
    send(client, link, revision="2", language="", **{"item-2": "Kevesebb eszköz"})
    assert Answer.objects.get().language == ""
    assert '<option value="" selected>Eine andere Sprache</option>' in page(client.get(f"{link}?again"))
    send(client, link, revision="3", language="xx", **{"item-2": "Kevesebb eszköz"})
    assert Answer.objects.get().language == ""
    choices_alone = make_open_question(editor, items=ITEMS[:1])
    assert 'name="language"' not in page(client.get(link_of(choices_alone, "PL")))


def test_a_draft_saved_late_changes_no_answer_that_was_sent(client: Client, question: Question) -> None:
    link = link_of(question, "AT")
    send(client, link)
    late = {"act": "save", "quiet": "on", "revision": "2", "item-1": "no", "audience": "everyone"}
    assert client.post(link, late).status_code == 409
    assert parts_of("AT") == {1: "planned"}


def test_nothing_to_report_is_an_answer(client: Client, question: Question) -> None:
    link = link_of(question, "AT")
    send(client, link, act="nothing")
    assert row_of(question, "AT").outcome == "nothing"
    assert "dass nichts zu berichten ist" in page(client.get(link))


def test_a_colleague_gets_a_link_to_the_same_draft(client: Client, question: Question) -> None:
    link = link_of(question, "AT")
    form = {"name": "Karl Huber", "address": "karl@example.org", "message": "Frage 2 ist für Sie."}
    client.post(f"{link}?colleague", form)
    colleague = Colleague.objects.get()
    assert (colleague.invited_by, colleague.language) == ("Anna GRUBER", "de")
    letter = Delivery.objects.get(address="karl@example.org").letter
    assert "Frage 2 ist für Sie." in letter.text
    again = form | {"message": "Auch Frage 1.", "key": str(uuid4())}
    for _click in range(2):
        client.post(f"{link}?colleague", again)
    assert Delivery.objects.filter(address="karl@example.org").count() == 2
    assert Colleague.objects.count() == 1
    own_link = "/answer/" + letter.text.partition("/answer/")[2].partition("/")[0] + "/"
    assert own_link != link
    other = Client()
    other.post(own_link, {"act": "save", "revision": "1", "item-1": "yes", "audience": "everyone"})
    assert 'name="item-1" value="yes" checked>' in page(client.get(link))
    holders = page(client.get(f"{link}?colleague"))
    assert "Karl Huber" in holders
    assert "schrieb am" in holders
    assert "?colleague" not in page(other.get(own_link))  # who was asked to help asks nobody else
    send(other, own_link, revision="2")
    assert row_of(question, "AT").answered_name == "Karl Huber"


def test_focal_points_and_the_delegation_answer_signed_in(question: Question) -> None:
    for revision, user in (("1", make_focal_point("AT")), ("2", make_delegate("AT"))):
        own = client_of(user)
        assert own.get("/questions/1/answers/AT/").status_code == 200
        assert own.get("/questions/1/answers/PL/").status_code == 404
        assert send(own, "/questions/1/answers/AT/", revision=revision).status_code == 302
        row = row_of(question, "AT")
        assert (row.channel, row.answered_by) == ("portal", user)


def test_an_answer_is_entered_on_behalf_without_showing_the_draft_of_the_state(
    client: Client, editor: User, question: Question
) -> None:
    form = {"act": "save", "revision": "1", "item-1": "no", "item-2": "Secret draft", "audience": "asking"}
    client.post(link_of(question, "AT"), form)
    desk, path = client_of(editor), "/questions/1/answers/AT/"
    row = row_of(question, "AT")
    assert desk.get(f"/rounds/answers/{row.key}/on-behalf/").headers["Location"] == path
    shown = page(desk.get(path))
    assert "Secret draft" not in shown
    assert "what you send replaces it" in shown
    nameless = send(desk, path, revision="2")
    assert nameless.status_code == 422
    assert "Secret draft" not in page(nameless)
    assert 'required aria-describedby="given_by-error" aria-invalid="true">' in page(nameless)
    assert ('id="given_by-error"' in page(nameless), 'href="#given_by"' in page(nameless)) == (True, True)
    send(desk, path, revision="2", given_by="Eva MUSTER", note="by telephone")
    row.refresh_from_db()
    assert (row.channel, row.answered_name, row.note) == ("on_behalf", "Eva MUSTER", "by telephone")
    assert parts_of("AT") == {1: "planned"}


def test_an_answer_fits_its_item(question: Question) -> None:
    answer = give(question, "AT")
    first, second = question.items.all()
    for item, value in ((first, {"text": "Yes"}), (second, {"choice": "yes"})):
        AnswerPart.objects.filter(answer=answer, item=item).delete()
        with pytest.raises(IntegrityError, match="not answered so"), transaction.atomic():
            AnswerPart.objects.create(answer=answer, item=item, **value)


def test_drafts_never_sent_go_after_the_closing_and_names_a_year_later(
    client: Client, question: Question
) -> None:
    form = {"act": "save", "revision": "1", "item-1": "yes", "audience": "everyone"}
    client.post(link_of(question, "PL"), form)
    link = link_of(question, "AT")
    helper = {"name": "Karl Huber", "address": "karl@example.org", "message": ""}
    client.post(f"{link}?colleague", helper)
    send(client, link)
    retention.purge_drafts()
    assert Answer.objects.count() == 2  # the question is open
    close(question)
    retention.purge_drafts()
    retention.purge_colleagues()
    assert [answer.saved_by for answer in Answer.objects.all()] == ["Anna GRUBER"]
    assert Colleague.objects.count() == 1
    long_ago = timezone.now() - timedelta(days=366)
    Round.objects.update(opened_at=long_ago - timedelta(days=30), closed_at=long_ago)
    retention.purge_colleagues()
    assert [answer.saved_by for answer in Answer.objects.all()] == [""]
    assert Colleague.objects.count() == 0
