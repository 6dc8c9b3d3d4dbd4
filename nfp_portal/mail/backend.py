"""Django's mail API puts its messages into the outbox too: account mail is written that way.

A message of text alone gets the frame of the Network's letters, in text and in HTML.
"""

from collections.abc import Sequence

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from nfp_portal.mail import actions
from nfp_portal.mail.models import ACCOUNT, Priority
from nfp_portal.ui import letters


class OutboxBackend(BaseEmailBackend):
    @transaction.atomic
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Post each message once per recipient, first of all others. Raises ValueError on attachments."""
        for message in email_messages:
            if message.attachments:
                raise ValueError("Mail of the portal links to files; it carries none.")
            for address in message.recipients():
                actions.post(to=address, **_words(message))
        return len(email_messages)


def _words(message: EmailMessage) -> actions.LetterParts:
    subject, text, html = str(message.subject), str(message.body), _html(message)
    if not html:
        text, html = letters.frame_text(text), letters.frame_html(subject, text)
    return {
        "subject": subject,
        "text": text,
        "html": html,
        "stream": ACCOUNT,
        "priority": Priority.URGENT,
        "headers": {"Auto-Submitted": "auto-generated"} | _headers(message),
        "sender": message.from_email,
    }


def _headers(message: EmailMessage) -> dict[str, str]:
    headers = {name: str(value) for name, value in message.extra_headers.items()}
    return headers | ({"Reply-To": ", ".join(message.reply_to)} if message.reply_to else {})


def _html(message: EmailMessage) -> str:
    parts = message.alternatives if isinstance(message, EmailMultiAlternatives) else []
    return next((str(content) for content, kind in parts if kind == "text/html"), "")
