"""A question from the asking to its PDF, with a real worker and real mail."""

import re
from email.message import EmailMessage
from io import BytesIO
from time import monotonic, sleep
from uuid import uuid4

import pytest
from django.test import Client
from openpyxl import load_workbook

from exchange.questions.models import Question
from network.models import State
from nfp_portal.accounts.models import User
from tests.factories.accounts import client_of
from tests.factories.network import make_appointment, make_focal_point, make_person
from tests.mailbox import Mailbox
from tests.printed import text_of_pdf
from tests.worker import Worker

pytestmark = pytest.mark.django_db(transaction=True)

SECRET = "Under seal"
RUSSIAN = {"KZ": "Мы начали бы с десяти.", "KG": "Нужны приборы для гор.", "TJ": "Нужна защита от пыли."}
# In protocol order, with the two that the secretariat enters and the one that a colleague sends.
ANSWERED = [
    *("AL", "DE", "AT", "AZ", "BE", "BA", "HR", "ES", "EE", "GE", "HU", "IT", "KZ", "KG", "LV", "LT"),
    *("MD", "PL", "RO", "RS", "TJ", "UA"),
]
ON_BEHALF = {"BA": "by telephone", "MD": ""}
BY_COLLEAGUE, FOR_ASKER = "LV", "AZ"
NOTHING = ("AD", "LI", "MC", "SM", "VA")
OTHERS = (
    "Albania, Germany, Austria, Belgium, Bosnia and Herzegovina, Croatia, Spain, Estonia, Georgia, Hungary,"
    " Italy, Kazakhstan, Kyrgyzstan, Latvia, Lithuania, Moldova, Poland, Romania, Serbia, Tajikistan"
    " and Ukraine"
)
ALL = OTHERS.replace("Austria, ", "Austria, Azerbaijan, ")


