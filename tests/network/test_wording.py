"""How vCards, histories, proposals, searches and refusals are worded."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, OperationalError, connection, transaction

from network import reference
from network.actions.appointments import correct_appointment
from network.actions.contacts import update_contact
from network.appointment_history import acts_of_person
from network.directory import questions
from network.forms.acts import AT_ONCE, ELSE, GONE, message_of
from network.history import history_of
from network.models import AgencyKind, EndReason, NewAgency, Person, State, Visibility
from network.permissions import may_edit_contact
from network.proposals.actions.requests import (
    Filing,
    nominate,
    request_correction,
    request_end,
)
from network.proposals.comparison import lines_of
from network.proposals.values import Correction, End, Nomination, Successor
from network.vcards import vcard
from nfp_portal.accounts.models import Role, User
from tests.factories.accounts import client_of, make_user
from tests.factories.files import make_scan
from tests.factories.network import make_appointment, make_delegate, make_person, state
from tests.printed import printed_directory

pytestmark = pytest.mark.django_db


def card(**facts: Any) -> list[str]:
    """The lines of an entry's vCard for the secretariat."""
    return vcard(make_person(**facts), reader=make_user(Role.EDITOR)).split("\r\n")


@pytest.mark.parametrize(
    ("facts", "line"),
    [
        ({"mobile": "+43 660 000 0001"}, "TEL;TYPE=cell;VALUE=text:+43 660 000 0001"),
        ({"telephone": "+43 1 000 0001"}, "TEL;TYPE=work;VALUE=text:+43 1 000 0001"),
        ({"unit": "Unit 1; Posts, roads"}, "ORG:Border Police Directorate;Unit 1\\; Posts\\, roads"),
        ({"function": "Head\r\nof \\ Unit"}, "TITLE:Head\\nof \\\\ Unit"),
        ({"given_name": "Eva", "family_name": "Neu", "form_of_address": "Dr"}, "N:Neu;Eva;;Dr;"),
        ({"name_in_script": "Асанов"}, "NOTE:Асанов"),
        ({"languages": ["fr", "en"]}, "LANG;PREF=1:fr"),
    ],
)
def test_a_vcard_says_each_fact_in_its_line(facts: dict[str, Any], line: str) -> None:
    assert line in card(**facts)


@pytest.mark.parametrize(("name", "begin"), [("mobile", "TEL"), ("function", "TITLE"), ("agency", "ORG")])
def test_a_vcard_has_no_line_for_what_is_not_recorded(name: str, begin: str) -> None:
    lines = card(**{name: None if name == "agency" else ""})
    assert [line for line in lines if line.startswith(begin)] == []


def test_a_long_line_of_a_vcard_is_folded_between_signs() -> None:
    lines = card(function="Ж" * 60)
    begin = next(index for index, line in enumerate(lines) if line.startswith("TITLE:"))
    folded = [lines[begin], lines[begin + 1]]
    assert [len(line.encode()) <= 75 for line in folded] == [True, True]
    assert folded[1][0] == " "
    assert folded[0] + folded[1][1:] == f"TITLE:{'Ж' * 60}"


# Histories ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        (
            {"telephone_visibility": Visibility.SECRETARIAT},
            (str(Visibility.NETWORK.label), str(Visibility.SECRETARIAT.label)),
        ),
        ({"languages": ["en", "fr"]}, ("", "English, French")),
        ({"confirmed_on": date(2026, 4, 12)}, ("", "12 April 2026")),
        ({"agency_id": None}, ("Border Police Directorate", "")),
    ],
)
def test_the_history_shows_values_as_the_page_shows_them(
    change: dict[str, Any], shown: tuple[str, str]
) -> None:
    person = make_person(telephone_visibility=Visibility.NETWORK)
    update_contact(person.pk, change, revision=1)
    (step,) = history_of(person)
    assert [(each.before, each.after) for each in step.changes] == [shown]


def test_the_history_of_acts_names_the_scan_and_leaves_out_what_changed_no_words(tmp_path: Path) -> None:
    appointment = make_appointment()
    correct_appointment(appointment.pk, {}, revision=1)
    scan = {"instrument_file": make_scan(), "instrument_file_name": "note-verbale.pdf"}
    correct_appointment(appointment.pk, scan, revision=2)
    latest, first = acts_of_person(appointment.person)
    assert (first.what, latest.what) == ("Appointment recorded", "Appointment changed")
    assert [(each.label, each.before, each.after) for each in latest.changes] == [
        ("Scan", "", "note-verbale.pdf")
    ]


