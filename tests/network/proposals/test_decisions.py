"""Who decides on a State's proposals; each is decided once, on the current record."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from network.actions.access import settle_access
from network.actions.agencies import merge_agency
from network.actions.appointments import end_appointment
from network.actions.contacts import update_contact
from network.models import Agency, Appointment, EndReason, NewAgency, Person
from network.proposals.actions.decisions import (
    ChangedMeanwhileError,
    ClosedError,
    NotYoursError,
    accept,
    decline,
    pass_on,
    withdraw,
)
from network.proposals.actions.invitations import invite_accepted
from network.proposals.actions.requests import (
    Filing,
    nominate,
    request_correction,
    request_end,
)
from network.proposals.checks import warnings_about
from network.proposals.comparison import lines_of
from network.proposals.models import Proposal, ProposalKind
from network.proposals.values import Correction, End, Nomination, Successor
from nfp_portal.accounts.models import Role, User
from nfp_portal.mail.message import SLOT
from nfp_portal.mail.models import Delivery, Letter
from nfp_portal.revisions.actions import name_acting_approver
from nfp_portal.turns.actions import notify_all
from tests.factories.accounts import make_user
from tests.factories.network import make_agency, make_appointment, make_delegate, make_person, state
from tests.factories.proposals import make_proposal

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
BEGIN = TODAY + timedelta(days=10)


@pytest.fixture
def editor() -> User:
    return make_user(Role.EDITOR)


@pytest.fixture
def approver() -> User:
    return make_user(Role.APPROVER)


def nomination(by: User | None = None, **values: Any) -> Proposal:
    entry = {"given_name": "Eva", "family_name": "Neu", "email": "eva.neu@example.org"}
    facts: dict[str, Any] = {"entry": entry, "starts_on": BEGIN} | values
    details = Nomination(**facts)
    instrument = {"instrument_kind": "note_verbale", "instrument_reference": "AT/7", "instrument_on": TODAY}
    return nominate(state("AT").pk, details, Filing(by or make_delegate("AT"), instrument=instrument))


def letters_to(user: User) -> list[str]:
    return [each.letter.subject for each in Delivery.objects.filter(address=user.email)]


def test_a_nomination_takes_an_editor_and_an_approver(editor: User, approver: User) -> None:
    proposal = nomination()
    pass_on(proposal.pk, by=editor)
    done = accept(proposal.pk, seen=None, by=approver)
    appointment = Appointment.objects.get()
    assert done.appointment == appointment
    assert (str(appointment.person), appointment.starts_on) == ("Eva NEU", BEGIN)
    assert (appointment.instrument_reference, appointment.primary_from) == ("AT/7", BEGIN)


def test_the_new_focal_point_is_invited(editor: User, approver: User) -> None:
    proposal = nomination()
    pass_on(proposal.pk, by=editor)
    accept(proposal.pk, seen=None, by=approver)
    invited = User.objects.get(email="eva.neu@example.org")
    assert (invited.role, invited.person) == (Role.FOCAL_POINT, Person.objects.get(family_name="Neu"))
    assert len(letters_to(invited)) == 1


def test_nobody_decides_alone_on_a_nomination(editor: User, approver: User) -> None:
    proposal = nomination()
    with pytest.raises(NotYoursError):
        accept(proposal.pk, seen=None, by=approver)
    pass_on(proposal.pk, by=approver)
    for alone in (approver, editor, make_user(Role.ADMINISTRATOR), make_delegate("AT")):
        with pytest.raises(NotYoursError):
            accept(proposal.pk, seen=None, by=alone)
    assert not Appointment.objects.exists()


def test_an_acting_approver_accepts_what_another_passed_on(editor: User, approver: User) -> None:
    acting = make_user(Role.EDITOR)
    name_acting_approver(acting, from_day=TODAY, to_day=TODAY, by=approver)
    first, second = make_proposal("AT"), make_proposal("DE")
    pass_on(first.pk, by=editor)
    pass_on(second.pk, by=acting)
    assert accept(first.pk, seen=None, by=User.objects.get(pk=acting.pk)).decided_by == acting
    for person in (User.objects.get(pk=acting.pk), editor):
        with pytest.raises(NotYoursError):
            accept(second.pk, seen=None, by=person)


def test_nobody_passes_on_their_own_nomination(editor: User) -> None:
    with pytest.raises(NotYoursError):
        pass_on(nomination(editor).pk, by=editor)
    with pytest.raises(NotYoursError):
        pass_on(nomination().pk, by=make_delegate("AT"))


def test_repeating_a_decision_changes_nothing(editor: User, approver: User) -> None:
    proposal = nomination()
    for _press in range(2):
        pass_on(proposal.pk, by=editor)
    for _press in range(2):
        accept(proposal.pk, seen=None, by=approver)
    assert Appointment.objects.count() == 1
    assert letters_to(approver) == []
    with pytest.raises(ClosedError):
        decline(proposal.pk, reason="Too late.", by=editor)


def test_approvers_are_notified_once_that_a_nomination_waits(editor: User, approver: User) -> None:
    inactive = make_user(Role.APPROVER)
    User.objects.filter(pk=inactive.pk).update(is_active=False)
    proposal = nomination()
    pass_on(proposal.pk, by=editor)
    for _run in range(2):
        User.objects.update(last_login=timezone.now())
        notify_all()
    assert letters_to(approver) == ["Your turn: Decide on a nomination of Austria"]
    assert letters_to(inactive) == letters_to(editor) == []


def test_an_approver_who_passed_a_nomination_on_is_not_notified_of_it(approver: User) -> None:
    pass_on(nomination().pk, by=approver)
    User.objects.update(last_login=timezone.now())
    notify_all()
    assert letters_to(approver) == []


def test_a_successor_nominated_takes_over_on_the_day_the_predecessor_ends(
    editor: User, approver: User
) -> None:
    former = make_appointment("AT", primary_from=date(2020, 1, 1))
    last = BEGIN + timedelta(days=20)
    proposal = nomination(succeeds=former.pk, predecessor_ends_on=last)
    pass_on(proposal.pk, by=editor)
    made = accept(proposal.pk, seen=None, by=approver).appointment
    former.refresh_from_db()
    assert (former.ends_on, former.end_reason) == (last, EndReason.SUCCEEDED)
    assert made is not None
    assert (made.succeeds, made.starts_on, made.primary_from) == (former, BEGIN, last)


def test_a_nominated_first_contact_takes_over_from_the_one_before(editor: User, approver: User) -> None:
    former = make_appointment("AT", primary_from=date(2020, 1, 1))
    proposal = nomination(primary=True)
    pass_on(proposal.pk, by=editor)
    accept(proposal.pk, seen=None, by=approver)
    former.refresh_from_db()
    assert former.primary_until == BEGIN
    assert former.ends_on is None


def test_an_entry_of_the_directory_may_be_nominated(editor: User, approver: User) -> None:
    person = make_person("AT")
    proposal = nomination(entry={}, person_id=person.pk)
    pass_on(proposal.pk, by=editor)
    made = accept(proposal.pk, seen=None, by=approver).appointment
    assert made is not None
    assert made.person == person


def test_one_editor_accepts_an_end(editor: User) -> None:
    appointment = make_appointment("AT")
    asking = make_delegate("AT")
    proposal = request_end(appointment.pk, End(BEGIN, EndReason.NEW_DUTIES), Filing(asking))
    accept(proposal.pk, seen=proposal.revision, by=editor)
    appointment.refresh_from_db()
    assert (appointment.ends_on, appointment.end_reason) == (BEGIN, EndReason.NEW_DUTIES)
    assert letters_to(asking) == [f"Accepted: your request on {appointment.person}"]


def test_a_successor_named_by_a_leaving_focal_point_still_takes_two_people(editor: User) -> None:
    appointment = make_appointment("AT")
    successor = Successor("Eva", "Neu", "Head of Unit", "eva.neu@example.org")
    proposal = request_end(appointment.pk, End(TODAY, EndReason.SUCCEEDED, successor), Filing(None))
    accept(proposal.pk, seen=1, by=editor)
    nominated = Proposal.objects.open().get()
    assert (nominated.kind, nominated.subject, nominated.origin) == ("nominate", "Eva NEU", "confirmation")
    assert nominated.values["succeeds"] == appointment.pk
    assert Appointment.objects.count() == 1


def test_a_successor_named_without_a_name_is_nobody(editor: User) -> None:
    appointment = make_appointment("AT")
    nobody = Successor("", "", "", "office@example.org")
    proposal = request_end(appointment.pk, End(TODAY, EndReason.NEW_DUTIES, nobody), Filing(None))
    accept(proposal.pk, seen=1, by=editor)
    assert not Proposal.objects.open().exists()


def test_one_editor_accepts_a_correction_and_its_new_agency_waits_for_review(editor: User) -> None:
    person = make_person("AT", function="Clerk")
    correction = Correction({"function": "Head of Unit"}, NewAgency("River Police", "police"))
    proposal = request_correction(person.pk, correction, Filing(make_delegate("AT")), revision=1)
    assert proposal.before == {"function": "Clerk"}
    accept(proposal.pk, seen=1, by=editor)
    person.refresh_from_db()
    assert (person.function, person.agency) == ("Head of Unit", Agency.objects.unreviewed().get())


def test_a_correction_of_a_changed_entry_is_not_accepted_unseen(editor: User) -> None:
    person = make_person("AT", function="Clerk")
    proposal = request_correction(
        person.pk, Correction({"function": "Head"}), Filing(make_delegate("AT")), revision=1
    )
    update_contact(person.pk, {"function": "Adviser"}, revision=1)
    with pytest.raises(ChangedMeanwhileError):
        accept(proposal.pk, seen=1, by=editor)
    accept(proposal.pk, seen=2, by=editor)
    person.refresh_from_db()
    assert (person.function, person.revision) == ("Head", 3)


@pytest.mark.parametrize("kind", list(ProposalKind))
def test_a_refusal_is_mailed_with_its_reason(kind: ProposalKind, editor: User) -> None:
    asking = make_delegate("AT")
    proposal = make_proposal("AT", kind=kind, submitted_by=asking)
    for _press in range(2):
        decline(proposal.pk, reason="The note is not signed.", by=editor)
    delivery = Delivery.objects.get(address=asking.email)
    assert delivery.letter.subject == f"Not accepted: your request on {proposal.subject}"
    assert "The note is not signed." in delivery.letter.text
    with pytest.raises(ClosedError):
        accept(proposal.pk, seen=proposal.revision, by=editor)


@pytest.mark.parametrize("typed", ["Please give {{name}}", "{{{to}}}"])
def test_braces_in_a_reason_do_not_stop_the_letter(editor: User, typed: str) -> None:
    proposal = make_proposal("AT", submitted_by=make_delegate("AT"))
    decline(proposal.pk, by=editor, reason=typed)
    letter = Letter.objects.get(key=f"proposal {proposal.key} is declined")
    assert [SLOT.findall(part) for part in (letter.subject, letter.text, letter.html)] == [[], [], []]


def test_a_request_made_by_a_link_is_answered_at_the_address_of_the_entry(editor: User) -> None:
    appointment = make_appointment("AT")
    proposal = request_end(appointment.pk, End(TODAY, EndReason.LEFT_SERVICE), Filing(None))
    decline(proposal.pk, reason="You are still named.", by=editor)
    assert Delivery.objects.get().address == appointment.person.email


def test_a_delegation_withdraws_only_proposals_of_its_own_state() -> None:
    proposal = make_proposal("AT")
    with pytest.raises(NotYoursError):
        withdraw(proposal.pk, by=make_delegate("DE"))
    with pytest.raises(NotYoursError):
        withdraw(proposal.pk, by=make_user(Role.EDITOR))
    for _press in range(2):
        withdraw(proposal.pk, by=make_delegate("AT"))
    proposal.refresh_from_db()
    assert proposal.status == "withdrawn"


def test_an_agency_of_the_state_is_taken_as_it_is(editor: User) -> None:
    make_agency("AT", "River Police")
    person = make_person("AT")
    named = NewAgency("River Police", "police")
    proposal = request_correction(
        person.pk, Correction(new_agency=named), Filing(make_delegate("AT")), revision=1
    )
    accept(proposal.pk, seen=1, by=editor)
    assert not Agency.objects.unreviewed().exists()


def accepted(proposal: Proposal, *by: User) -> Appointment:
    """Pass on and accept a nomination by two people, and return the appointment."""
    pass_on(proposal.pk, by=by[0])
    made = accept(proposal.pk, seen=None, by=by[1]).appointment
    assert made is not None
    return made


def test_a_state_keeps_a_first_contact_when_one_leaves_and_names_the_next(
    editor: User, approver: User
) -> None:
    former = make_appointment("AT", primary_from=date(2020, 1, 1))
    successor = Successor("Eva", "Neu", "Head of Unit", "eva.neu@example.org")
    leaving = request_end(former.pk, End(TODAY, EndReason.SUCCEEDED, successor), Filing(None))
    accept(leaving.pk, seen=1, by=editor)
    made = accepted(Proposal.objects.open().get(), editor, approver)
    assert Appointment.objects.primary(TODAY).get() == made


def test_a_leaving_focal_point_is_notified_of_the_decision_on_the_successor(
    editor: User, approver: User
) -> None:
    former = make_appointment("AT")
    successor = Successor("Eva", "Neu", "Head of Unit", "eva.neu@example.org")
    leaving = request_end(former.pk, End(TODAY, EndReason.SUCCEEDED, successor), Filing(None))
    accept(leaving.pk, seen=1, by=editor)
    accepted(Proposal.objects.open().get(), editor, approver)
    delivery = Delivery.objects.get(letter__subject="Accepted: your request on Eva NEU")
    assert delivery.address == former.person.email


def test_a_nominee_may_be_first_contact_before_the_predecessor_ends(editor: User, approver: User) -> None:
    former = make_appointment("AT", primary_from=date(2020, 1, 1))
    last = BEGIN + timedelta(days=20)
    made = accepted(nomination(succeeds=former.pk, predecessor_ends_on=last, primary=True), editor, approver)
    assert made.primary_from == BEGIN
    former.refresh_from_db()
    assert (former.primary_until, former.ends_on) == (BEGIN, last)


def test_a_nominee_may_follow_after_a_gap(editor: User, approver: User) -> None:
    former = make_appointment("AT", primary_from=date(2020, 1, 1))
    made = accepted(nomination(succeeds=former.pk, predecessor_ends_on=TODAY), editor, approver)
    assert (made.succeeds, made.primary_from) == (former, BEGIN)


def test_a_nomination_with_a_deleted_predecessor_can_be_accepted(editor: User, approver: User) -> None:
    former = make_appointment("AT")
    proposal = nomination(succeeds=former.pk)
    former.delete()
    assert "no longer in the record" in " ".join(warnings_about(proposal))
    assert accepted(proposal, editor, approver).succeeds is None


def test_an_appointment_of_another_state_cannot_be_a_predecessor(editor: User, approver: User) -> None:
    foreign = make_appointment("DE")
    assert accepted(nomination(succeeds=foreign.pk), editor, approver).succeeds is None
    foreign.refresh_from_db()
    assert foreign.ends_on is None


def test_a_delegation_cannot_withdraw_a_focal_points_own_request() -> None:
    appointment = make_appointment("AT")
    proposal = request_end(appointment.pk, End(BEGIN, EndReason.LEFT_SERVICE), Filing(None))
    with pytest.raises(NotYoursError):
        withdraw(proposal.pk, by=make_delegate("AT"))


@pytest.mark.parametrize("begins_in", [14, 15])
def test_a_nominee_is_invited_when_the_first_day_is_near(
    editor: User, approver: User, begins_in: int
) -> None:
    accepted(nomination(starts_on=TODAY + timedelta(days=begins_in)), editor, approver)
    assert User.objects.filter(email="eva.neu@example.org").exists() == (begins_in == 14)


def test_a_nominee_accepted_early_is_invited_in_time(editor: User, approver: User) -> None:
    made = accepted(nomination(starts_on=TODAY + timedelta(days=30)), editor, approver)
    assert invite_accepted() == 0
    Appointment.objects.filter(pk=made.pk).update(starts_on=TODAY + timedelta(days=14))
    assert [invite_accepted(), invite_accepted()] == [1, 0]
    assert User.objects.get(email="eva.neu@example.org").invitations.open().count() == 1


def test_a_correction_to_an_agency_merged_meanwhile_names_the_kept_one(editor: User) -> None:
    merged, kept = make_agency("AT", "Rivr Police"), make_agency("AT", "River Police")
    person = make_person("AT")
    by = Filing(make_delegate("AT"))
    proposal = request_correction(person.pk, Correction({"agency_id": merged.pk}), by, revision=1)
    merge_agency(merged.pk, into=kept.pk)
    (line,) = [line for line in lines_of(proposal, reader=editor) if line.differs]
    assert line.requested == "River Police"
    accept(proposal.pk, seen=1, by=editor)
    person.refresh_from_db()
    assert person.agency == kept


def test_a_deleted_agency_is_shown_as_deleted(editor: User) -> None:
    agency = make_agency("AT", "River Police")
    by = Filing(make_delegate("AT"))
    proposal = request_correction(make_person("AT").pk, Correction({"agency_id": agency.pk}), by, revision=1)
    agency.delete()
    (line,) = [line for line in lines_of(proposal, reader=editor) if line.differs]
    assert line.requested == "an agency that is no longer in the record"


def test_an_end_that_moves_into_the_future_gives_the_access_back(editor: User) -> None:
    appointment = make_appointment("AT")
    appointment.person.user = make_user()
    appointment.person.save()
    proposal = request_end(appointment.pk, End(BEGIN, EndReason.LEFT_SERVICE), Filing(None))
    end_appointment(appointment.pk, on=TODAY, reason=EndReason.LEFT_SERVICE)
    settle_access()
    accept(proposal.pk, seen=2, by=editor)
    assert User.objects.get(person=appointment.person).is_active
