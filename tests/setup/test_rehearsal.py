"""The rehearsal's own tools, as far as they need no engine."""

import ssl
import subprocess
from email.message import EmailMessage
from pathlib import Path

import pytest
from rehearsal.browser import Answer, Browser, Forms, _multipart
from rehearsal.engine import RehearsalError, clone, require_docker
from rehearsal.mailbox import Mailbox
from rehearsal.scene import _code

PAGE = """
<form action="/language/"><input name="csrfmiddlewaretoken" value="t">
<select name="language">
<option value="de"><option value="en" selected></select></form>
<form method="post"><input name="csrfmiddlewaretoken" value="t">
<input type="checkbox" name="off" value="1">
<input type="radio" name="kind" value="a">
<input type="radio" name="kind" value="b" checked>
<textarea name="text">as it &amp; was</textarea>
<input type="file" name="file"><input type="submit" name="x"></form>
"""


def test_without_docker_one_line_says_what_is_needed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RehearsalError, match=r"^bin/rehearse needs Docker with its compose plugin"):
        require_docker()


def test_a_form_is_sent_as_a_browser_would() -> None:
    language, main = Forms(PAGE).forms
    assert language.fields == {"csrfmiddlewaretoken": "t", "language": "en"}
    assert main.fields == {"csrfmiddlewaretoken": "t", "kind": "b", "text": "as it & was"}
    assert main.files == {"file"}


def test_the_form_is_found_by_its_fields() -> None:
    page = Answer("/papers/add/", 200, EmailMessage(), PAGE.encode())  # type: ignore[arg-type] # headers
    assert Browser._form(page, "", {"text", "file"}).action == ""
    assert Browser._form(page, "/add/", set()).fields["kind"] == "b"
    with pytest.raises(RehearsalError, match="has no form with"):
        Browser._form(page, "", {"title"})


def test_a_file_is_sent_with_its_name_and_bytes() -> None:
    body, kind = _multipart({"title": "Papier"}, {"file": ("a.pdf", b"%PDF")})
    mark = kind.partition("boundary=")[2].encode()
    assert body.count(b"--" + mark) == 3
    assert b'name="file"; filename="a.pdf"\r\nContent-Type: application/octet-stream\r\n\r\n%PDF\r\n' in body


def test_codes_are_those_of_an_authenticator_app() -> None:
    """RFC 6238, appendix B: the last six digits at 59 s and 1111111109 s for the key 12345678901234567890."""
    key = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    assert [_code(key, step) for step in (59 // 30, 1111111109 // 30)] == ["287082", "081804"]


def test_only_the_house_vouches_for_the_trusted_certificate(tmp_path: Path) -> None:
    box = Mailbox(tmp_path / "relay")
    context = ssl.create_default_context(cafile=str(box.folder / "house.crt"))
    assert [authority["subject"] for authority in context.get_ca_certs()] == [
        ((("commonName", "House authority"),),)
    ]
    for name, verified in (("trusted", True), ("untrusted", False)):
        command = (
            "/usr/bin/openssl",
            "verify",
            "-CAfile",
            box.folder / "house.crt",
            box.folder / f"{name}.pem",
        )
        if not Path(command[0]).exists():
            pytest.skip("openssl verifies the certificates")
        assert (subprocess.run(command, check=False, capture_output=True).returncode == 0) is verified


def test_a_clone_is_as_umask_077_leaves_it(tmp_path: Path) -> None:
    source, goal = tmp_path / "source", tmp_path / "goal"
    source.mkdir()
    subprocess.run(("/usr/bin/git", "init", "--quiet", source), check=True)
    (source / "run").write_text("#!/bin/sh\n")
    (source / "run").chmod(0o755)
    (source / ".gitignore").write_text("secrets/\n")
    (source / "secrets").mkdir()
    (source / "secrets/key").write_text("secret")
    clone(source, goal)
    assert sorted(path.name for path in goal.iterdir()) == [".gitignore", "run"]
    assert [(goal / name).stat().st_mode & 0o777 for name in ("run", ".gitignore")] == [0o700, 0o600]
