"""Two editors at the same moment: one change is saved, the other is reported, none is half-written."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client

from meetings.actions.meetings import change_meeting
from meetings.actions.parts import RemovedError, add_part, change_part, move_part, remove_part
from meetings.models import AgendaItem, Kind, Meeting, Stage
from meetings.reports.actions.reports import UnreadError, as_read, draft_report, release_report
from meetings.reports.models import Conclusion
from nfp_portal.accounts.models import User
from tests.at_once import at_once, until_somebody_waits
from tests.factories.meetings import LAST_DAY, at, make_item, make_meeting, make_report, make_timed_item

pytestmark = pytest.mark.django_db(transaction=True)

ITEM = {
    "revision": "1",
    "kind": "session",
    "audience": "all",
    "day": "2026-10-06",
    "begins": "09:00",
    "ends": "10:00",
}


def post(client: Client, address: str, form: dict[str, str]) -> Callable[[], int]:
    return lambda: client.post(address, form).status_code


@pytest.mark.parametrize("_round", range(3))
def test_two_concurrent_items_cannot_have_one_time(
    client_of: Callable[[User], Client], editor: User, approver: User, _round: int
) -> None:
    meeting = make_meeting(slug="busy")
    forms = [ITEM | {"title": title, "key": str(uuid4())} for title in ("Mine", "Yours")]
    clients = [client_of(editor), client_of(approver)]
    answers = at_once(
        *(
            post(client, "/meetings/busy/agenda/add/", form)
            for client, form in zip(clients, forms, strict=True)
        )
    )
    assert sorted(answers) == [302, 422]
    assert meeting.items.count() == 1


def test_submitting_a_new_meeting_twice_at_once_makes_one_meeting(
    client_of: Callable[[User], Client], editor: User
) -> None:
    form = {
        "revision": "1",
        "key": str(uuid4()),
        "title": "Pressed twice",
        "series": "training",
        "stage": "planned",
    }
    clients = [client_of(editor), client_of(editor)]
    answers = at_once(*(post(client, "/meetings/new/", form) for client in clients))
    assert 302 in answers
    assert Meeting.objects.filter(title="Pressed twice").count() == 1


def test_two_who_restore_an_item_at_once_bring_it_back_once(
    client_of: Callable[[User], Client], editor: User, approver: User
) -> None:
    meeting = make_meeting(slug="less")
    item = make_timed_item(meeting, "Opening", at(9), at(10))
    remove_part(AgendaItem.objects.get(pk=item.pk), by=editor)
    address = f"/meetings/less/agenda/{item.key}/restore/"
    assert at_once(*(post(client_of(user), address, {}) for user in (editor, approver))) == [302, 302]
    assert [(each.pk, each.revision) for each in meeting.items.all()] == [(item.pk, 2)]


@pytest.mark.parametrize("_round", range(3))
def test_a_restored_item_and_a_new_one_never_have_one_time(
    client_of: Callable[[User], Client], editor: User, approver: User, _round: int
) -> None:
    meeting = make_meeting(slug="less")
    item = make_timed_item(meeting, "Opening", at(9), at(10))
    remove_part(AgendaItem.objects.get(pk=item.pk), by=editor)
    at_once(
        post(client_of(editor), f"/meetings/less/agenda/{item.key}/restore/", {}),
        post(client_of(approver), "/meetings/less/agenda/add/", ITEM | {"title": "Registration"}),
    )
    assert meeting.items.filter(pk=item.pk).exists()
    assert meeting.items.filter(begins__isnull=False).count() == 1


def test_of_two_concurrent_changes_one_is_saved_and_one_shows_both_versions(
    client_of: Callable[[User], Client], editor: User, approver: User
) -> None:
    meeting = make_meeting(slug="raced")
    form = {"revision": "1", "series": "annual", "stage": "agenda", "starts_on": "2026-10-06"}
    acts = [
        post(client_of(user), "/meetings/raced/edit/", form | {"title": user.email})
        for user in (editor, approver)
    ]
    assert sorted(at_once(*acts)) == [302, 409]
    meeting.refresh_from_db()
    assert meeting.revision == 2


def test_changing_an_item_that_was_removed_meanwhile_is_refused(editor: User) -> None:
    seen = make_item(make_meeting(), "Seen by two")
    remove_part(AgendaItem.objects.get(pk=seen.pk), by=editor)
    with pytest.raises(RemovedError):
        change_part(seen, {"title": "Too late"}, revision=1, by=editor)
    with pytest.raises(RemovedError):
        move_part(seen, 1, by=editor)


@pytest.mark.parametrize(
    ("action", "form"), [("edit", ITEM | {"title": "Too late"}), ("move", {"direction": "up"})]
)
def test_a_change_that_waits_for_a_removal_is_404(
    client_of: Callable[[User], Client], editor: User, action: str, form: dict[str, str]
) -> None:
    meeting = make_meeting(slug="emptied")
    item = make_item(meeting, "Seen by two")
    client = client_of(editor)
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)
            answer = pool.submit(
                at_once, post(client, f"/meetings/emptied/agenda/{item.key}/{action}/", form)
            )
            until_somebody_waits()
            item.delete()
        assert answer.result() == [404]


def test_an_item_put_on_another_day_meanwhile_moves_there(editor: User) -> None:
    meeting = make_meeting()
    seen = make_item(meeting, "Moved", day=meeting.starts_on)
    make_item(meeting, "Stays", day=LAST_DAY)
    change_part(AgendaItem.objects.get(pk=seen.pk), {"day": LAST_DAY}, revision=1, by=editor)
    order = list(meeting.items.filter(day=LAST_DAY).in_order())
    move_part(seen, -1 if order[1] == seen else 1, by=editor)
    assert list(meeting.items.filter(day=LAST_DAY).in_order()) == order[::-1]


def test_a_move_into_a_taken_time_is_refused_in_words(
    client_of: Callable[[User], Client], editor: User
) -> None:
    meeting = make_meeting(slug="full")
    make_timed_item(meeting, "Taken", at(9), at(10))
    make_timed_item(meeting, "Beside it", at(9), at(12), kind=Kind.WORKING_GROUP)
    last = make_timed_item(meeting, "Last", at(12), at(13))
    address = f"/meetings/full/agenda/{last.key}/move/"
    page = client_of(editor).post(address, {"direction": "up"}, follow=True).content.decode()
    assert "Another item of the agenda has the time it would get." in page
    assert meeting.items.get(title="Last").starts_at == at(12)


def test_a_drafted_report_counts_on_from_the_meeting_of_now(editor: User) -> None:
    seen = make_meeting(stage=Stage.HELD, title="At first")
    change_meeting(seen.pk, {"title": "Changed meanwhile"}, revision=1)
    draft_report(seen, by=editor)
    seen.refresh_from_db()
    assert (seen.revision, seen.stage, seen.title) == (3, Stage.REPORT, "Changed meanwhile")


def test_a_release_and_a_conclusion_wait_for_each_other_in_one_order(editor: User, approver: User) -> None:
    meeting = make_meeting(stage=Stage.REPORT)
    report = make_report(meeting, edited_by=editor)

    read = as_read(meeting)

    def release() -> int:
        """Count the releases."""
        try:
            release_report(report.pk, read=read, by=approver)
        except UnreadError:
            return 0
        return 1

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)
            answer = pool.submit(at_once, release)
            until_somebody_waits()
            add_part(Conclusion, meeting, uuid4(), {"text": "In time"}, by=editor)
        assert answer.result() == [0]
