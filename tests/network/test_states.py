"""The States' pages: public, equal, and without a single person."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from meetings.models import Stage
from meetings.participation.models import Status
from network.gaps import Lack, gaps_of, missing_of
from network.models import Agency, Appointment, Contact, Coverage, Person, coverage
from nfp_portal.accounts.models import Role
from nfp_portal.database.truncated import truncated
from nfp_portal.mail import actions as mail
from tests.factories.accounts import make_user
from tests.factories.meetings import make_coming_meeting, make_meeting, make_participant
from tests.factories.network import make_agency, make_appointment, make_delegate, make_person, state

pytestmark = pytest.mark.django_db


def status_of(iso2: str) -> Coverage:
    return next(entry.status for entry in coverage() if entry.state.iso2 == iso2)


def test_coverage_follows_appointments_and_confirmations() -> None:
    fresh = timezone.localdate() - timedelta(days=10)
    assert status_of("AT") == Coverage.NONE
    make_appointment("AT")
    assert status_of("AT") == Coverage.DUE
    make_appointment("AT", person=make_person("AT", confirmed_on=fresh))
    assert status_of("AT") == Coverage.ONE
    make_appointment("AT", person=make_person("AT", confirmed_on=fresh))
    assert status_of("AT") == Coverage.MANY


@pytest.mark.parametrize(("days", "confirmed"), [(364, True), (365, False)])
def test_a_confirmation_holds_for_a_year(days: int, confirmed: bool) -> None:  # noqa: FBT001
    person = make_person(confirmed_on=timezone.localdate() - timedelta(days=days))
    make_appointment(person=person)
    assert person.is_confirmed() is confirmed
    assert (status_of("AT") == Coverage.ONE) is confirmed


def test_the_map_names_each_state_and_its_coverage(client: Client) -> None:
    make_appointment("AT")
    page = client.get("/states/").content.decode()
    assert "Austria: Confirmation due" in page
    assert page.count('class="tile tile--') == 57


def test_the_table_filters_by_sub_region_and_status(client: Client) -> None:
    make_appointment("KZ")
    listed = client.get("/states/?sub_region=central_asia&status=due").context["listed"]
    assert [entry.state.iso2 for entry in listed] == ["KZ"]
    assert (
        "Choose another sub-region" in client.get("/states/?sub_region=east_asia&status=due").content.decode()
    )


def test_a_visitor_sees_the_institution_and_no_person(client: Client) -> None:
    make_appointment("AT", person=make_person("AT", family_name="Geheim"))
    page = client.get("/states/AT/").content.decode()
    assert "Border Police Directorate" in page
    assert "Geheim" not in page
    client.force_login(make_user(Role.PARTNER))
    assert "Geheim" in client.get("/states/AT/").content.decode()


@pytest.mark.parametrize(
    "path", ["/states/XX/", "/states/at/", "/states/%00/", "/people/00000000-0000-0000-0000-000000000000/"]
)
def test_an_unknown_state_or_person_is_404(client: Client, path: str) -> None:
    client.force_login(make_user(Role.PARTNER))
    assert client.get(path).status_code == 404


def test_a_partner_has_a_page_without_coverage(client: Client) -> None:
    page = client.get("/states/DZ/").content.decode()
    assert "Mediterranean Partner for Co-operation" in page
    assert "No focal point is named" not in page


def test_filters_mark_the_tiles_of_the_answer(client: Client) -> None:
    make_appointment("KZ")
    page = client.get("/states/?sub_region=central_asia&status=due").content.decode()
    assert "Kazakhstan: Confirmation due, chosen" in page
    assert page.count("tile--chosen") == 1
    assert "tile--chosen" not in client.get("/states/").content.decode()


def test_an_institution_is_public_only_after_its_review(client: Client) -> None:
    Agency.objects.create(state=state("AT"), name="Typed by somebody", kind="other", reviewed_at=None)
    assert "Typed by somebody" not in client.get("/states/AT/").content.decode()
    client.force_login(make_user(Role.FOCAL_POINT))
    assert "Typed by somebody" in client.get("/states/AT/").content.decode()


def test_the_public_history_has_institutions_and_years_and_members_read_the_names(client: Client) -> None:
    person = make_person("AT", family_name="Früher", agency=make_agency("AT", "Customs Administration"))
    make_appointment(
        "AT", person=person, starts_on=date(2009, 5, 1), ends_on=date(2018, 3, 1), end_reason="new_duties"
    )
    page = client.get("/states/AT/").content.decode()
    assert "represented the State from 2009 to 2018" in page
    assert "Früher" not in page
    client.force_login(make_user(Role.DELEGATION))
    page = client.get("/states/AT/").content.decode()
    assert "Früher, Anna" in page
    assert "1 May 2009 – 1 March 2018, Took up other duties" in page


def test_meetings_attended_stand_on_the_page_as_far_as_the_reader_may_see_them(client: Client) -> None:
    held = make_meeting(title="Held in Vienna", stage=Stage.HELD)
    recorded = make_meeting(title="Recorded only", stage=Stage.PUBLISHED)
    recorded.recorded_states.add(state("AT"))
    for status in (Status.ATTENDED, Status.ACCEPTED, Status.WITHDRAWN):
        make_participant(held, "AT", status=status)
    make_participant(make_coming_meeting(title="Still to come"), "AT", status=Status.ACCEPTED)
    make_participant(make_meeting(title="Held without Austria", stage=Stage.HELD), "DE")
    make_participant(make_meeting(title="Internal", stage=Stage.PLANNED), "AT")
    page = client.get("/states/AT/").content.decode()
    assert [title in page for title in ("Held in Vienna", "Recorded only", "1 participant<")] == [True] * 3
    assert [title in page for title in ("Still to come", "Held without Austria", "Internal")] == [False] * 3


def lacks(iso2: str = "AT") -> list[Lack]:
    return [
        gap.lack for gap in gaps_of(Appointment.objects.in_force().filter(state__iso2=iso2).with_people())
    ]


def test_what_is_missing_is_derived_from_the_appointments() -> None:
    today = timezone.localdate()
    assert lacks() == [Lack.NOBODY]
    make_appointment("AT")
    assert lacks() == [Lack.ONE_ONLY, Lack.FIRST_CONTACT, Lack.OVERDUE]
    confirmed = {"confirmed_on": today}
    make_appointment("AT", person=make_person("AT", **confirmed), primary_from=date(2020, 1, 1))
    assert lacks() == [Lack.OVERDUE]
    Person.objects.update(**confirmed)
    assert lacks() == []


def test_the_secretariat_has_a_letter_to_the_delegation_ready(client: Client, settings: Any) -> None:
    settings.REQUIRE_MFA = False
    Contact.objects.create(state=state("NL"), address="pm.nl@example.org")
    editor = make_user(Role.EDITOR)
    client.force_login(editor)
    assert "/states/NL/letter/" in client.get("/states/NL/").content.decode()
    letter = client.get("/states/NL/letter/").context["letter"]
    assert letter.to == "pm.nl@example.org"
    assert "To the delegation of the Netherlands to the OSCE" in letter.text
    assert "- No focal point is named." in letter.text
    assert letter.text.endswith(f"With kind regards\n{editor}\n")
    assert "&" not in letter.text
    address = urlsplit(letter.mailto)
    fields = parse_qs(address.query)
    assert (address.path, fields["subject"]) == ("pm.nl@example.org", [letter.subject])
    assert fields["body"][0].replace("\r\n", "\n") == letter.text


def test_a_truncated_list_says_at_least() -> None:
    for _ in range(3):
        make_appointment("AT", person=make_person("AT"))
    rows = Appointment.objects.in_force().with_people()
    for most, beginning in ((2, "At least 2 entries wait for"), (3, "3 entries wait for")):
        [message] = [gap.message for gap in gaps_of(truncated(rows, most)) if gap.lack == Lack.OVERDUE]
        assert message.startswith(beginning)
        [named] = [each for each in missing_of(truncated(rows, most)) if "yearly" in each]
        assert named.startswith(beginning)


def test_where_nothing_is_missing_no_letter_is_offered(client: Client, settings: Any) -> None:
    settings.REQUIRE_MFA = False
    client.force_login(make_user(Role.EDITOR))
    for primary_from in (date(2020, 1, 1), None):
        person = make_person("AT", confirmed_on=timezone.localdate())
        make_appointment("AT", person=person, primary_from=primary_from)
    assert "/letter/" not in client.get("/states/AT/").content.decode()
    assert [client.get(f"/states/{code}/letter/").status_code for code in ("AT", "DZ", "XX")] == [404] * 3


@pytest.mark.parametrize("role", [Role.FOCAL_POINT, Role.DELEGATION, Role.PARTNER])
def test_others_learn_whom_to_write_to(client: Client, role: Role) -> None:
    client.force_login(make_user(role))
    page = client.get("/states/AT/").content.decode()
    assert "No focal point is named." in page
    assert "Whom to write to" in page
    assert "/states/AT/letter/" not in page


@pytest.mark.parametrize(
    ("role", "is_shown"),
    [(Role.EDITOR, True), (Role.FOCAL_POINT, False), (Role.PARTNER, False), (Role.DELEGATION, False)],
)
def test_bounced_mail_is_shown_to_people_who_can_correct_the_address(
    client: Client,
    settings: Any,
    role: Role,
    is_shown: bool,  # noqa: FBT001
) -> None:
    settings.REQUIRE_MFA = False
    mail.withdraw(make_appointment("AT").person.email, "", "refused")
    client.force_login(make_user(role))
    assert ("Mail to focal points bounces" in client.get("/states/AT/").content.decode()) is is_shown
    client.force_login(make_delegate("AT"))
    assert "Mail to focal points bounces" in client.get("/states/AT/").content.decode()
