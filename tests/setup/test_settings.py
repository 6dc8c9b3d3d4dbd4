"""Settings as a server gives them: from files, whatever an editor put around the secret."""

from pathlib import Path

import pytest

from nfp_portal.settings import Env


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
