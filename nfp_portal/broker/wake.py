"""Wake a worker after the commit. A broker that is down costs a page one second at most.

A lost message loses no work: a sweep asks Postgres every ten seconds what is due.
"""

import logging
import threading
import time
from functools import cache

from celery import current_app
from django.conf import settings
from django.db import transaction
from kombu import Connection, Producer
from kombu.exceptions import OperationalError

log = logging.getLogger(__name__)

QUIET_SECONDS = 10
_quiet_until = 0.0
_lock = threading.Lock()


@cache
def _broker() -> Connection:
    """Return this process's own connection to the broker, which never retries, unlike Celery's."""
    once = {"max_retries": 0, "socket_connect_timeout": 1, "socket_timeout": 1, "retry_on_timeout": False}
    return Connection(
        settings.CELERY_BROKER_URL, transport_options=settings.CELERY_BROKER_TRANSPORT_OPTIONS | once
    )


def wake(task: str, *args: object, queue: str = "default", expires: int | None = None) -> None:
    """Send `task` after the commit; after `expires` seconds no worker runs it."""
    transaction.on_commit(lambda: _send(task, args, queue, expires), robust=True)


def _send(task: str, args: tuple[object, ...], queue: str, expires: int | None) -> None:
    global _quiet_until  # noqa: PLW0603 - one breaker per process
    if time.monotonic() < _quiet_until:
        return
    try:
        with _lock:
            producer = Producer(_broker().default_channel, auto_declare=False)
            current_app.send_task(task, args, queue=queue, producer=producer, retry=False, expires=expires)
    except (OperationalError, OSError) as error:
        _quiet_until = time.monotonic() + QUIET_SECONDS
        _broker().close()
        log.warning("The broker is down; the sweep will find the work: %s", error)
