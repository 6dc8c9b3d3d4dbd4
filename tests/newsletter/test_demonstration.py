"""The demonstration's newsletter: there at the first load, unchanged by the second, mailed to nobody."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from network.rounds.models import Round
from newsletter import demonstration
from newsletter.contributions.models import CallForContributions, Clearance
from newsletter.dispatch import actions as sending
from newsletter.letters import inlines_of, letter_of
from newsletter.models import Issue, IssueStatus, Piece
from newsletter.printed import Copy
from newsletter.readers.models import GroupMember, Reader, ReaderGroup
from newsletter.readers.reasons import codes, receiving
from nfp_portal.accounts.models import Role
from nfp_portal.jobs.models import Job
from nfp_portal.mail.models import Delivery
from tests.factories.newsletter import approved, make_editor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _loaded() -> None:
    demonstration.load()


def test_three_issues_stand_in_the_archive_number_12_newest() -> None:
    numbers = Issue.objects.published().values_list("number", flat=True)
    assert list(numbers) == [12, 11, 10]


def test_a_draft_an_open_call_and_offers_wait_for_the_editor() -> None:
    assert Issue.objects.get(status=IssueStatus.DRAFT).pieces.count() == 1
    assert Piece.objects.waiting().count() == 3
    assert CallForContributions.current() is not None


def test_a_focal_point_has_written_for_the_own_state_alone() -> None:
    written = Piece.objects.filter(author__role=Role.FOCAL_POINT)
    assert {piece.by_line for piece in written} == {"Austria, Border Police Directorate"}


def test_an_edited_text_waits_for_the_state_of_the_focal_point() -> None:
    [sent] = Clearance.objects.outstanding()
    assert (str(sent.addressee), sent.is_current) == ("Austria: no answer yet", True)


def test_all_of_it_is_marked_and_every_address_is_reserved() -> None:
    for model in (Issue, Piece, Reader, ReaderGroup, Round):
        assert not model._default_manager.filter(is_demonstration=False).exists()
    assert Reader.objects.count() == 42
    assert not Reader.objects.exclude(address__endswith="example.org").exists()


def test_a_group_is_a_reason_for_two_institutes_and_a_second_one_for_a_subscriber() -> None:
    members = receiving().filter(pk__in=GroupMember.objects.current().values("reader"))
    assert list(members.annotate(codes=codes()).values_list("address", "codes").order_by("address")) == [
        ("institute-1@example.org", "group"),
        ("institute-2@example.org", "group"),
        ("reader-01@example.org", "subscription group"),
    ]


def test_loading_again_changes_nothing_and_mails_nobody() -> None:
    models = (Issue, Piece, Reader, ReaderGroup, GroupMember, Job)
    counts = [model.objects.count() for model in models]
    ReaderGroup.objects.update(name="Academies")
    demonstration.load()
    assert [model.objects.count() for model in models] == counts
    assert not Delivery.objects.exists()


def test_loading_again_makes_no_second_draft_after_the_first_was_sent() -> None:
    draft = approved(Issue.objects.get(status=IssueStatus.DRAFT))
    sending.dispatch(draft.number, by=make_editor())
    demonstration.load()
    assert Issue.objects.count() == 4
    assert Piece.objects.waiting().count() == 3


def test_the_past_issues_are_as_approved_and_make_good_mails() -> None:
    for issue in Issue.objects.published().with_pieces():
        assert issue.fingerprint() == issue.content_hash
        assert len(letter_of(issue).html.encode()) < 90_000


def test_two_drawings_stand_in_issue_12_with_their_words_in_both_editions() -> None:
    issue = Issue.objects.with_pieces().get(number=12)
    assert len(inlines_of(issue)) == 2
    for copy, alternative in (
        (Copy("en"), 'alt="Drawing: a sheet of 31 boxes'),
        (Copy("ru"), 'alt="Рисунок: лист с 31 клеткой'),
    ):
        html = letter_of(issue, copy).html
        assert alternative in html
        assert html.count("cid:") == 2
        assert "(OSCE/Demonstration)" in html


def test_the_recorded_facts_of_the_tenth_meeting_are_in_issue_10() -> None:
    text = letter_of(Issue.objects.with_pieces().get(number=10)).text
    for fact in ("100 focal points from 57 participating States", "102 participants", "Świecko"):
        assert fact in text


def test_status_has_the_eight_counts_and_nothing_else() -> None:
    out = StringIO()
    call_command("newsletter", "status", "12", "--json", stdout=out)
    assert list(json.loads(out.getvalue())) == [
        "recipients",
        "waiting",
        "sending",
        "sent",
        "deferred",
        "failed",
        "suppressed",
        "ambiguous",
    ]


def test_status_of_an_issue_that_is_none_says_so() -> None:
    with pytest.raises(CommandError, match=r"There is no issue No\. 99"):
        call_command("newsletter", "status", "99")


def test_the_longest_issue_is_below_90_kilobytes_as_a_mail() -> None:
    sizes = [len(letter_of(issue).html.encode()) for issue in Issue.objects.with_pieces()]
    assert len(sizes) == 4
    assert 10_000 < max(sizes) < 90_000
