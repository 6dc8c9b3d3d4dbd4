"""What monitoring asks: whether the process lives and the portal is ready to serve."""

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from kombu import Connection
from kombu.exceptions import OperationalError

from nfp_portal.accounts.access import ANYONE, allow


@allow(ANYONE)
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


@allow(ANYONE)
def readyz(request: HttpRequest) -> JsonResponse:
    """503 while the database or a migration is missing; a missing broker only slows work down."""
    database = _database()
    ready = database == "up"
    facts = {"ready": ready, "database": database, "broker": _broker()}
    return JsonResponse(facts, status=200 if ready else 503)


def _database() -> str:
    try:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return "away"
    return "migrations missing" if pending else "up"


def _broker() -> str:
    options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
    try:
        with Connection(settings.CELERY_BROKER_URL, transport_options=options) as broker:
            broker.ensure_connection(max_retries=1, timeout=2)
    except (OperationalError, OSError):
        return "away"
    return "up"
