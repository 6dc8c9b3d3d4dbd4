"""What in the record contradicts itself is found, named, and counted, in the same few queries."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from network.contradictions import contradictions, number_of_contradictions
from network.models import EndReason
from network.proposals.checks import warnings_about
from network.proposals.models import ProposalKind
from nfp_portal.accounts.models import Role
from tests.factories.accounts import client_of, make_user
from tests.factories.network import make_agency, make_appointment, make_person, state
from tests.factories.proposals import make_proposal

pytestmark = pytest.mark.django_db
NEW_YEAR = date(2020, 1, 1)
TODAY = timezone.localdate()


def messages(iso2: str = "AT") -> list[str]:
    return [contradiction.message for contradiction in contradictions(state(iso2))]


def first_contact(**facts: Any) -> Any:
    return make_appointment("AT", primary_from=NEW_YEAR, **facts)


def test_a_consistent_record_has_no_contradictions() -> None:
    former = first_contact(ends_on=date(2021, 1, 1), end_reason=EndReason.SUCCEEDED)
    begin = date(2021, 1, 1)
    make_appointment("AT", starts_on=begin, primary_from=begin, succeeds=former, instrument_on=begin)
    assert contradictions() == []


def test_nobody_is_the_first_contact() -> None:
    make_appointment("AT")
    assert messages() == ["There are focal points, but none of them is the first contact."]


def test_a_successor_was_named_but_none_is_recorded() -> None:
    ended = make_appointment("AT", ends_on=date(2021, 1, 1), end_reason=EndReason.SUCCEEDED)
    assert messages() == [f"{ended.person} ended because a successor was named, but none is recorded."]


@pytest.mark.parametrize(("days", "is_reported"), [(59, False), (60, True)])
def test_a_predecessor_stays_past_the_hand_over(days: int, is_reported: bool) -> None:  # noqa: FBT001
    former = first_contact()
    make_appointment("AT", starts_on=TODAY - timedelta(days=days), succeeds=former)
    assert (
        messages() == [f"{former.person} has a successor for more than 60 days, but no end."]
    ) is is_reported


def test_the_agency_belongs_to_another_state() -> None:
    person = make_person("AT", agency=make_agency("DE"))
    first_contact(person=person)
    assert messages() == [f"{person} speaks for this State from an agency of another one."]


def test_one_person_speaks_for_two_states() -> None:
    person = make_person("AT", agency=None)
    first_contact(person=person)
    make_appointment("DE", person=person, primary_from=NEW_YEAR)
    assert messages("AT") == messages("DE") == [f"{person} speaks for two States at once."]


@pytest.mark.parametrize(
    "facts",
    [
        {"instrument_on": TODAY + timedelta(days=1)},
        {"instrument_on": date(2022, 1, 2), "ends_on": date(2022, 1, 1)},
    ],
)
def test_the_instrument_comes_too_late(facts: dict[str, Any]) -> None:
    appointment = first_contact(**facts)
    assert messages() == [f"The instrument of {appointment.person} is dated in the future or after the end."]


def test_a_focal_point_has_no_address() -> None:
    person = make_person("AT", email="")
    first_contact(person=person)
    assert messages() == [f"{person} is in force without an e-mail address."]


def test_an_account_is_open_without_an_appointment() -> None:
    person = make_person("AT", user=make_user())
    make_person("AT", user=make_user(Role.EDITOR))
    assert messages() == [f"{person} has an open account of a focal point, but no appointment."]
    assert [contradiction.url for contradiction in contradictions()] == [person.get_absolute_url()]


def test_contradictions_are_counted_and_truncated_in_the_same_order() -> None:
    for iso2 in ("FR", "AT", "DE", "LI"):
        make_appointment(iso2, person=make_person("IT", email=""))
    rows = contradictions()
    assert number_of_contradictions() == len(rows) == 12
    assert number_of_contradictions(state("AT")) == len(contradictions(state("AT"))) == 3
    assert [contradictions(most=most) for most in range(13)] == [rows[:most] for most in range(13)]


def test_the_page_may_be_narrowed_to_a_state(settings: Any) -> None:
    settings.REQUIRE_MFA = False
    make_appointment("AT")
    make_appointment("DE")
    staff = client_of(make_user(Role.EDITOR))
    for address, codes in (("", ["AT", "DE"]), ("?state=DE", ["DE"]), ("?state=XX", ["AT", "DE"])):
        rows = staff.get(f"/contradictions/{address}").context["rows"]
        assert [each.state.iso2 for each in rows] == codes


def nominated(**values: Any) -> list[str]:
    proposal = make_proposal("AT", instrument_kind="letter", values={"starts_on": str(TODAY)} | values)
    return warnings_about(proposal)


def eva(**facts: str) -> dict[str, Any]:
    return {"entry": {"given_name": "Eva", "family_name": "Neu"} | facts}


CASES: dict[str, Callable[[], dict[str, Any]]] = {
    "e-mail address belongs to an entry": lambda: eva(email=make_person("DE").email),
    "signs somebody else in": lambda: eva(email=make_user(Role.PARTNER).email),
    "somebody of this family name": lambda: eva(family_name=make_person("AT").family_name.lower()),
    "end is recorded already": lambda: eva() | {"succeeds": first_contact(ends_on=TODAY).pk},
    "has a successor already": lambda: (
        eva() | {"succeeds": make_appointment("AT", succeeds=first_contact()).succeeds_id}
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_nomination_shows_its_warnings(case: str) -> None:
    assert [each for each in nominated(**CASES[case]()) if case in each]
    assert nominated(**eva()) == []


def test_a_nominee_who_speaks_for_the_state_already_is_named() -> None:
    person = make_appointment("AT").person
    values = {"person_id": person.pk, "starts_on": str(TODAY)}
    proposal = make_proposal("AT", instrument_kind="letter", person=person, values=values)
    assert warnings_about(proposal) == ["This person already speaks for the State in that time."]


def test_an_end_that_leaves_the_state_without_a_first_contact_is_a_warning() -> None:
    appointment = first_contact()
    proposal = make_proposal("AT", kind=ProposalKind.END, person=appointment.person, appointment=appointment)
    assert warnings_about(proposal) == ["The State would be left without a first contact."]
    proposal.values["on"] = "2019-01-01"
    assert "The end would come before the appointment begins: decline it." in warnings_about(proposal)
    appointment.ends_on, appointment.revision = TODAY, 2
    appointment.save()
    proposal.refresh_from_db()
    assert "An end was recorded meanwhile." in warnings_about(proposal)


def test_a_missing_or_future_instrument_is_named() -> None:
    without, later = make_proposal("AT"), make_proposal("AT", instrument_kind="letter")
    later.instrument_on = TODAY + timedelta(days=1)
    assert warnings_about(without) == ["No instrument came with it: ask the delegation for its letter."]
    assert warnings_about(later) == ["The instrument is dated in the future."]


def test_a_decided_proposal_has_no_warnings() -> None:
    assert warnings_about(make_proposal("AT", status="withdrawn", decided_at=timezone.now())) == []


def test_staff_find_contradictions_on_the_states_page_and_in_one_list(settings: Any) -> None:
    settings.REQUIRE_MFA = False
    make_appointment("AT")
    editor = client_of(make_user(Role.EDITOR))
    for address in ("/states/AT/", "/contradictions/"):
        assert "none of them is the first contact" in editor.get(address).content.decode()
    assert "Contradictions in the record" in editor.get("/desk/").content.decode()
    visitor = client_of(make_user())
    assert "none of them is the first contact" not in visitor.get("/states/AT/").content.decode()
