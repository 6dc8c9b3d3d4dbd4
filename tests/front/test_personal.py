"""A person asks what is recorded of them, and gets that, all of it and nothing of anybody else."""

import json
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from exchange.initiatives.models import SponsorInvitation
from exchange.self_assessment.models import SelfAssessment
from meetings.participation.models import Participant
from network.actions.memberships import join
from network.actions.merging import merge
from network.models import Appointment, Network, Person
from network.rounds.actions.answers import GivenAnswer
from network.rounds.models import Channel
from network.verification.actions.answers import Leaving, leave
from newsletter.contributions.actions import clearance as clearing
from newsletter.contributions.models import Clearance
from newsletter.models import PrintedText
from newsletter.readers import actions as subscribing
from newsletter.readers.models import Reader
from nfp_portal.accounts import actions
from nfp_portal.accounts.models import Role, User
from nfp_portal.audit.models import Act, Entry
from nfp_portal.kept_forms.models import KeptForm
from nfp_portal.returned.models import ReturnedMail
from nfp_portal.returned.verdicts import Verdict
from tests.factories.accounts import client_of, make_user
from tests.factories.assessments import make_request
from tests.factories.contributions import make_call, offer_by_link, sent_for_clearance
from tests.factories.imports import previewed
from tests.factories.initiatives import make_initiative
from tests.factories.meetings import make_meeting, make_participant
from tests.factories.network import make_appointment, make_focal_point, make_person, state
from tests.factories.newsletter import make_issue
from tests.factories.proposals import make_proposal
from tests.factories.rounds import ask, mailbox_of
from tests.factories.self_assessment import begin, write

pytestmark = pytest.mark.django_db

# What the account alone downloads of self-assessments.
ACTS, LEVELS = "self-assessments begun, closed or shared", "levels of self-assessments changed"


def printed(email: str) -> dict[str, list[dict[str, Any]]]:
    out = StringIO()
    call_command("export_person", email, stdout=out)
    return dict(json.loads(out.getvalue()))


def exported(email: str) -> dict[str, list[dict[str, Any]]]:
    """What is printed, without the note on what is handed out elsewhere."""
    return {name: rows for name, rows in printed(email).items() if name != "not in this copy"}


@pytest.fixture(autouse=True)
def _anna() -> None:
    person = make_person(email="anna@example.org", given_name="Änna")
    make_appointment(person=person)
    join(person, Network.objects.get(slug="counter-terrorism-network"), "Contact point", starts_on=None)
    person.user = actions.invite("Anna@example.org", role=Role.FOCAL_POINT, by=None)
    person.save()
    Reader.objects.create(address="anna@example.org")
    make_appointment(person=make_person(email="other@example.org", given_name="Somebody else"))


def test_the_export_has_all_rows_about_the_person() -> None:
    rows = {name: len(matches) for name, matches in exported("ANNA@example.org").items()}
    assert rows == {
        "accounts": 1,
        "invitations": 1,
        "reset links": 0,
        "entries": 1,
        "history": 2,
        "appointments": 1,
        "roles in other networks": 1,
        "questions asked": 0,
        "answers given": 0,
        "questions to the Network": 0,
        "asked to help with an answer": 0,
        "co-sponsors invited": 0,
        "initiatives proposed": 0,
        "steps of initiatives": 0,
        "assessments requested": 0,
        "verdicts on recommendations": 0,
        "practices": 0,
        "asked for practices": 0,
        "practices used too": 0,
        "co-ordinator of centres": 0,
        "confirmations": 0,
        "proposals": 0,
        "imported rows": 0,
        "participations": 0,
        "history of participations": 0,
        "announced as moderator or speaker": 0,
        "personal notes for meetings": 0,
        "asked for papers": 0,
        "named as rapporteur": 0,
        "contributions": 0,
        "texts for clearance": 0,
        "readers of the newsletter": 1,
        "in groups of readers": 0,
        "mail that came back": 0,
        "messages": 1,
        "messages to many written": 0,
        "on lists of messages": 0,
        "suppressions": 0,
        "choice of digest": 0,
        "follows": 0,
        "fields of work followed": 0,
        "States followed": 0,
        "entries known of what is followed": 0,
        "notices of turns": 0,
        "mailboxes of rounds": 0,
        "contacts": 0,
        "submissions": 0,
        "acting for an approver": 0,
        "changes requested of lists": 0,
        "acts": 0,
        "named by others": 0,
        "consents of readers entered": 0,
        "added to groups of readers": 0,
        "removed from groups of readers": 0,
        "returned mail decided on": 0,
    }


def test_the_export_has_no_secrets_and_no_other_person() -> None:
    text = json.dumps(exported("anna@example.org"), ensure_ascii=False)
    assert "Änna" in text
    for absent in ("Somebody else", "other@example.org", "password", "token"):
        assert absent not in text


