"""By a real worker to a real mail server: the digest of what one follows."""

import pytest
from django.test import Client
from django.utils import timezone

from network.following.actions import save_choices
from network.following.choices import Choices
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.models import Role, User
from nfp_portal.turns import actions
from nfp_portal.turns.models import Digest
from tests.factories.accounts import make_user
from tests.factories.practices import make_practice
from tests.mailbox import Mailbox
from tests.network.following.conftest import MORNING
from tests.newsletter.dispatch.test_stopping_with_a_worker import wait_until
from tests.worker import Worker

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_digest_arrives_once_and_its_header_leaves_it(
    worker: Worker, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    partner, other = make_user(Role.PARTNER), make_user(Role.PARTNER)
    User.objects.update(last_login=timezone.now())
    save_choices(partner, Choices(kinds=("practice",)))
    make_practice("A new one", audience=Audience.ALL)
    make_practice("For focal points alone", "FI", audience=Audience.FOCAL_POINTS)
    monkeypatch.setattr(timezone, "now", lambda: MORNING)
    actions.send_digests()
    actions.send_digests()
    wait_until(lambda: any(partner.email in row["to"] for row in mailbox.rows()))
    [message] = [each for each in mailbox.messages() if each["To"] == partner.email]
    assert message["Subject"] == "New in what you follow: 1"
    assert not [each for each in mailbox.messages() if each["To"] == other.email]
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    body = message.get_body(("plain",))
    assert body is not None
    text = body.get_content()
    assert ("A new one" in text, "For focal points alone" in text) == (True, False)
    path = message["List-Unsubscribe"].strip("<>").split("/", 3)[3]
    mail_program = Client(enforce_csrf_checks=True)
    assert mail_program.post(f"/{path}", {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert actions.digest_of(partner) == Digest.NONE
