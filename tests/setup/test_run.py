"""bin/run itself, from the first line to the end with nothing left behind."""

import json
import os
import signal
import smtplib
import subprocess
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from time import monotonic, sleep

import pytest

from tests.setup.running import Running, bare_environment, fetch, still_there

pytestmark = pytest.mark.setup
PROGRAMS = 7
COUNT = ("shell", "--no-imports", "-c", "from network.models import State; print(State.objects.count())")


def test_a_run_serves_pages_catches_mail_and_leaves_nothing_behind(
    start_portal: Callable[..., Running],
) -> None:
    running = start_portal()
    with fetch(running.address) as page:
        assert page.status == 200
    _send_mail(running)
    with fetch(f"{running.inbox}messages.json") as answer:
        assert "Caught" in [row["subject"] for row in json.load(answer)["messages"]]
    assert _drawn(f"{running.address}meetings/10/agenda.pdf").startswith(b"%PDF-")
    _others_know(running)
    assert "with the password" in running.output
    children = running.children()
    assert len(children) == PROGRAMS
    running.end()
    assert running.process.returncode == 0
    assert still_there(children) == []
    assert not (running.checkout / ".local" / "children.json").exists()


def _drawn(address: str) -> bytes:
    """Ask for a document until the worker has drawn it: until then a page with its progress is the answer."""
    deadline = monotonic() + 120
    while True:
        with fetch(address) as answer:
            if answer.status == 200:
                return bytes(answer.read())
        assert monotonic() < deadline, "The worker did not draw the document"
        sleep(0.2)


def _send_mail(running: Running) -> None:
    message = EmailMessage()
    message["Subject"] = "Caught"
    message["From"], message["To"] = "portal@example.org", "reader@example.org"
    port = int(running.settings()["EMAIL_URL"].rpartition(":")[2])
    with smtplib.SMTP("127.0.0.1", port) as relay:
        relay.send_message(message)


def _others_know(running: Running) -> None:
    """A second start says who is running; a management command works beside it."""
    second = command(running.checkout, "run")
    assert second.returncode == 1
    assert second.stderr == (
        f"The portal of this folder is already running: {running.address} (process {running.process.pid})."
        " Stop that one with Ctrl-C first.\n"
    )
    assert command(running.checkout, "manage", *COUNT).stdout.strip() >= "57"


def command(checkout: Path, name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    argv = (str(checkout / "bin" / name), *arguments)
    return subprocess.run(argv, env=bare_environment(), capture_output=True, text=True, check=False)


def test_a_killed_run_is_cleaned_up_by_the_next(start_portal: Callable[..., Running]) -> None:
    first = start_portal()
    children = first.children()
    first.end(signal.SIGKILL)
    assert len(still_there(children)) == PROGRAMS
    second = start_portal()
    later = second.children()
    assert f"ended {PROGRAMS} programs that an earlier start had left running" in second.output
    assert still_there(children) == []
    second.end(signal.SIGTERM)
    assert second.process.returncode == 0
    assert still_there(later) == []


def test_when_one_program_dies_all_stop_with_its_name_and_last_words(
    start_portal: Callable[..., Running],
) -> None:
    running = start_portal()
    children = running.children()
    broker, _ = children[1]
    os.kill(broker, signal.SIGKILL)
    running.process.wait(30)
    assert running.process.returncode == 1
    assert "The broker ended by itself (code -9), so everything was stopped; the end of" in running.output
    assert still_there(children) == []


def test_a_fresh_start_forgets_the_data_of_earlier_ones(
    start_portal: Callable[..., Running], checkout: Path
) -> None:
    earlier = checkout / ".local" / "media" / "report.pdf"
    earlier.parent.mkdir(parents=True, exist_ok=True)
    earlier.touch()
    assert start_portal("--fresh").address
    assert not earlier.exists()


def test_a_management_command_starts_a_database_for_itself(checkout: Path) -> None:
    done = command(checkout, "manage", "check", "--database", "default")
    assert (done.returncode, done.stderr) == (0, "")
    assert not (checkout / ".local" / "children.json").exists()
