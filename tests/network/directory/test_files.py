"""The directory as files: what they hold, for whom, and that who takes them is noted."""

import csv
import io
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation
from openpyxl import load_workbook

from network.directory.pdf import DirectoryDocument
from network.models import Person, Visibility
from nfp_portal.accounts.models import Role, User
from nfp_portal.audit.models import Act, Entry
from nfp_portal.jobs import actions as jobs
from nfp_portal.jobs.models import Job, JobState
from nfp_portal.renderings.actions import KEPT_FOR_ONE_READER, remove_old, request
from tests.factories.accounts import make_user
from tests.factories.network import make_appointment, make_person
from tests.printed import printed_directory

pytestmark = pytest.mark.django_db
FILES = ("csv", "vcf", "xlsx", "pdf")


@pytest.fixture
def reader(client: Client) -> Client:
    client.force_login(make_user(Role.FOCAL_POINT))
    return client


def text_of(client: Client, kind: str, **question: Any) -> str:
    """Return the whole text of a file of the directory."""
    if kind == "pdf":
        return printed_directory(client, **question)
    content = client.get(f"/network.{kind}", question).content
    if kind == "xlsx":
        sheet = load_workbook(io.BytesIO(content)).active
        assert sheet is not None
        return " ".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)
    return content.decode()


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize(
    ("role", "shown"),
    [
        (Role.FOCAL_POINT, {"known@example.org", "+999 123"}),
        (Role.DELEGATION, {"known@example.org"}),
        (Role.PARTNER, set()),
        (Role.EDITOR, {"known@example.org", "+999 123", "hidden@example.org"}),
    ],
)
def test_each_file_holds_what_its_reader_may_know(
    client: Client, settings: Any, kind: str, role: Role, shown: set[str]
) -> None:
    settings.REQUIRE_MFA = False
    make_appointment(person=make_person(family_name="Known", email="known@example.org", telephone="+999 123"))
    hidden = {"email": "hidden@example.org", "email_visibility": Visibility.SECRETARIAT}
    make_appointment(person=make_person(family_name="Hidden", **hidden))
    client.force_login(make_user(role))
    text = text_of(client, kind)
    assert "known" in text.lower()
    assert {each for each in ("known@example.org", "+999 123", "hidden@example.org") if each in text} == shown


def test_the_csv_opens_in_excel_with_cyrillic_and_without_formulas(reader: Client) -> None:
    make_appointment("KG", person=make_person("KG", family_name="Асанов", function="=HYPERLINK(1)"))
    content = reader.get("/network.csv?q=асанов").content
    assert content.startswith(b"\xef\xbb\xbf")
    head, row = csv.reader(io.StringIO(content.decode("utf-8-sig")))
    assert (row[head.index("Family name")], row[head.index("Function")]) == ("Асанов", "'=HYPERLINK(1)")


def test_the_spreadsheet_holds_text_where_a_formula_was_typed(reader: Client) -> None:
    make_appointment("KG", person=make_person("KG", function="=1+1", telephone="+999 312"))
    sheet = load_workbook(io.BytesIO(reader.get("/network.xlsx").content)).active
    assert sheet is not None
    cells = {str(cell.value): cell.data_type for cell in sheet[2]}
    assert (cells["=1+1"], cells["+999 312"]) == ("s", "s")


def test_vcards_are_of_version_4_and_escape_what_is_typed(reader: Client) -> None:
    person = make_person(given_name="Anna;X", family_name="Muster,Y", function="Head\nof unit" + "ä" * 80)
    make_appointment(person=person)
    card = reader.get(f"/people/{person.key}.vcf").content.decode()
    assert card.startswith("BEGIN:VCARD\r\nVERSION:4.0\r\n")
    assert "N:Muster\\,Y;Anna\\;X;;;\r\n" in card
    assert "TITLE:Head\\nof unit" in card
    assert max(len(line.encode()) for line in card.split("\r\n")) <= 75
    assert reader.get("/network.vcf").content.decode().count("BEGIN:VCARD") == 1


def test_a_download_is_recorded(client: Client) -> None:
    editor = make_user(Role.FOCAL_POINT)
    client.force_login(editor)
    client.get("/network.xlsx?state=AT")
    entry = Entry.objects.get(act=Act.EXPORT)
    assert (entry.actor_id, entry.subject) == (editor.pk, "directory")
    assert entry.details == {"kind": "xlsx", "question": "state=AT", "reason": "not given"}


def test_a_vcard_tells_languages_topics_and_the_second_address(reader: Client) -> None:
    person = make_person(
        languages=["ru", "en"],
        topics=["Migration", "Policing, civil"],
        name_in_script="Анна Мустер",
        second_email="unit@example.org",
    )
    card = reader.get(f"/people/{person.key}.vcf").content.decode().replace("\r\n ", "")
    for line in (
        "KIND:individual",
        "LANG;PREF=1:ru",
        "LANG;PREF=2:en",
        "CATEGORIES:Migration,Policing\\, civil",
        "NOTE:Анна Мустер",
        "EMAIL;TYPE=work:unit@example.org",
    ):
        assert f"\r\n{line}\r\n" in card


@pytest.mark.parametrize("kind", FILES)
def test_a_file_holds_the_rows_chosen_or_all_that_answer(reader: Client, kind: str) -> None:
    chosen, *_others = [
        make_appointment("AT", person=make_person("AT", family_name=f"Name{number}")) for number in range(3)
    ]
    text = text_of(reader, kind, only=[chosen.pk]).lower()
    assert [f"name{number}" in text for number in range(3)] == [True, False, False]
    text = text_of(reader, kind, q="name").lower()
    assert [f"name{number}" in text for number in range(3)] == [True, True, True]


