"""Each kind of document says of an account what the view at its address answers."""

from itertools import product

import pytest
from pytest_django import Settings

from meetings.models import Stage
from meetings.reports.pdf import MeetingDocument
from meetings.reports.permissions import Document
from network.directory.pdf import DirectoryDocument
from network.rounds.report import RoundReport
from network.rounds.tally import tally_of
from newsletter.pdf import IssueDocument
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.models import Role
from tests.factories.accounts import client_of, make_user
from tests.factories.meetings import make_meeting, make_report
from tests.factories.newsletter import make_approved_issue, make_sent_issue
from tests.factories.rounds import ask

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", Role)
def test_who_may_read_a_document_is_whom_its_address_answers(role: Role, settings: Settings) -> None:
    settings.REQUIRE_MFA = False
    user = make_user(role)
    client = client_of(user)
    meetings = [make_meeting(stage=stage) for stage in (Stage.PLANNED, Stage.ANNOUNCED, Stage.HELD)]
    make_report(meetings[2])
    documents = [
        *(MeetingDocument(*each) for each in product(meetings, Document, Audience)),
        *(IssueDocument(issue) for issue in (make_approved_issue(), make_sent_issue())),
        RoundReport(tally_of(ask().round)),
        DirectoryDocument({"only": []}, user),
    ]
    answered = {document.url: client.get(document.url).status_code in {200, 202} for document in documents}
    assert {document.url: document.may_read(user) for document in documents} == answered


def test_the_directory_printed_for_one_reader_is_for_nobody_else() -> None:
    assert not DirectoryDocument({"only": []}, make_user()).may_read(make_user())


def test_a_closed_account_may_read_no_directory() -> None:
    user = make_user()
    user.is_active = False
    assert not DirectoryDocument({"only": []}, user).may_read(user)
