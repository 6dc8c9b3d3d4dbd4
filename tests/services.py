"""Real services for the tests: a pytest plugin, because a conftest comes after the settings are read.

DATABASE_URL, REDIS_URL and EMAIL_URL of the environment are used where they are given; the others are started
privately and end with the tests. What a killed run has left is ended by the next one. Where several processes
share the tests, each has services of its own.
"""

import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "bin"))

from launch import browser  # noqa: E402 - its folder was named just above
from launch.backing import Backing, Wishes, plan  # noqa: E402
from launch.console import CannotError  # noqa: E402
from launch.fonts import only_ours  # noqa: E402
from launch.places import Places, own_folder  # noqa: E402
from launch.ports import LOOPBACK, prefer  # noqa: E402
from launch.register import Register  # noqa: E402
from launch.supervisor import Supervisor  # noqa: E402

KEY: "pytest.StashKey[Services]" = pytest.StashKey()
STARTED = "TESTS_STARTED"  # the variables that a run has set for itself, not its caller


class Services:
    """The services of one test run, in a folder of its own."""

    def __init__(self, given: Mapping[str, str]) -> None:
        places = Places(ROOT)
        self.runs = own_folder(places.runtime.with_name(f"{places.runtime.name}-tests"), mode=0o711)
        self._end_leftovers()
        self.folder = Path(tempfile.mkdtemp(dir=self.runs, prefix=""))
        self.folder.chmod(0o711)
        self.register = Register(self.folder)
        self.register.require()
        self.supervisor = Supervisor(self.register, self.folder)
        self.browser = browser.find()
        self.backing = plan(places, Wishes(self.folder, self.folder, sys.executable, durable=False), given)

    def _end_leftovers(self) -> None:
        for folder in self.runs.iterdir():
            register = Register(folder)
            if register.take():
                register.end_leftovers()
                register.release()
                shutil.rmtree(folder, ignore_errors=True)

    def start(self) -> None:
        self.supervisor.start_services(self.backing)

    def stop(self) -> None:
        self.supervisor.stop()
        self.register.release()
        shutil.rmtree(self.folder, ignore_errors=True)


def environment(backing: Backing, folder: Path) -> dict[str, str]:
    """Give the settings of the tests. They connect as the owner, who alone may make the test database."""
    port = prefer(0)  # links in mail lead to the live server of the browser tests
    media = folder / "media"
    media.mkdir()
    addresses = backing.addresses()
    return addresses | {
        "APP_DATABASE_URL": addresses["DATABASE_URL"],
        "DATABASE_URL": addresses["DATABASE_OWNER_URL"],
        "SITE_URL": f"http://{LOOPBACK}:{port}",
        "DJANGO_LIVE_TEST_SERVER_ADDRESS": f"{LOOPBACK}:{port}",
        "SECRET_KEY": "a key for tests, which guard nothing but themselves 0123456789",
        "ALLOWED_HOSTS": "127.0.0.1,localhost,testserver",
        "MEDIA_DIR": str(media),
        "DEMO": "0",
        **only_ours(ROOT, folder),
        "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
    }


def given() -> dict[str, str]:
    """The environment without what the process that shares the tests out has set for its own services."""
    own = os.environ.get(STARTED, "").split()
    return {name: value for name, value in os.environ.items() if name not in own}


def _leave_in_order(number: int, _frame: object) -> None:
    """End the tests and their services when asked to, instead of at once without them."""
    pytest.exit(f"ended by {signal.Signals(number).name}", 128 + number)


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Start what the settings name before pytest-django reads them."""
    asked = early_config.known_args_namespace
    if asked.help or asked.version:
        return
    signal.signal(signal.SIGTERM, _leave_in_order)
    try:
        callers = given()
        services = early_config.stash[KEY] = Services(callers)
        early_config.add_cleanup(services.stop)
        services.start()
    except CannotError as error:
        raise pytest.UsageError(str(error)) from error
    ours = environment(services.backing, services.folder)
    os.environ.update(ours, **{STARTED: " ".join(ours.keys() - callers.keys())})


@pytest.fixture(scope="session")
def services(pytestconfig: pytest.Config) -> Services:
    return pytestconfig.stash[KEY]
