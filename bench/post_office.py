"""The contender of the outbox: django-post-office as its documentation says, with two processes.

`python -m bench.post_office` prints when it began (monotonic seconds); its settings: `bench.peer_settings`.
"""

import time

import django

django.setup()

from django.conf import settings  # noqa: E402 - after Django is set up
from django.template import Context, Template  # noqa: E402

from bench.issue import HTML, SITE, SUBJECT, TEXT  # noqa: E402
from nfp_portal.accounts.models import Role, User  # noqa: E402


def dispatch() -> None:
    """Write a message for each reader, and send all that is queued."""
    from post_office import mail  # noqa: PLC0415 - only in the environment of the contender

    text, html = Template(TEXT), Template(HTML)
    messages = []
    for user in User.objects.filter(role=Role.PARTNER):
        link = f"{SITE}/newsletter/unsubscribe/{user.key}/"
        context = Context({"name": user.name, "unsubscribe_url": link})
        messages.append(
            {
                "recipients": [user.email],
                "sender": settings.DEFAULT_FROM_EMAIL,
                "subject": SUBJECT,
                "message": text.render(context),
                "html_message": html.render(context),
                "headers": {"List-Unsubscribe": f"<{link}>"},
            }
        )
    mail.send_many(messages)
    mail.send_queued_mail_until_done(processes=2)


if __name__ == "__main__":
    print(time.monotonic(), flush=True)
    dispatch()
