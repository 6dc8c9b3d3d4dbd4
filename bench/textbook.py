"""The contender of the dispatch, which stays as it is: one Celery task per recipient."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.template import Context, Template

from bench.issue import HTML, SITE, SUBJECT, TEXT
from nfp_portal.accounts.models import Role, User
from nfp_portal.celery import app

_SMTP = "django.core.mail.backends.smtp.EmailBackend"
_text, _html = Template(TEXT), Template(HTML)


@app.task(name="bench.textbook.send", queue="default", acks_late=True)
def send(user_id: int) -> None:
    user = User.objects.get(pk=user_id)
    link = f"{SITE}/newsletter/unsubscribe/{user.key}/"
    context = Context({"name": user.name, "unsubscribe_url": link})
    message = EmailMultiAlternatives(
        SUBJECT,
        _text.render(context),
        settings.DEFAULT_FROM_EMAIL,
        [user.email],
        headers={"List-Unsubscribe": f"<{link}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
        connection=get_connection(_SMTP, **_relay()),
    )
    message.attach_alternative(_html.render(context), "text/html")
    message.send()


def _relay() -> dict[str, object]:
    return {"host": settings.MAIL_RELAY["EMAIL_HOST"], "port": settings.MAIL_RELAY["EMAIL_PORT"]}


def dispatch() -> None:
    for user_id in User.objects.filter(role=Role.PARTNER).values_list("pk", flat=True):
        send.delay(user_id)
