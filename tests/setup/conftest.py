"""A second checkout to start the real commands in, so that a portal running in this one is left in peace."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.setup.running import Running

ROOT = Path(__file__).resolve().parents[2]
OWN = {"bin", ".local", ".git"}


@pytest.fixture(scope="package")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give a checkout in a path with a space and Cyrillic letters, on this one's code and packages."""
    folder = tmp_path_factory.mktemp("портал проба", numbered=False)
    for path in ROOT.iterdir():
        if path.name not in OWN:
            (folder / path.name).symlink_to(path)
    shutil.copytree(ROOT / "bin", folder / "bin")
    yield folder
    remove_runtime(folder)


def remove_runtime(folder: Path) -> None:
    """Remove what the commands keep outside the checkout."""
    from launch.paths import Paths  # noqa: PLC0415 - bin is on the path only when tests run

    shutil.rmtree(Paths(folder.resolve()).runtime, ignore_errors=True)


@pytest.fixture
def start_portal(checkout: Path, tmp_path: Path) -> Iterator[Callable[..., Running]]:
    """Return a function that starts bin/run with these arguments; all runs are stopped after the test."""
    with ExitStack() as stack:
        yield lambda *arguments: stack.enter_context(
            Running.started(checkout, tmp_path / "output.txt", *arguments)
        )
