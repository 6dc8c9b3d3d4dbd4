"""The server image as far as it can be tried without an engine: the build's own steps, as another user."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text()
COMPOSE = (ROOT / "docker-compose.yml").read_text()
NOBODY = 65534
SHELL = "/bin/sh"


def build_step(phrase: str) -> str:
    """Return the shell command of the RUN instruction that holds this phrase."""
    runs: list[str] = re.findall(r"^RUN ((?:.*\\\n)*.*)", DOCKERFILE, re.MULTILINE)
    [step] = [run for run in runs if phrase in run]
    return step


@pytest.fixture(scope="module")
def image() -> Iterator[Path]:
    """Give /srv/portal as the build makes it from a clone under umask 077."""
    folder = Path(tempfile.mkdtemp(dir="/var/tmp", prefix="nfp-test-"))
    folder.chmod(0o711)
    portal = folder / "portal"
    portal.mkdir()
    for name in re.findall(r"^!(.+)$", (ROOT / ".dockerignore").read_text(), re.MULTILINE):
        _copy(ROOT / name, portal / name)
    step = f"umask 077; {build_step('collectstatic')}".replace("/srv/portal", str(portal))
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    subprocess.run(
        (SHELL, "-ec", step),
        cwd=portal,
        env={"PATH": path, "STATIC_MANIFEST": "1"},
        check=True,
        stdout=sys.stderr,
    )
    yield portal
    shutil.rmtree(folder)


def _copy(source: Path, target: Path) -> None:
    """Copy as a clone under umask 077 would have left it."""
    if not source.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        subprocess.run(("/bin/chmod", "-R", "go=", target), check=True)
    else:
        shutil.copy(source, target)
        target.chmod(source.stat().st_mode & 0o700)


def check(image: Path) -> str:
    """Run the check of the build as the portal's user would run it; return what it complains of."""
    python = shutil.which("python3", path="/usr/local/bin:/usr/bin") or sys.executable
    command = (python, image / "bin/server/check_image.py", image)
    as_other = {"user": NOBODY, "group": NOBODY, "extra_groups": ()} if os.getuid() == 0 else {}
    return subprocess.run(command, capture_output=True, text=True, check=False, **as_other).stderr  # type: ignore[call-overload, no-any-return] # an option of Popen


def test_the_image_of_a_clone_under_umask_077_is_readable_for_the_portals_user(image: Path) -> None:
    assert check(image) == ""
    icon = next((image / "staticfiles/img").glob("icon.*.svg"))
    assert (icon.stat().st_mode & 0o777, (image / "manage.py").stat().st_mode & 0o111) == (0o644, 0o111)


@pytest.mark.parametrize(
    ("harm", "complaint"),
    [
        ("rm staticfiles/staticfiles.json", "the static manifest cannot be read"),
        ("rm staticfiles/css/base.*.css", "is missing"),
        ("chmod 0640 staticfiles/staticfiles.json", "the static manifest cannot be read"),
        ("chmod 0700 meetings", "meetings cannot be read"),
    ],
)
def test_the_build_fails_where_the_portal_could_not_serve(image: Path, harm: str, complaint: str) -> None:
    if "chmod" in harm and os.getuid():
        pytest.skip("only root can try as another user")
    harmed = image.with_name("harmed")
    subprocess.run(("/bin/cp", "-a", image, harmed), check=True)
    subprocess.run((SHELL, "-ec", harm), cwd=harmed, check=True)
    complaints = check(harmed)
    shutil.rmtree(harmed)
    assert complaint in complaints


def test_the_image_knows_certificate_authorities_and_its_database() -> None:
    """A relay's certificate is verified with Debian's authorities; pg_dump is of the database's version."""
    packages = set(re.findall(r"[\w.+-]+", build_step("libpango").partition("recommends")[2]))
    [major] = re.findall(r"image: postgres:(\d+)", COMPOSE)
    assert {"ca-certificates", f"postgresql-client-{major}"} <= packages


def test_the_compose_file_passes_every_setting_of_the_runbook() -> None:
    """What the Dockerfile sets is passed to all services too."""
    table = set(re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs/runbook.md").read_text(), re.MULTILINE))
    [block] = re.findall(r"environment: &settings.*\n((?:    .+\n)+)", COMPOSE)
    passed = {name.removesuffix("_FILE") for name in re.findall(r"^    ([A-Z_]+):", block, re.MULTILINE)}
    fixed = set(re.findall(r"(MEDIA_DIR|STATIC_MANIFEST)=", DOCKERFILE.rpartition("\nFROM")[2]))
    assert passed | fixed == table


def test_each_secret_of_the_compose_file_is_made_once(tmp_path: Path) -> None:
    script = tmp_path / "bin/server/make-secrets"
    script.parent.mkdir(parents=True)
    shutil.copy(ROOT / "bin/server/make-secrets", script)
    made = [_make_secrets(script), _make_secrets(script)]
    assert made[0] == made[1]
    assert set(made[0]) == set(re.findall(r"\{file: secrets/(\w+)\}", COMPOSE))
    assert made[0]["email_url"] == "smtp+tls://relay:587"


def _make_secrets(script: Path) -> dict[str, str]:
    subprocess.run((script, "smtp+tls://relay:587"), check=True, capture_output=True)
    return {path.name: path.read_text() for path in (script.parents[2] / "secrets").iterdir()}
