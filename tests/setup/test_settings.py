"""Settings as a server gives them: from files, whatever an editor put around the secret."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from nfp_portal.settings import Env

ROOT = Path(__file__).resolve().parents[2]


def test_white_space_around_a_secret_file_is_stripped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "secret_key_fallbacks"
    file.write_text("\n  one-key,another-key \r\n")
    monkeypatch.setenv("FALLBACKS_OF_THIS_TEST_FILE", str(file))
    assert Env().list("FALLBACKS_OF_THIS_TEST") == ["one-key", "another-key"]


def test_an_empty_secret_file_is_an_empty_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "empty").write_text("\n")
    monkeypatch.setenv("EMPTY_OF_THIS_TEST_FILE", str(tmp_path / "empty"))
    assert Env().list("EMPTY_OF_THIS_TEST", default=["default"]) == []


def settings_with(**values: str) -> str:
    """Return what a fresh process says of its settings, or why it does not start."""
    code = "from nfp_portal import settings as s; print(s.DEFAULT_FROM_EMAIL, s.HELP_ADDRESS)"
    command = (sys.executable, "-W", "ignore", "-c", code)
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | values, capture_output=True, text=True, check=False
    )
    return done.stdout.strip() or done.stderr.strip().splitlines()[-1]


def test_sender_and_help_address_are_settings_with_defaults_from_the_site() -> None:
    own = {"FROM_ADDRESS": "BMNet <bmnet@osce.example>", "HELP_ADDRESS": "desk@osce.example"}
    assert settings_with(**own) == "BMNet <bmnet@osce.example> desk@osce.example"
    assert (
        settings_with(SITE_URL="https://nfp.example.org")
        == "NFP Network <network@nfp.example.org> help@nfp.example.org"
    )


def test_an_address_that_is_none_is_refused() -> None:
    assert settings_with(FROM_ADDRESS="NFP Network").endswith("FROM_ADDRESS must hold an e-mail address.")


@pytest.mark.parametrize(
    ("url", "facts"),
    [
        ("smtp+tls://relay:587", {"EMAIL_USE_TLS": True}),
        ("smtp+ssl://relay:465", {"EMAIL_USE_SSL": True}),
        ("smtp://relay:25", {}),
        ("smtp://relay:25?tls=off", {"OPTIONS": {"TLS": "off"}}),
    ],
)
def test_the_addresses_of_the_runbook_mean_what_it_says(url: str, facts: dict[str, object]) -> None:
    """How `line.Connection` acts on these is tested with real relays in tests/mail."""
    assert f"| `{url.partition('//')[0]}//" in (ROOT / "docs/runbook.md").read_text()
    read = Env.email_url_config(url)
    assert {
        name: read[name] for name in ("EMAIL_USE_TLS", "EMAIL_USE_SSL", "OPTIONS") if name in read
    } == facts
