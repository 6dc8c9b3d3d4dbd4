"""bin/run itself, from the first line to the end with nothing left behind."""

import json
import os
import signal
import smtplib
import subprocess
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.setup.running import Running, bare_environment, fetch, still_there

pytestmark = pytest.mark.setup
PROGRAMS = 7


def test_it_serves_pages_catches_mail_and_leaves_nothing_behind(start_portal: Callable[[], Running]) -> None:
    running = start_portal()
    with fetch(running.address) as page:
        assert page.status == 200
    _send_mail(running)
    with fetch(f"{running.inbox}messages.json") as answer:
        assert [row["subject"] for row in json.load(answer)["messages"]] == ["Caught"]
    children = running.children()
    assert len(children) == PROGRAMS
    assert running.end() < 5
    assert running.process.returncode == 0
    assert still_there(children) == []
    assert not (running.checkout / ".local" / "children.json").exists()


def _send_mail(running: Running) -> None:
    message = EmailMessage()
    message["Subject"] = "Caught"
    message["From"], message["To"] = "portal@example.org", "reader@example.org"
    port = int(running.settings()["EMAIL_URL"].rpartition(":")[2])
    with smtplib.SMTP("127.0.0.1", port) as relay:
        relay.send_message(message)


def test_a_killed_run_is_cleaned_up_by_the_next(start_portal: Callable[[], Running]) -> None:
    first = start_portal()
    children = first.children()
    first.end(signal.SIGKILL)
    assert len(still_there(children)) == PROGRAMS
    second = start_portal()
    later = second.children()
    assert f"ended {PROGRAMS} programs that an earlier start had left running" in second.words
    assert still_there(children) == []
    assert second.end(signal.SIGTERM) < 5
    assert second.process.returncode == 0
    assert still_there(later) == []


def test_a_second_start_in_the_same_folder_says_who_is_running(start_portal: Callable[[], Running]) -> None:
    first = start_portal()
    address = first.address
    second = subprocess.run(
        [first.checkout / "bin" / "run"], env=bare_environment(), capture_output=True, text=True, check=False
    )
    assert second.returncode == 1
    assert second.stderr == (
        f"The portal of this folder is already running: {address} (process {first.process.pid})."
        " Stop that one with Ctrl-C first.\n"
    )


def test_when_one_program_dies_all_stop_with_its_name_and_last_words(
    start_portal: Callable[[], Running],
) -> None:
    running = start_portal()
    children = running.children()
    broker, _ = children[1]
    os.kill(broker, signal.SIGKILL)
    running.process.wait(30)
    assert running.process.returncode == 1
    assert "The broker ended by itself (code -9), so everything was stopped; the end of" in running.words
    assert still_there(children) == []


def test_a_management_command_finds_the_running_portal_or_starts_a_database(
    start_portal: Callable[[], Running], checkout: Path
) -> None:
    asked = "from network.models import State; print(State.objects.count())"

    def count() -> subprocess.CompletedProcess[str]:
        words = (str(checkout / "bin" / "manage"), "shell", "--no-imports", "-c", asked)
        return subprocess.run(words, env=bare_environment(), capture_output=True, text=True, check=False)

    alone = count()
    assert start_portal().address
    beside = count()
    assert (alone.returncode, alone.stderr) == (0, "")
    assert alone.stdout == beside.stdout
