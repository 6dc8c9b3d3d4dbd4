"""What monitoring asks: whether the process lives and the portal is ready to serve."""

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Min
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from kombu import Connection
from kombu.exceptions import OperationalError

from nfp_portal.accounts.access import ANYONE, allow
from nfp_portal.database.away import is_away
from nfp_portal.mail.actions import is_held
from nfp_portal.mail.models import Delivery


@allow(ANYONE)
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


@allow(ANYONE)
def readyz(request: HttpRequest) -> JsonResponse:
    """503 while the database or a migration is missing; a missing broker only slows work down.

    `mail_waits` is the age in seconds of the oldest message that could leave now: it grows while no worker
    or no scheduler runs, or while mail is held (`mail`).
    """
    database = _database()
    facts = {"ready": database == "up", "database": database, "broker": _broker()}
    if not facts["ready"]:
        return JsonResponse(facts, status=503, headers={"Retry-After": "5"})
    mail = "held" if is_held() else "up"
    return JsonResponse(facts | {"mail": mail, "mail_waits": _mail_waits()})


def _database() -> str:
    try:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error as error:
        if not is_away(error):
            raise
        return "away"
    return "migrations missing" if pending else "up"


def _mail_waits() -> int:
    oldest = Delivery.objects.due().aggregate(due_at=Min("due_at"))["due_at"]
    return int((timezone.now() - oldest).total_seconds()) if oldest else 0


def _broker() -> str:
    options = settings.CELERY_BROKER_TRANSPORT_OPTIONS | {"socket_timeout": 1, "socket_connect_timeout": 1}
    try:
        with Connection(settings.CELERY_BROKER_URL, transport_options=options) as broker:
            broker.ensure_connection(max_retries=1, timeout=1)
    except (OperationalError, OSError):
        return "away"
    return "up"