@pytest.mark.parametrize("only", ["x", "-1", "9" * 30])
def test_a_choice_of_no_row_is_404(reader: Client, only: str) -> None:
    assert {reader.get(f"/network.{kind}", {"only": only}).status_code for kind in FILES} == {404}


def addresses(client: Client, **question: Any) -> Any:
    return client.get("/network/addresses/", question, headers={"Accept": "application/json"}).json()


def test_the_list_of_addresses_holds_all_that_answer_and_says_how_many(reader: Client) -> None:
    people = [
        make_person(family_name=f"A{number:03}", email=f"a{number}@example.org") for number in range(120)
    ]
    appointments = [make_appointment(person=person) for person in people]
    make_appointment(person=make_person(email="x@example.org", email_visibility=Visibility.SECRETARIAT))
    answer = addresses(reader)
    assert (len(answer["text"].split("; ")), answer["copied"]) == (120, "120 addresses copied")
    chosen = addresses(reader, only=[appointments[1].pk, appointments[2].pk])
    assert chosen == {"text": "a1@example.org; a2@example.org", "copied": "2 addresses copied"}
    assert addresses(reader, q="nobody") == {"text": "", "copied": "0 addresses copied"}


def test_without_script_the_addresses_stand_on_a_page(reader: Client) -> None:
    make_appointment(person=make_person(email="one@example.org"))
    make_appointment(person=make_person(email=""))
    page = reader.get("/network/addresses/").content.decode()
    assert ">one@example.org</textarea>" in page
    assert "1 address of 2 focal points." in page


def test_the_print_is_by_state_in_protocol_order_or_by_name(reader: Client) -> None:
    make_appointment("DE", person=make_person("DE", family_name="Zander"))
    make_appointment("AT", person=make_person("AT", family_name="Adler"))
    make_appointment("AL", person=make_person("AL", family_name="Morina"))
    by_state = printed_directory(reader)
    assert sorted(("MORINA", "ZANDER", "ADLER"), key=by_state.index) == ["MORINA", "ZANDER", "ADLER"]
    assert by_state.index("Germany") < by_state.index("Austria")
    by_name = printed_directory(reader, order="name")
    assert sorted(("MORINA", "ZANDER", "ADLER"), key=by_name.index) == ["ADLER", "MORINA", "ZANDER"]


def test_a_print_is_made_once_while_nothing_changes_and_is_its_readers_alone(client: Client) -> None:
    first, second = make_user(Role.FOCAL_POINT), make_user(Role.FOCAL_POINT)
    appointment = make_appointment()
    client.force_login(first)
    printed_directory(client)
    response = client.get("/network.pdf")
    assert response.getvalue().startswith(b"%PDF-")
    etag = response.headers["ETag"]
    assert client.get("/network.pdf", headers={"If-None-Match": etag}).status_code == 304
    made = Job.objects.get()
    Person.objects.filter(pk=appointment.person_id).update(function="New")
    assert client.get("/network.pdf").status_code == 202
    client.force_login(second)
    assert client.get(made.get_absolute_url()).status_code == 404
    assert client.get("/network.pdf").status_code == 202


def test_a_print_that_was_overtaken_by_a_change_fails_and_can_be_asked_for_anew(reader: Client) -> None:
    appointment = make_appointment()
    reader.get("/network.pdf")
    Person.objects.filter(pk=appointment.person_id).update(function="New")
    with pytest.raises(Exception, match="changed meanwhile"):
        jobs.run(Job.objects.get().pk)
    Person.objects.filter(pk=appointment.person_id).update(function=appointment.person.function)
    assert reader.get("/network.pdf").status_code == 202
    assert Job.objects.filter(state=JobState.WAITING).count() == 1


def test_printed_directories_are_removed_after_a_day(reader: Client) -> None:
    make_appointment()
    printed_directory(reader)
    job = Job.objects.get()
    remove_old()
    assert job.path.is_file()
    Job.objects.update(finished_at=timezone.now() - 2 * KEPT_FOR_ONE_READER)
    remove_old()
    assert not job.path.is_file()
    assert reader.get("/network.pdf").status_code == 202


def test_a_directory_with_too_many_people_is_not_printed(
    reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("network.directory.queries.COUNTED_UP_TO", 1)
    for _ in range(2):
        make_appointment()
    response = reader.get("/network.pdf")
    assert response.status_code == 422
    assert not Job.objects.exists()


def test_copying_addresses_and_printing_are_recorded_too(client: Client) -> None:
    taker: User = make_user(Role.FOCAL_POINT)
    client.force_login(taker)
    appointment = make_appointment()
    addresses(client, only=appointment.pk)
    printed_directory(client, q="muster")
    noted = [(entry.actor_id, entry.details) for entry in Entry.objects.filter(act=Act.EXPORT).order_by("pk")]
    assert noted == [
        (taker.pk, {"kind": "addresses", "question": "", "chosen": 1, "reason": "not given"}),
        (taker.pk, {"kind": "pdf", "question": "q=muster", "reason": "not given"}),
    ]


def test_a_print_asked_for_in_another_language_is_made_all_the_same(reader: Client) -> None:
    make_appointment(person=make_person(confirmed_on=timezone.localdate()))
    user = User.objects.get()
    with translation.override("ru"):
        job = request(DirectoryDocument({"only": []}, user), by=user)
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.note) == (JobState.DONE, "")
