"""How bin/test shares the suite out."""

import pytest

from launch.suite import SERVICES, parallel_options

pytestmark = pytest.mark.setup


@pytest.fixture(autouse=True)
def _no_services_given(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in SERVICES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("os.cpu_count", lambda: 2)


@pytest.mark.parametrize("arguments", [[], ["-q"], ["-x", "--durations=9"]])
def test_the_whole_suite_takes_a_process_a_core_and_keeps_a_file_together(arguments: list[str]) -> None:
    assert parallel_options(arguments) == ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")


@pytest.mark.parametrize("arguments", [["tests/mail"], ["-k", "lease"], ["-n", "0"]])
def test_a_choice_runs_in_one_process(arguments: list[str]) -> None:
    assert parallel_options(arguments) == ()


@pytest.mark.parametrize("name", SERVICES)
def test_services_that_are_given_are_there_once_and_serve_one_process(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "given")
    assert parallel_options([]) == ()
