"""A group of readers that staff keep is a reason to receive an issue, by the consent of each member."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from newsletter.dispatch import actions as sending
from newsletter.models import Issue
from newsletter.readers import actions as subscribing
from newsletter.readers.models import GroupMember, Reader, ReaderGroup, SubscriptionState
from newsletter.readers.reasons import receiving
from newsletter.readers.retention import purge_readers
from nfp_portal.accounts.models import Role, User
from nfp_portal.mail import actions as mail
from nfp_portal.mail.models import CONFIRMATION, EVERY_STREAM, Delivery
from tests.factories.accounts import client_of, make_user
from tests.factories.dispatches import let_the_minute_pass
from tests.factories.network import make_appointment, make_person
from tests.factories.newsletter import (
    fresh,
    make_approved_issue,
    make_approver,
    make_editor,
    make_group,
    make_member,
    make_subscription,
)

pytestmark = pytest.mark.django_db
PAGE = "/newsletter/readers/groups/"
REASON = "You receive this because the Secretariat keeps this address in its list of readers: "


@pytest.fixture
def editor() -> User:
    return make_editor()


@pytest.fixture
def desk(client: Client, editor: User) -> Client:
    client.force_login(editor)
    return client


@pytest.fixture
def partners() -> ReaderGroup:
    return make_group("Partners")


def add(desk: Client, group: ReaderGroup, addresses: str, **typed: Any) -> Any:
    day = f"{timezone.localdate():%Y-%m-%d}"
    form = {"addresses": addresses, "language": "en", "source": "Letter of May", "day": day}
    return desk.post(group.get_absolute_url(), form | typed, follow=True)


def page_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def fresh_name(group: ReaderGroup) -> str:
    return ReaderGroup.objects.get(pk=group.pk).name


def members_of(group: ReaderGroup) -> set[str]:
    return set(group.members.filter(removed_at=None).values_list("reader__address", flat=True))


def receivers() -> list[str]:
    return sorted(each.address for each in receiving())


def dispatched() -> Issue:
    issue = make_approved_issue()
    sending.dispatch(issue.number, by=make_approver())
    let_the_minute_pass()
    return fresh(issue)


# The reason ---------------------------------------------------------------------------------------


def test_members_receive_an_issue_once_with_their_reasons_on_the_delivery(partners: ReaderGroup) -> None:
    make_appointment("AT", person=make_person("AT", email="anna@example.org"))
    make_member(partners, "anna@example.org")
    make_member(partners, "ben@example.org")
    make_member(make_group("Former focal points"), "ben@example.org")
    issue = dispatched()
    rows = Delivery.objects.filter(letter=issue.letter).values_list(
        "address", "slots__reasons", "slots__reason"
    )
    assert sorted(rows) == [
        (
            "anna@example.org",
            "appointment group",
            f"You receive this as focal point of Austria. {REASON}Partners.",
        ),
        ("ben@example.org", "group", f"{REASON}Former focal points, Partners."),
    ]


def test_the_question_before_sending_counts_those_of_groups(desk: Client, partners: ReaderGroup) -> None:
    make_member(partners, "ben@example.org")
    make_subscription()
    issue = make_approved_issue()
    question = desk.get(f"/newsletter/issues/{issue.number}/dispatch/")
    assert question.context["reasons"] == [
        ("Focal points", 0),
        ("Delegations and organisations", 0),
        ("Subscribers", 1),
        ("Groups", 1),
    ]


def test_the_log_of_an_issue_names_members_of_groups(desk: Client, partners: ReaderGroup) -> None:
    make_member(partners, "ben@example.org")
    issue = dispatched()
    log = page_of(desk.get(f"/newsletter/issues/{issue.number}/dispatch/log/?reason=group"))
    assert "ben@example.org" in log
    assert "Member of a group" in log


def test_who_opted_out_or_refuses_mail_or_was_removed_receives_nothing(partners: ReaderGroup) -> None:
    left, refused, removed = (make_member(partners, f"{name}@example.org") for name in ("a", "b", "c"))
    subscribing.opt_out(left.reader.token)
    mail.withdraw(refused.reader.address, EVERY_STREAM, "550 5.1.1 no such mailbox")
    GroupMember.objects.filter(pk=removed.pk).update(removed_at=timezone.now(), removed_by=make_editor())
    assert receivers() == []


def test_a_group_that_ended_is_no_reason_until_it_is_resumed(desk: Client, partners: ReaderGroup) -> None:
    make_member(partners, "ben@example.org")
    desk.post(f"{partners.get_absolute_url()}end/")
    assert receivers() == []
    page = page_of(desk.get(partners.get_absolute_url()))
    assert "1 address. The group ended on" in page
    assert "Add addresses" not in page
    assert "This group has ended: resume it first." in page_of(add(desk, partners, "new@example.org"))
    desk.post(f"{partners.get_absolute_url()}resume/")
    assert receivers() == ["ben@example.org"]


def test_whoever_has_the_link_reads_the_group_as_the_reason(client: Client, partners: ReaderGroup) -> None:
    member = make_member(partners, "ben@example.org")
    page = client.get(f"/newsletter/preferences/{member.reader.token}/", follow=True)
    assert f"{REASON}Partners." in page_of(page)


def test_a_member_is_kept_and_who_was_removed_long_ago_is_not(partners: ReaderGroup) -> None:
    kept, removed = make_member(partners, "kept@example.org"), make_member(partners, "gone@example.org")
    GroupMember.objects.filter(pk=removed.pk).update(removed_at=timezone.now(), removed_by=make_editor())
    Reader.objects.update(created_at=timezone.now() - timedelta(days=91))
    purge_readers()
    assert list(GroupMember.objects.all()) == [kept]
    assert [each.address for each in Reader.objects.all()] == ["kept@example.org"]


# What staff do ------------------------------------------------------------------------------------


def test_a_group_is_made_and_filled_from_a_pasted_list(desk: Client, editor: User) -> None:
    desk.post(PAGE, {"name": "Partners"})
    group = ReaderGroup.objects.get(name="Partners")
    pasted = (
        'Anna Muster <Anna@Example.org>; ben@example.org,\n"Berg, Cleo" <cleo@example.org>\nben@example.org'
    )
    page = page_of(add(desk, group, pasted, language="it", source="E-mail of 3 May", day="2026-05-03"))
    assert "3 addresses were added." in page
    assert members_of(group) == {"anna@example.org", "ben@example.org", "cleo@example.org"}
    assert {each.language for each in Reader.objects.all()} == {"it"}
    assert f"E-mail of 3 May (3 May 2026, entered by {editor}" in page
    assert "3 addresses; the next issue goes to 3." in page
    rows = desk.get("/newsletter/readers/?q=partners&reason=group").context["page"].object_list
    assert {each.address for each in rows} == members_of(group)
    listed = page_of(desk.get("/newsletter/readers/?reason=group"))
    assert "In the group Partners" in listed
    assert "Partners: E-mail of 3 May" in listed


def test_who_received_nothing_before_is_welcomed_with_the_way_out(
    desk: Client, partners: ReaderGroup
) -> None:
    make_subscription("reader@example.org")
    add(desk, partners, "reader@example.org ben@example.org")
    letter = Delivery.objects.select_related("letter").get(letter__stream=CONFIRMATION)
    assert letter.address == "ben@example.org"
    token = Reader.objects.get(address="ben@example.org").token
    for phrase in ("added this address to its readers", "Partners.", f"/newsletter/preferences/{token}"):
        assert phrase in " ".join(letter.letter.text.split())


def test_the_same_list_again_adds_nobody(desk: Client, partners: ReaderGroup) -> None:
    add(desk, partners, "ben@example.org")
    page = page_of(add(desk, partners, "ben@example.org"))
    assert "0 addresses were added." in page
    assert "In the group already: ben@example.org." in page
    assert GroupMember.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"addresses": "ben@example.org, cleo@nowhere"}, "These are no e-mail addresses: cleo@nowhere."),
        ({"addresses": "nobody"}, "Write at least one address, and at most 500 at a time."),
        ({"source": ""}, "This field is required."),
        ({"day": ""}, "This field is required."),
        ({"day": "2999-01-01"}, "This day has not come yet."),
    ],
)
def test_without_addresses_or_consent_nobody_is_added(
    desk: Client, partners: ReaderGroup, typed: dict[str, str], message: str
) -> None:
    answer = add(desk, partners, **({"addresses": "ben@example.org"} | typed))
    assert (answer.status_code, message in page_of(answer)) == (422, True)
    assert not Reader.objects.exists()


def test_an_opt_out_holds_against_an_older_consent_and_ends_with_a_newer(
    desk: Client, partners: ReaderGroup
) -> None:
    reader = make_subscription("left@example.org", state=SubscriptionState.ENDED)
    page = page_of(add(desk, partners, "left@example.org"))
    assert (
        "Not added: their owners opted out on the day of this consent or after it: left@example.org." in page
    )
    assert (members_of(partners), receivers()) == (set(), [])
    Reader.objects.filter(pk=reader.pk).update(opted_out_at=timezone.now() - timedelta(days=2))
    add(desk, partners, "left@example.org")
    assert (members_of(partners), receivers()) == ({"left@example.org"}, ["left@example.org"])


def test_a_member_is_removed_and_that_is_taken_back(desk: Client, partners: ReaderGroup) -> None:
    member = make_member(partners, "ben@example.org")
    page = desk.post(f"/newsletter/readers/members/{member.pk}/remove/", follow=True)
    assert members_of(partners) == set()
    undo = f"/newsletter/readers/members/{member.pk}/restore/"
    assert undo in page_of(page)
    for _click in range(2):
        desk.post(undo)
    [restored] = partners.members.filter(removed_at=None)
    assert (restored.consent_source, restored.consent_on) == ("Letter", member.consent_on)


def test_the_history_names_who_did_what(desk: Client, editor: User) -> None:
    User.objects.filter(pk=editor.pk).update(name="Eva Redl")
    desk.post(PAGE, {"name": "Partners"})
    group = ReaderGroup.objects.get()
    add(desk, group, "ben@example.org")
    desk.post(f"/newsletter/readers/members/{GroupMember.objects.get().pk}/remove/")
    desk.post(f"{group.get_absolute_url()}end/")
    history = page_of(desk.get(f"{group.get_absolute_url()}history/"))
    steps = history.partition('<ol class="history">')[2].partition("</ol>")[0]
    # The clock of history stands still within a test: what became of the group itself is in its own order.
    for newer, older in (
        ("The group ended", "The group was made"),
        ("Removed</strong>: ben@example.org", "Added</strong>: ben@example.org, Letter of May"),
    ):
        assert steps.index(newer) < steps.index(older)
    assert (steps.count("<li>"), steps.count("Eva Redl")) == (4, 4)


def test_two_groups_have_no_name_in_common_unless_one_ended(desk: Client, partners: ReaderGroup) -> None:
    answer = desk.post(PAGE, {"name": "partners"})
    assert (answer.status_code, "There is a group of this name already." in page_of(answer)) == (422, True)
    desk.post(f"{partners.get_absolute_url()}end/")
    assert desk.post(PAGE, {"name": "partners"}).status_code == 302
    refused = desk.post(f"{partners.get_absolute_url()}resume/", follow=True)
    assert "There is a group of this name already." in page_of(refused)


def test_a_group_is_renamed_and_its_history_has_both_names(
    desk: Client, editor: User, partners: ReaderGroup
) -> None:
    member = make_member(partners, "ben@example.org")
    address = f"{partners.get_absolute_url()}rename/"
    assert address in page_of(desk.get(partners.get_absolute_url()))
    page = page_of(desk.post(address, {"name": "Partner institutes", "revision": 1}, follow=True))
    assert "<h1>Partner institutes</h1>" in page
    history = page_of(desk.get(f"{partners.get_absolute_url()}history/"))
    assert "<strong>Renamed</strong>: Partners → Partner institutes" in history
    assert history.count("<strong>Renamed</strong>") == 1
    reason = page_of(desk.get(f"/newsletter/preferences/{member.reader.token}/", follow=True))
    assert f"{REASON}Partner institutes." in reason


def test_a_copy_that_was_addressed_keeps_the_name_of_then(desk: Client, partners: ReaderGroup) -> None:
    make_member(partners, "ben@example.org")
    issue = dispatched()
    desk.post(f"{partners.get_absolute_url()}rename/", {"name": "Institutes", "revision": 1})
    assert ReaderGroup.objects.get().name == "Institutes"
    assert Delivery.objects.get(letter=issue.letter).slots["reason"] == f"{REASON}Partners."


@pytest.mark.parametrize(
    ("typed", "message"),
    [("institutes", "There is a group of this name already."), ("", "This field is required.")],
)
def test_a_group_keeps_its_name_where_another_has_it_or_none_is_typed(
    desk: Client, partners: ReaderGroup, typed: str, message: str
) -> None:
    make_group("Institutes")
    answer = desk.post(f"{partners.get_absolute_url()}rename/", {"name": typed, "revision": 1})
    assert (answer.status_code, message in page_of(answer)) == (422, True)
    assert fresh_name(partners) == "Partners"


def test_two_editors_who_rename_a_group_see_both_names(desk: Client, partners: ReaderGroup) -> None:
    address = f"{partners.get_absolute_url()}rename/"
    desk.post(address, {"name": "Theirs", "revision": 1})
    answer = desk.post(address, {"name": "Mine", "revision": 1})
    assert answer.status_code == 409
    assert ("Mine" in page_of(answer), "Theirs" in page_of(answer)) == (True, True)
    assert fresh_name(partners) == "Theirs"


def test_a_group_that_ended_is_renamed_to_be_resumed_beside_another_of_its_name(
    desk: Client, partners: ReaderGroup
) -> None:
    desk.post(f"{partners.get_absolute_url()}end/")
    make_group("Partners")
    desk.post(f"{partners.get_absolute_url()}rename/", {"name": "Partners of 2019", "revision": 1})
    desk.post(f"{partners.get_absolute_url()}resume/")
    assert set(ReaderGroup.objects.current().values_list("name", flat=True)) == {
        "Partners",
        "Partners of 2019",
    }


def test_the_database_keeps_a_member_once_and_with_a_consent(partners: ReaderGroup) -> None:
    make_member(partners, "ben@example.org")
    for facts, name in (
        ({"address": "ben@example.org"}, "a_reader_is_in_a_group_once"),
        ({"address": "new@example.org", "consent_source": ""}, "member_of_a_group_has_a_consent"),
        ({"address": "new@example.org", "removed_at": timezone.now()}, "removed_member_says_who_removed_it"),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            make_member(partners, **facts)


@pytest.mark.parametrize("role", [Role.FOCAL_POINT, Role.PARTNER])
def test_no_group_is_shown_to_others(partners: ReaderGroup, role: Role) -> None:
    other = client_of(make_user(role))
    for address in ("", "history/", "rename/"):
        assert other.get(f"{partners.get_absolute_url()}{address}").status_code == 404
    assert other.get(PAGE).status_code == 404