def test_that_it_was_exported_is_noted_without_the_address() -> None:
    exported("anna@example.org")
    entry = Entry.objects.get(act=Act.EXPORT)
    assert entry.details is not None
    assert entry.details["rows"]["entries"] == 1
    assert "anna" not in json.dumps(entry.details)


def test_an_address_nobody_has_is_said_to_be_unknown() -> None:
    with pytest.raises(CommandError, match="Nothing is recorded"):
        exported("nobody@example.org")


def test_the_export_includes_merged_entries() -> None:
    target, duplicate = Person.objects.get(email="anna@example.org"), make_person(mobile="+43 1 777 7777")
    merge(target.pk, duplicate.pk, taken=(), revisions=(target.revision, duplicate.revision))
    assert "+43 1 777 7777" in json.dumps(exported("anna@example.org"))


def test_a_participation_that_was_removed_is_in_it_by_its_history() -> None:
    make_participant(make_meeting(), email="eva@example.org").delete()
    rows = {name: len(matches) for name, matches in exported("eva@example.org").items() if matches}
    assert rows == {"history of participations": 2}


def test_an_address_typed_by_mistake_hands_nobody_elses_participation_out() -> None:
    participant = make_participant(make_meeting(), family_name="Berg", email="eva@example.org")
    Participant.objects.filter(pk=participant.pk).update(email="berta@example.org")
    make_participant(participant.meeting, family_name="Eder", email="eva@example.org")
    names = [row["family_name"] for row in exported("eva@example.org")["history of participations"]]
    assert names == ["Eder"]


def test_the_export_has_rows_that_name_a_person_without_an_entry() -> None:
    eva = {"given_name": "Eva", "family_name": "Neu", "email": "eva@example.org"}
    make_proposal("AT", values={"entry": eva, "starts_on": "2027-01-01"})
    previewed(("Atlantis", "Eva", "Neu", "Eva@example.org", "", ""))
    leave(ask().key, Leaving(timezone.localdate(), family_name="Neu", email="eva@example.org"))
    counts = {name: len(matches) for name, matches in exported("EVA@example.org").items() if matches}
    assert counts == {"imported rows": 1, "named by others": 3}


def test_the_export_leaves_out_what_else_others_wrote_beside_the_name() -> None:
    eva = {"given_name": "Eva", "family_name": "Neu", "email": "eva@example.org"}
    make_proposal("AT", values={"entry": eva, "starts_on": "2027-01-01"}, note="Between us.")
    leaving = ask()
    leave(leaving.key, Leaving(timezone.localdate(), family_name="Neu", email="eva@example.org"))
    text = json.dumps(exported("eva@example.org"))
    assert "Neu" in text
    for absent in ("Between us.", str(leaving.key), "last_day"):
        assert absent not in text


# What somebody did for a State, or as staff -------------------------------------------------------


def sent_text(code: str = "AT", *, by: User | None = None) -> Clearance:
    """Send a text of a State to it for clearance."""
    piece = offer_by_link(make_call(code), code, headline="Our drill", body="A text.")
    return sent_for_clearance(piece, make_issue(number=13), **({"by": by} if by else {}))


def cleared(clearance: Clearance, given: GivenAnswer) -> None:
    clearing.clear(clearance.addressee.key, text_hash=clearance.text_hash, given=given)


def test_who_cleared_a_text_signed_in_finds_it_and_the_name_it_was_given_under() -> None:
    user = make_focal_point("AT")
    cleared(sent_text(), GivenAnswer(Channel.PORTAL, user, name="Gruber, Ministry"))
    rows = exported(user.email)
    assert [row["answered_name"] for row in rows["answers given"]] == ["Gruber, Ministry"]
    assert [row["verdict"] for row in rows["texts for clearance"]] == ["cleared"]
    assert exported("anna@example.org")["texts for clearance"] == []


def test_who_cleared_a_text_by_a_link_finds_it_with_the_reply() -> None:
    make_appointment("DE", person=make_person("DE", email="eva@example.org"))
    clearance = sent_text("DE")
    mailbox = mailbox_of(clearance.addressee)
    assert mailbox.address == "eva@example.org"
    given = GivenAnswer(Channel.LINK, name=mailbox.name)
    text = PrintedText("Our drill", "Another text.")
    key, text_hash = clearance.addressee.key, clearance.text_hash
    clearing.change(key, text, text_hash=text_hash, reply="Please mind.", given=given)
    assert [row["reply"] for row in exported("eva@example.org")["texts for clearance"]] == ["Please mind."]


def test_staff_find_the_texts_they_sent_and_decisions_without_others_addresses() -> None:
    editor = make_user(Role.EDITOR)
    sent_text(by=editor)
    subscribing.add(
        "new@example.org",
        language="en",
        consent=subscribing.GivenConsent("Letter", timezone.localdate()),
        by=editor,
    )
    ReturnedMail.objects.create(
        digest="0" * 64,
        address="other@example.org",
        verdict=Verdict.UNREADABLE,
        decided_by=editor,
        decided_at=timezone.now(),
    )
    rows = exported(editor.email)
    names = ("texts for clearance", "consents of readers entered", "returned mail decided on")
    assert [len(rows[name]) for name in names] == [1, 1, 1]
    decisions = json.dumps([rows[name] for name in names])
    assert "new@example.org" not in decisions
    assert "other@example.org" not in decisions


