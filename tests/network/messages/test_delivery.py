"""A message as it arrives: sent by a real worker, caught as a recipient reads it."""

import pytest
from django.test import Client
from pytest_django import Settings

from nfp_portal.accounts.models import Role
from nfp_portal.mail.actions import wake_dispatch
from tests.factories.accounts import make_user
from tests.factories.dispatches import let_the_minute_pass
from tests.factories.network import make_appointment, make_message, make_person
from tests.mailbox import Mailbox
from tests.worker import Worker


@pytest.mark.django_db(transaction=True)
def test_each_recipient_gets_one_mail_with_the_own_reason_and_the_file(
    settings: Settings, worker: Worker, mailbox: Mailbox
) -> None:
    settings.REQUIRE_MFA = False
    editor, desk = make_user(Role.EDITOR), Client()
    desk.force_login(editor)
    anna, marie = make_person("AT", email="anna@example.org"), make_person("FR", email="marie@example.org")
    appointments = [make_appointment(code, person=each) for code, each in (("AT", anna), ("FR", marie))]
    message = make_message(*appointments, by=editor, text="It leaves at **ten**.", replies_to_writer=True)
    for _click in range(2):
        desk.post(message.get_absolute_url(), {"act": "send"})
    assert mailbox.messages() == []
    let_the_minute_pass()
    wake_dispatch()
    mails = {str(each["To"]): each for each in mailbox.wait_for(2)}
    assert set(mails) == {"anna@example.org", "marie@example.org"}
    reasons = {"anna@example.org": "focal point of Austria.", "marie@example.org": "focal point of France."}
    for address, mail in mails.items():
        assert mail["Reply-To"] == editor.email
        for subtype, text in (("plain", "It leaves at ten."), ("html", "It leaves at <strong")):
            part = mail.get_body((subtype,))
            assert part is not None
            assert text in part.get_content()
            assert f"You receive this as {reasons[address]}" in part.get_content()
        assert [each.get_filename() for each in mail.iter_attachments()] == ["plan.pdf"]
