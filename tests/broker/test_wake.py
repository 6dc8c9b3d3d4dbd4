"""Waking a worker never delays a page, whatever the broker does."""

import socket
import time
from collections.abc import Iterator
from contextlib import closing

import pytest
from django.db import transaction
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from nfp_portal.broker import wake as module
from nfp_portal.broker.wake import wake

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_line(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(module, "_quiet_until", 0.0)
    module._broker.cache_clear()
    yield
    module._broker.cache_clear()


def seconds_to_wake(capture: DjangoCaptureOnCommitCallbacks) -> float:
    began = time.monotonic()
    with capture(execute=True), transaction.atomic():
        wake("tests.nothing", queue="tests")
    return time.monotonic() - began


def test_a_broker_that_refuses_costs_a_moment(
    settings: Settings, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    assert seconds_to_wake(django_capture_on_commit_callbacks) < 1


def test_a_broker_that_says_nothing_costs_a_second_once(
    settings: Settings, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        settings.CELERY_BROKER_URL = f"redis://127.0.0.1:{silent.getsockname()[1]}/0"
        assert seconds_to_wake(django_capture_on_commit_callbacks) < 2.5
        assert seconds_to_wake(django_capture_on_commit_callbacks) < 0.1
