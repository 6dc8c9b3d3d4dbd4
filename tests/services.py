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
from launch.console import LaunchError  # noqa: E402
from launch.fonts import only_ours  # noqa: E402
from launch.paths import Paths, own_folder  # noqa: E402
from launch.ports import LOOPBACK, prefer  # noqa: E402
from launch.register import Register  # noqa: E402
from launch.services import ServiceOptions, Services, plan  # noqa: E402
from launch.supervisor import Supervisor  # noqa: E402

KEY: "pytest.StashKey[SuiteServices]" = pytest.StashKey()
STARTED = "TESTS_STARTED"  # the variables that a run has set for itself, not its caller


class SuiteServices:
    """The services of one test run, in a folder of its own."""

    def __init__(self, given: Mapping[str, str]) -> None:
        paths = Paths(ROOT)
        self.runs = own_folder(paths.runtime.with_name(f"{paths.runtime.name}-tests"), mode=0o711)
        self._end_leftovers()
        self.folder = Path(tempfile.mkdtemp(dir=self.runs, prefix=""))
        self.folder.chmod(0o711)
        self.register = Register(self.folder)
        self.register.require()
        self.supervisor = Supervisor(self.register, self.folder)
        self.browser = browser.find()
        self.launched = plan(
            paths, ServiceOptions(self.folder, self.folder, sys.executable, durable=False), given
        )

    def _end_leftovers(self) -> None:
        for folder in self.runs.iterdir():
            register = Register(folder)
            if register.take():
                register.end_leftovers()
                register.release()
                shutil.rmtree(folder, ignore_errors=True)

    def start(self) -> None:
        self.supervisor.start_services(self.launched)

    def stop(self) -> None:
        self.supervisor.stop()
        self.register.release()
        shutil.rmtree(self.folder, ignore_errors=True)


def environment(launched: Services, folder: Path) -> dict[str, str]:
    """Return the settings of the tests, which connect as the owner because it creates their database."""
    port = prefer(0)  # links in mail lead to the live server of the browser tests
    media = folder / "media"
    media.mkdir()
    addresses = launched.addresses()
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
    """Return the environment without what the process that distributes the tests set for itself."""
    own = os.environ.get(STARTED, "").split()
    return {name: value for name, value in os.environ.items() if name not in own}


def _leave_in_order(number: int, _frame: object) -> None:
    """Stop the tests and their services in order."""
    pytest.exit(f"ended by {signal.Signals(number).name}", 128 + number)


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Start what the settings name before pytest-django reads them."""
    arguments = early_config.known_args_namespace
    if arguments.help or arguments.version:
        return
    signal.signal(signal.SIGTERM, _leave_in_order)
    try:
        callers = given()
        services = early_config.stash[KEY] = SuiteServices(callers)
        early_config.add_cleanup(services.stop)
        services.start()
    except LaunchError as error:
        raise pytest.UsageError(str(error)) from error
    ours = environment(services.launched, services.folder)
    os.environ.update(ours, **{STARTED: " ".join(ours.keys() - callers.keys())})


@pytest.fixture(scope="session")
def services(pytestconfig: pytest.Config) -> SuiteServices:
    return pytestconfig.stash[KEY]
