"""The demonstration has a meeting whose draft report States comment on; only the secretariat reads it."""

from collections.abc import Callable

import pytest
from django.test import Client

from meetings.models import Meeting
from meetings.reports import demonstration
from meetings.reports.models import Comment
from nfp_portal.accounts.models import User
from nfp_portal.mail.models import Delivery

pytestmark = pytest.mark.django_db

SLUG = "meeting-on-small-crossing-points"


def test_states_comment_on_the_draft_of_the_demonstration(
    client: Client, client_of: Callable[[User], Client], editor: User
) -> None:
    for _twice in range(2):
        demonstration.load()
    meeting = Meeting.objects.get(slug=SLUG)
    assert (meeting.has_ended, meeting.is_demonstration, meeting.participants.count()) == (True, True, 6)
    outcomes = meeting.comment_rounds.get().round.addressees.values_list("state__iso2", "outcome")
    assert sorted(outcomes) == [
        ("AT", "waiting"), ("GE", "waiting"), ("MD", "nothing"),
        ("PL", "answered"), ("RO", "waiting"), ("UA", "answered"),
    ]  # fmt: skip
    assert [each.treatment for each in Comment.objects.order_by("part_label")] == ["accepted", ""]
    page = client_of(editor).get(f"/meetings/{SLUG}/report/comments/").content.decode()
    assert "Silence procedure until 12:00 on" in page
    assert client.get(f"/meetings/{SLUG}/report").status_code == 404
    assert not Delivery.objects.exists()
