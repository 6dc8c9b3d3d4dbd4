"""Holding, stopping and resuming an issue in several languages; what the log says of each copy."""

import csv
import io

import pytest
from django.test import Client

from newsletter.dispatch import actions as sending
from newsletter.models import Issue, IssueStatus
from newsletter.readers.models import Reader
from nfp_portal.mail.ledger import Outcome
from nfp_portal.mail.models import Delivery, DeliveryState, Version
from tests.factories.dispatches import claimed, end, let_the_minute_pass
from tests.factories.newsletter import fresh, make_approved_issue, make_editor, make_subscription

pytestmark = pytest.mark.django_db


def dispatched() -> Issue:
    """An issue in English and Russian, addressed to one reader of each and one of German."""
    for language in ("en", "ru", "de"):
        make_subscription(f"{language}@example.org", language=language)
    issue = make_approved_issue(editions=["ru"])
    sending.dispatch(issue.number, by=make_editor())
    return fresh(issue)


def test_only_where_there_are_several_editions_one_reads_that_ones_language_has_none() -> None:
    dispatched()
    why = Delivery.objects.get(address="de@example.org").slots["reason"]
    assert why.endswith(" Ihre Sprache hier: Deutsch. Sprachen dieser Ausgabe: Englisch, Russisch.")


def versions() -> dict[str, str]:
    return dict(Delivery.objects.values_list("address", "version"))


def test_all_copies_are_one_letter_and_counted_together() -> None:
    issue = dispatched()
    assert versions() == {"en@example.org": "", "ru@example.org": "ru", "de@example.org": ""}
    assert sending.counts(issue)["recipients"] == 3


def test_undo_takes_all_copies_back_and_a_new_dispatch_makes_them_anew() -> None:
    issue = dispatched()
    sending.undo(issue.number, by=make_editor())
    assert set(Delivery.objects.values_list("state", flat=True)) == {DeliveryState.WITHDRAWN}
    sending.dispatch(issue.number, by=make_editor())
    assert Delivery.objects.open().count() == 3
    assert Version.objects.filter(letter=fresh(issue).letter).count() == 1


def test_stopped_and_resumed_each_gets_the_copy_that_was_meant() -> None:
    issue, before = dispatched(), versions()
    let_the_minute_pass()
    end(claimed(1), Outcome(DeliveryState.SENT))
    sending.stop(issue.number, by=make_editor())
    reach = Issue.objects.with_reach().get(pk=issue.pk)
    assert (reach.sent, reach.recipients) == (1, 3)
    assert fresh(issue).status == IssueStatus.STOPPED
    Reader.objects.update(language="ru")
    sending.resume(issue.number, by=make_editor())
    assert versions() == before
    assert (sending.counts(issue)["sent"], sending.counts(issue)["waiting"]) == (1, 2)


def test_a_refused_copy_goes_again_and_a_newcomer_gets_the_own_edition() -> None:
    issue = dispatched()
    let_the_minute_pass()
    end(claimed(3), Outcome(DeliveryState.SENT))
    Delivery.objects.filter(address="ru@example.org").update(state=DeliveryState.FAILED)
    sending.close_finished()
    make_subscription("new@example.org", language="ru")
    assert sending.send_to_those_without(issue.number, by=make_editor()) == 2
    again = Delivery.objects.open().values_list("address", "version")
    assert sorted(again) == [("new@example.org", "ru"), ("ru@example.org", "ru")]


def test_the_log_and_the_sheet_name_the_copy_and_narrow_by_it(desk: Client) -> None:
    issue = dispatched()
    log = f"/newsletter/issues/{issue.number}/dispatch/log/"
    counts = {name: desk.get(log, {"edition": name}).context["page"].paginator.count for name in ("en", "ru")}
    assert counts == {"en": 2, "ru": 1}
    [head, *rows] = csv.reader(io.StringIO(desk.get(f"{log}csv/").content.decode("utf-8-sig")))
    assert {row[0]: row[-1] for row in rows} == {
        "en@example.org": "English",
        "ru@example.org": "Russian",
        "de@example.org": "English",
    }
    assert head[-1] == "Edition"