def link_in(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    token = str(body.get_content()).partition("/answer/")[2].partition("/")[0]
    return f"/answer/{token}/"


def letters(mailbox: Mailbox, beginning: str, count: int) -> dict[str, EmailMessage]:
    """Wait until so many messages have come whose subject begins so; give them by address."""
    deadline = monotonic() + 90
    while True:
        matching = {
            str(each["To"]): each for each in mailbox.messages() if str(each["Subject"]).startswith(beginning)
        }
        if len(matching) >= count:
            return matching
        assert monotonic() < deadline, f"{len(matching)} of {count}"
        sleep(0.5)


def ask_all(editor: Client, approver: Client) -> Question:
    form = {
        "key": str(uuid4()), "revision": "1", "title": "Mobile readers", "background": "Before we buy some.",
        "weeks": "3", "audience": "all", "states": [state.iso2 for state in State.objects.participating()],
        "item-0-text": "Do you use them?", "item-0-kind": "choice",
        "item-1-text": "What would you do differently?", "item-1-kind": "text", "item-1-is_optional": "on",
        "act": "save",
    }  # fmt: skip
    editor.post("/questions/ask/", form)
    question = Question.objects.get()
    editor.post(f"/questions/drafts/{question.key}/submit/")
    approver.post(f"/questions/drafts/{question.key}/check/", {"decision": "approve", "fingerprint": "1"})
    return Question.objects.select_related("round").get()


def answer(client: Client, path: str, code: str, **typed: str) -> None:
    text = RUSSIAN.get(code, f"From {code}")
    form = {"act": "send", "revision": "1", "item-1": "yes", "item-2": text, "audience": "focal_points"}
    assert client.post(path, form | typed).status_code == 302


def pdf_of(client: Client) -> str:
    deadline = monotonic() + 60
    while (made := client.get("/questions/1.pdf")).status_code == 202:
        assert monotonic() < deadline
        sleep(0.5)
    return text_of_pdf(made.getvalue())


def code_of(address: str) -> str:
    return address.partition("@")[0][-2:].upper()


def give_answers(desk: Client, links: dict[str, str], mailbox: Mailbox) -> None:
    anybody = Client()
    for code, note in ON_BEHALF.items():
        answer(desk, f"/questions/1/answers/{code}/", code, given_by="Eva MUSTER", note=note)
    helper = {"name": "Karl Helfer", "address": "karl@example.org", "message": "Please."}
    anybody.post(f"{links[BY_COLLEAGUE]}?colleague", helper)
    [letter] = letters(mailbox, "Anna", 1).values()
    answer(anybody, link_in(letter), BY_COLLEAGUE)
    answer(anybody, links[FOR_ASKER], FOR_ASKER, **{"item-2": SECRET, "audience": "asking"})
    for code in set(ANSWERED) - {*ON_BEHALF, BY_COLLEAGUE, FOR_ASKER}:
        answer(anybody, links[code], code)
    for code in NOTHING:
        answer(anybody, links[code], code, act="nothing")


def expect_senders(reader: Client) -> None:
    """Expect beside each State on the page who sent its answer, and how it came where that is said."""
    page = " ".join(reader.get("/questions/1/").content.decode().split())
    named = re.findall(r'<tr id="state-(\w\w)">.*?<span class="answers__by">(.*?)</span>', page)
    by_focal_points = {code: f"Anna MUSTER{code}" for code in ANSWERED if code != FOR_ASKER}
    assert dict(named) == by_focal_points | {
        "BA": "Eva MUSTER, by telephone",
        "MD": "Eva MUSTER, entered by the secretariat",
        BY_COLLEAGUE: "Karl Helfer",
    }


def expect_ways(desk: Client, board: str) -> None:
    """Expect in the closing report by which way each answer came."""
    book = load_workbook(BytesIO(desk.get(f"{board}report.xlsx").content))
    rows = {str(row[1].value): [str(cell.value) for cell in row] for row in book.worksheets[0].iter_rows()}
    entered = {code for code, row in rows.items() if "entered by the secretariat" in row}
    by_link = {code for code, row in rows.items() if "by the link" in row}
    assert (entered, by_link) == (set(ON_BEHALF), {*ANSWERED, *NOTHING} - set(ON_BEHALF))
    assert "by telephone" in rows["BA"]


def expect_files(reader: Client, desk: Client) -> None:
    """Expect sentence and answers in the PDF and the sheet, and what is for the asker in its PDF alone."""
    shared, whole = pdf_of(reader), pdf_of(desk)
    nothing = "Nothing to report: 5 States."
    assert f"Responses from {OTHERS} (21 in total). {nothing} No answer that you may read: 31." in shared
    assert f"Responses from {ALL} (22 in total). {nothing} No answer: 30." in whole
    assert [text for text in RUSSIAN.values() if text not in shared] == []
    assert (SECRET in shared, SECRET in whole) == (False, True)
    book = load_workbook(BytesIO(reader.get("/questions/1.xlsx").content))
    rows = [[str(cell.value) for cell in row] for row in book.worksheets[0].iter_rows(min_row=2)]
    assert [row[0] for row in rows] == [code for code in ANSWERED if code != FOR_ASKER]


def test_57_are_asked_22_answer_5_have_nothing_and_30_are_reminded(
    worker: Worker, mailbox: Mailbox, editor: User, approver: User
) -> None:
    for state in State.objects.participating():
        languages = ["ru"] if state.iso2 in RUSSIAN else ["en"]
        address = f"{state.iso2.lower()}@example.org"
        person = {"family_name": f"Muster{state.iso2}", "email": address, "languages": languages}
        make_appointment(state.iso2, person=make_person(state.iso2, **person))
    desk = client_of(editor)
    question = ask_all(desk, client_of(approver))
    assert question.round is not None
    board = f"/rounds/{question.round.key}/"
    written = letters(mailbox, "Please answer by", 54) | letters(mailbox, "Просим ответить", 3)
    links = {code_of(address): link_in(letter) for address, letter in written.items()}
    assert len(links) == 57
    give_answers(desk, links, mailbox)
    desk.post(f"{board}remind/")
    reminded = letters(mailbox, "Reminder, please answer by", 30)
    assert {code_of(address) for address in reminded} == set(links) - {*ANSWERED, *NOTHING}
    desk.post(f"{board}close/")
    reader = client_of(make_focal_point("SE"))
    expect_ways(desk, board)
    expect_senders(reader)
    expect_files(reader, desk)
    paths = ("/questions/", "/questions/1/", "/search/?q=seal")
    pages = [reader.get(path).content.decode() for path in paths]
    assert "21 answers" in pages[0]
    assert [SECRET in text for text in pages] == [False, False, False]
