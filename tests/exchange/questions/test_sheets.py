"""An answer comes back in the spreadsheet that was downloaded, is looked at, and only then is the draft."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from exchange.questions.models import Answer, AnswerPart, Question
from nfp_portal.accounts.models import User
from tests.factories.accounts import client_of
from tests.factories.network import make_appointment, make_delegate, make_focal_point, make_person
from tests.factories.questions import link_of, make_open_question, row_of

pytestmark = pytest.mark.django_db


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def question(editor: User) -> Question:
    make_appointment("AT", person=make_person("AT", family_name="Gruber", languages=["de"]))
    make_appointment("PL")
    return make_open_question(editor)


def book_of(client: Client, link: str) -> Any:
    return load_workbook(BytesIO(client.get(f"{link}?sheet=xlsx").content))


def rows_of(book: Any) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]


def upload(client: Client, link: str, book: Any, name: str = "answer.xlsx") -> Any:
    file = BytesIO()
    book.save(file)
    return client.post(f"{link}?sheet", {"file": SimpleUploadedFile(name, file.getvalue())})


def parts_of(code: str) -> dict[int, str]:
    rows = AnswerPart.objects.filter(answer__addressee__state__iso2=code).select_related("item")
    return {part.item.number: part.value for part in rows}


def fields_of(page: str) -> dict[str, str]:
    """What the button of the preview sends."""
    form = page.partition('name="act" value="')[0].rpartition("<form")[2]
    inputs = form.split('<input type="hidden" name="')[2:]
    return {name: value.partition('"')[0] for name, value in (each.split('" value="', 1) for each in inputs)}


def test_a_blank_sheet_is_filled_in_looked_at_and_put_into_the_draft(
    client: Client, question: Question
) -> None:
    link = link_of(question, "AT")
    assert f'href="{link}?sheet"' in text_of(client.get(link))
    book = book_of(client, link)
    assert rows_of(book) == [
        ["Nummer", "Frage", "Antwort", "So wird geantwortet"],
        [1, "Do you use them?", None, "Ja / Nein / Geplant / Nicht zutreffend"],
        [2, "What would you do differently?", None, "In jeder Sprache."],
        [
            "A",
            "Wer darf diese Antwort lesen?",
            "Alle Kontaktstellen",
            "Nur das Sekretariat / Alle Kontaktstellen / Alle, auch im Rundbrief",
        ],
    ]
    sheet = book.worksheets[0]
    sheet["C2"], sheet["C3"], sheet["C4"] = "planned", "Weniger Geräte", "alle, auch im rundbrief"
    preview = text_of(upload(client, link, book))
    assert ("Das steht in der Tabelle" in preview, "Geplant" in preview) == (True, True)
    assert Answer.objects.count() == 0  # nothing is written before the button
    sent = fields_of(preview)
    beside = {"language": "de", "audience": "everyone", "revision": "1"}
    assert sent == {"item-1": "planned", "item-2": "Weniger Geräte"} | beside
    assert client.post(link, sent | {"act": "save"}).status_code == 302
    assert parts_of("AT") == {1: "planned", 2: "Weniger Geräte"}
    answer = Answer.objects.get()
    assert (answer.audience, answer.language) == ("everyone", "de")


def test_the_sheet_of_a_draft_has_it_and_the_preview_says_what_it_replaces(
    client: Client, question: Question
) -> None:
    link = link_of(question, "AT")
    draft = {"act": "save", "revision": "1", "item-1": "no", "item-2": "Zuerst", "audience": "asking"}
    client.post(link, draft)
    book = book_of(client, link)
    assert [row[2] for row in rows_of(book)[1:]] == ["Nein", "Zuerst", "Nur das Sekretariat"]
    book.worksheets[0]["C2"] = "Ja"
    preview = text_of(upload(client, link, book))
    assert ("Im Entwurf: Nein" in preview, "Im Entwurf: Zuerst" in preview) == (True, False)
    client.post(link, draft | {"revision": "2", "item-2": "Inzwischen"})  # somebody else, meanwhile
    conflict = client.post(link, fields_of(preview) | {"act": "save"})
    assert (conflict.status_code, "Inzwischen" in text_of(conflict)) == (409, True)
    assert parts_of("AT") == {1: "no", 2: "Inzwischen"}


@pytest.mark.parametrize(
    ("cell", "value", "message"),
    [
        ("C2", "maybe", "Frage 1: „maybe“ ist keines von: Ja / Nein / Geplant / Nicht zutreffend."),
        ("C3", "x" * 4001, "Frage 2: Der Text hat mehr als 4000 Zeichen. Kürzen Sie ihn."),
        ("B2", "Another question?", "Frage 1 fehlt oder lautet anders. Laden Sie die Tabelle neu herunter."),
        ("A3", None, "Frage 2 fehlt oder lautet anders."),
        ("C4", "Nobody", "Wer diese Antwort lesen darf: „Nobody“ ist keines von:"),
        ("C2", "=1+1", "Frage 1: Schreiben Sie die Antwort neu, als bloßen Text."),
    ],
)
def test_an_error_says_how_to_mend_it_and_nothing_is_put_into_the_draft(
    client: Client, question: Question, cell: str, value: Any, message: str
) -> None:
    link = link_of(question, "AT")
    book = book_of(client, link)
    book.worksheets[0][cell] = value
    refused = upload(client, link, book)
    assert refused.status_code == 422
    assert message in text_of(refused)
    assert ('value="save"' in text_of(refused), Answer.objects.count()) == (False, 0)


def test_what_is_no_sheet_is_refused_in_words(client: Client, question: Question) -> None:
    link = link_of(question, "AT")
    pdf = SimpleUploadedFile("answer.pdf", b"%PDF-1.7")
    assert "Laden Sie die Tabelle als XLSX hoch." in text_of(client.post(f"{link}?sheet", {"file": pdf}))
    none: Any = client.post(f"{link}?sheet", {})
    assert none.status_code == 422


def test_choices_are_taken_in_each_language(client: Client, question: Question) -> None:
    link = link_of(question, "AT")
    for typed, value in (
        ("Да", "yes"),
        ("Prévu", "planned"),
        ("NO", "no"),
        ("Non applicabile", "not_applicable"),
    ):
        book = book_of(client, link)
        book.worksheets[0]["C2"] = typed
        assert fields_of(text_of(upload(client, link, book)))["item-1"] == value, typed


def test_readers_are_taken_in_each_language(client: Client, question: Question) -> None:
    link = link_of(question, "AT")
    for typed, value in (
        ("Только Секретариат", "asking"),
        ("Solo il Segretariato", "asking"),
        ("Todos los puntos focales", "focal_points"),
        ("everyone, also in the newsletter", "everyone"),
    ):
        book = book_of(client, link)
        book.worksheets[0]["C4"] = typed
        assert fields_of(text_of(upload(client, link, book)))["audience"] == value, typed


def test_people_of_the_state_on_the_portal_have_it_and_of_no_other(question: Question) -> None:
    path = "/questions/1/answers/AT/"
    for user in (make_focal_point("AT"), make_delegate("AT")):
        assert book_of(client_of(user), path).worksheets[0]["C1"].value == "Answer"
    assert client_of(make_focal_point("PL")).get(f"{path}?sheet=xlsx").status_code == 404


def test_editors_bring_in_a_sheet_on_behalf_without_reading_the_draft(
    client: Client, question: Question, editor: User
) -> None:
    draft = {"act": "save", "revision": "1", "item-1": "no", "item-2": "Under seal", "audience": "asking"}
    client.post(link_of(question, "AT"), draft)
    desk, path = client_of(editor), "/questions/1/answers/AT/"
    book = book_of(desk, path)
    assert [row[2] for row in rows_of(book)[1:3]] == [None, None]
    book.worksheets[0]["C2"], book.worksheets[0]["C3"] = "Yes", "By telephone"
    preview = text_of(upload(desk, path, book))
    assert ("Put it into the form" in preview, "Under seal" in preview) == (True, False)
    form = desk.post(path, fields_of(preview) | {"act": "fill"})
    assert (form.status_code, "By telephone</textarea>" in text_of(form)) == (200, True)
    assert parts_of("AT") == {1: "no", 2: "Under seal"}  # editors keep no draft
    how = {"act": "send", "given_by": "Eva MUSTER", "note": "by e-mail"}
    assert desk.post(path, fields_of(preview) | how).status_code == 302
    assert parts_of("AT") == {1: "yes", 2: "By telephone"}
    row = row_of(question, "AT")
    assert (row.channel, row.answered_name, row.note) == ("on_behalf", "Eva MUSTER", "by e-mail")


def test_a_sheet_changes_an_answer_that_was_sent_by_sending_it_again(
    client: Client, question: Question
) -> None:
    link = link_of(question, "AT")
    sent = {"act": "send", "revision": "1", "item-1": "no", "item-2": "", "audience": "everyone"}
    client.post(link, sent)
    assert f'href="{link}?sheet"' in text_of(client.get(f"{link}?again"))
    book = book_of(client, link)
    book.worksheets[0]["C2"] = "Ja"
    preview = text_of(upload(client, link, book))
    assert "Gesendet: Nein" in preview
    form = client.post(link, fields_of(preview) | {"act": "fill"})
    assert 'name="item-1" value="yes" checked>' in text_of(form)
    assert parts_of("AT") == {1: "no"}
    client.post(link, fields_of(preview) | {"act": "send"})
    assert parts_of("AT") == {1: "yes"}


def test_a_sheet_looked_at_before_somebody_else_sent_shows_both_versions(
    client: Client, question: Question
) -> None:
    link = link_of(question, "AT")
    sent = {"act": "send", "revision": "1", "item-1": "no", "item-2": "", "audience": "everyone"}
    client.post(link, sent)
    sheet = fields_of(text_of(upload(client, link, book_of(client, link)))) | {"item-1": "yes"}
    client.post(link, sent | {"revision": "2", "item-1": "planned"})
    form = text_of(client.post(link, sheet | {"act": "fill"}))
    assert 'name="revision" value="2"' in form
    conflict = client.post(link, sheet | {"act": "send"})
    assert (conflict.status_code, parts_of("AT")) == (409, {1: "planned"})