# Proposals ----------------------------------------------------------------------------------------


def test_an_end_that_names_a_successor_says_who_it_is() -> None:
    appointment = make_appointment()
    eva = Successor("Eva", "Neu", "Head of Unit", "eva@example.org")
    proposal = request_end(appointment.pk, End(date(2027, 1, 1), EndReason.NEW_DUTIES, eva), Filing(None))
    values = {line.label: line.requested for line in lines_of(proposal, reader=make_user(Role.EDITOR))}
    assert values["Successor named"] == "Eva NEU, Head of Unit, eva@example.org"


def test_a_correction_names_the_agency_that_is_to_be_added() -> None:
    person = make_person()
    river = NewAgency("River Police", AgencyKind.POLICE)
    proposal = request_correction(
        person.pk, Correction(new_agency=river), Filing(make_delegate("AT")), revision=1
    )
    values = {
        line.label: (line.then, line.requested) for line in lines_of(proposal, reader=make_user(Role.EDITOR))
    }
    assert values["Another agency"] == ("", f"River Police ({AgencyKind.POLICE.label})")


def test_a_nomination_names_the_agency_that_is_to_be_added() -> None:
    nomination = Nomination(
        date(2027, 1, 1),
        entry={"given_name": "Eva", "family_name": "Neu"},
        new_agency=NewAgency("River Police", AgencyKind.POLICE),
    )
    proposal = nominate(state("AT").pk, nomination, Filing(make_delegate("AT")))
    values = {line.label: line.requested for line in lines_of(proposal, reader=make_user(Role.EDITOR))}
    assert values["Another agency"] == f"River Police ({AgencyKind.POLICE.label})"
    assert not Person.objects.exists()


def test_submitting_a_correction_twice_makes_one_proposal() -> None:
    person, filing = make_person(), Filing(make_delegate("AT"))
    first = request_correction(person.pk, Correction({"function": "Adviser"}), filing, revision=1)
    update_contact(person.pk, {"unit": "Unit 1"}, revision=1)
    assert request_correction(person.pk, Correction({"function": "Adviser"}), filing, revision=1) == first


# What the record refuses --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "message"),
    [("22000", ELSE), ("40P01", AT_ONCE), ("23503", GONE)],
)
def test_a_database_error_without_a_constraint_name_is_explained_by_its_code(
    code: str, message: object
) -> None:
    with pytest.raises(DatabaseError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DO $$ BEGIN RAISE 'no' USING ERRCODE = '{code}'; END $$")
    assert message_of(refused.value) == message


def test_a_lost_database_connection_is_not_explained_as_a_refusal() -> None:
    with pytest.raises(OperationalError, match="closed"):
        message_of(OperationalError("server closed the connection unexpectedly"))


def test_a_visitor_and_a_closed_account_edit_no_entry() -> None:
    user = make_user(Role.EDITOR)
    person = make_person(user=user)
    assert may_edit_contact(user, person)
    User.objects.filter(pk=user.pk).update(is_active=False)
    user.refresh_from_db()
    assert not may_edit_contact(user, person)
    assert not may_edit_contact(AnonymousUser(), person)


# Facts and questions ------------------------------------------------------------------------------


def test_loading_the_facts_again_restores_a_changed_one() -> None:
    State.objects.filter(iso2="NL").update(name_in_text="Netherlands", tile_row=99)
    reference.load()
    netherlands = state("NL")
    assert (netherlands.name_in_text, netherlands.tile_row) != ("Netherlands", 99)
    assert netherlands.name_in_text == "the Netherlands"


def test_a_directory_query_is_written_as_plain_values_and_read_again() -> None:
    question = {"state": state("AT"), "on": date(2016, 4, 12), "only": [3, 5], "q": "", "status": "due"}
    written = questions.written(question)
    assert written == {"on": "2016-04-12", "only": [3, 5], "state": "AT", "status": "due"}
    assert questions.read(written) == {name: value for name, value in question.items() if value}


def test_the_print_of_one_state_holds_its_focal_points_and_no_others(settings: Any) -> None:
    settings.REQUIRE_MFA = False
    make_appointment("AT", person=make_person("AT", family_name="Inland"))
    make_appointment("DE", person=make_person("DE", family_name="Fremd"))
    text = printed_directory(client_of(make_user()), state="AT", order="name")
    assert ("INLAND" in text.upper(), "FREMD" in text.upper()) == (True, False)