def test_who_named_a_co_sponsor_finds_it() -> None:
    user = make_focal_point("AT")
    SponsorInvitation.objects.create(initiative=make_initiative(), state=state("DE"), by=user)
    assert len(exported(user.email)["co-sponsors invited"]) == 1


def test_who_has_a_longer_address_is_somebody_else() -> None:
    make_request(contact="Hanna, hanna@example.org")
    make_request(scope="Own", contact="Anna Demo (anna@example.org).")
    assert [row["scope"] for row in exported("anna@example.org")["assessments requested"]] == ["Own"]


def anna_at_her_states_own_work() -> User:
    """What she has written in a self-assessment of Austria that nobody else reads, and is about to."""
    anna = User.objects.get(email="anna@example.org")
    write(begin("AT"), level=1, evidence="We have no radios", by=anna)
    page = f"/self-assessment/{SelfAssessment.objects.get().key}/"
    KeptForm.objects.create(user=anna, action=page, page=page, query="evidence=We+have+no+boats")
    return anna


def test_what_a_state_tells_nobody_changes_nothing_of_the_copy_that_staff_print() -> None:
    before, out = printed("anna@example.org"), StringIO()
    noted = Entry.objects.get(act=Act.EXPORT).details
    anna_at_her_states_own_work()
    assert printed("anna@example.org") == before
    assert Entry.objects.filter(act=Act.EXPORT).latest("pk").details == noted
    call_command("erase_person", "anna@example.org", stdout=out)
    assert "accounts: 1" in out.getvalue()
    assert "self-assessment" not in out.getvalue()


def test_the_copy_says_where_the_rest_is_handed_to_the_person_alone(settings: Any) -> None:
    (rest,) = printed("anna@example.org")["not in this copy"]
    assert rest["downloaded at"] == f"{settings.SITE_URL}/privacy/own-record.json"
    anna = anna_at_her_states_own_work()
    answer = client_of(anna).get("/privacy/own-record.json")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="own-record.json"'
    own = answer.json()
    assert {name: len(rows) for name, rows in own.items()} == {
        "forms not sent yet": 1,
        ACTS: 0,
        LEVELS: 1,
    }
    assert own[LEVELS][0]["question"] == "reserve"
    assert own["forms not sent yet"][0]["query"] == "evidence=We+have+no+boats"
    assert "We have no radios" not in answer.content.decode()


def own_record_of(user: User) -> dict[str, list[dict[str, Any]]]:
    return dict(client_of(user).get("/privacy/own-record.json").json())


def test_a_former_official_is_handed_own_acts_and_nothing_of_what_the_state_does_since(settings: Any) -> None:
    settings.REQUIRE_MFA = False
    anna, heir = User.objects.get(email="anna@example.org"), make_focal_point(primary_from=date(2020, 1, 1))
    client_of(anna).post("/self-assessment/begin/at/")
    made = SelfAssessment.objects.get()
    write(made, level=1, evidence="We have no radios", by=anna)
    then = own_record_of(anna)
    (began,), (level,) = then[ACTS], then[LEVELS]
    assert began.keys() == {"state__name", "pgh_label", "pgh_created_at", "closed_at", "shared_with"}
    assert (began["pgh_label"], began["closed_at"], began["shared_with"]) == ("insert", None, "nobody")
    assert level.keys() == {"assessment__state__name", "question", "changed_at"}
    Appointment.objects.filter(person__user=anna).update(ends_on=timezone.localdate() - timedelta(days=1))
    client, path = client_of(heir), made.get_absolute_url()
    client.post(path, {"act": "close"})
    client.post(f"{path}share/", {"shared_with": "secretariat"})
    acts = [(bool(row["closed_at"]), row["shared_with"]) for row in own_record_of(heir)[ACTS]]
    assert acts == [(True, "nobody"), (True, "secretariat")]
    assert own_record_of(anna) == then | {LEVELS: []}
    make_appointment("PL", person=Person.objects.get(user=anna))
    assert own_record_of(anna) == then | {LEVELS: []}
    User.objects.filter(pk=anna.pk).update(role=Role.EDITOR)
    anna.refresh_from_db()
    assert own_record_of(anna) == then | {LEVELS: []}


def test_nobody_is_handed_the_rest_of_somebody_else(settings: Any) -> None:
    settings.REQUIRE_MFA = False
    anna_at_her_states_own_work()
    assert Client().get("/privacy/own-record.json").status_code == 302
    for role in (Role.EDITOR, Role.APPROVER, Role.ADMINISTRATOR, Role.FOCAL_POINT):
        rows = client_of(make_user(role)).get("/privacy/own-record.json").json()
        assert list(rows.values()) == [[], [], []]
