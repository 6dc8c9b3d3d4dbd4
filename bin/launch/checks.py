"""bin/check: every tool that reads the code, side by side; the words of those that fail come last."""

import os
import subprocess
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from launch import environment
from launch.console import complain, say
from launch.places import Places

# What a server would be told: the deploy check must find nothing to say about it.
PRODUCTION = {
    "SITE_URL": "https://portal.example.org",
    "SECRET_KEY": "kept-out-of-the-repository-and-made-for-each-installation-0123456789",
    "ALLOWED_HOSTS": "portal.example.org",
    "DATABASE_URL": "postgresql://nfp_app@/nfp?host=/nonexistent",
    "REDIS_URL": "redis://broker.example.org:6379/0",
    "EMAIL_URL": "smtp+tls://relay.example.org:587",
    "DEMO": "0",
    "DJANGO_SETTINGS_MODULE": "nfp_portal.settings",
}


@dataclass(frozen=True)
class Tool:
    name: str
    words: Sequence[str | Path]


@dataclass(frozen=True)
class Verdict:
    tool: Tool
    passed: bool
    words: str
    seconds: float


def tools(places: Places) -> list[Tool]:
    """Give the tools, the slowest first, so that the others run beside it."""
    binaries, manage = places.venv / "bin", (places.python, "manage.py")
    templates = sorted(str(path) for path in (places.root / "templates").rglob("*.html"))
    compose = ("--builtin-schema", "vendor.compose-spec", "docker-compose.yml")
    return [
        Tool("types", (places.python, "-m", "mypy", ".")),
        Tool("layers", (places.python, "-c", "from importlinter.cli import lint_imports_command as c; c()")),
        Tool("deploy check", (*manage, "check", "--deploy", "--fail-level", "WARNING")),
        Tool("migrations", (*manage, "makemigrations", "--check", "--dry-run", "--skip-checks")),
        Tool("ruff", (binaries / "ruff", "check")),
        Tool("format", (binaries / "ruff", "format", "--check")),
        Tool("catalogues", (places.python, "bin/launch/catalogues.py")),
        Tool("templates", (binaries / "djade", "--target-version", "5.2", "--check", *templates)),
        Tool("compose file", (places.python, "-m", "check_jsonschema", *compose)),
        Tool("Dockerfile", (binaries / "hadolint", "Dockerfile")),
    ]


def main(places: Places, arguments: list[str]) -> int:
    """Run the tools whose names hold one of the arguments, all of them without arguments."""
    environment.ensure(places, environment.CHECKS)
    chosen = [tool for tool in tools(places) if not arguments or any(a in tool.name for a in arguments)]
    started = monotonic()
    with ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        verdicts = [
            _told(done.result()) for done in as_completed(pool.submit(run, places, t) for t in chosen)
        ]
    failed = [verdict for verdict in verdicts if not verdict.passed]
    for verdict in failed:
        complain(f"\n--- {verdict.tool.name} ---\n{verdict.words}")
    say(f"{len(verdicts) - len(failed)} of {len(verdicts)} checks passed in {monotonic() - started:.0f} s")
    return 1 if failed else 0


def run(places: Places, tool: Tool) -> Verdict:
    started = monotonic()
    settings = os.environ | PRODUCTION | {"MEDIA_DIR": str(places.media)}
    done = subprocess.run(
        tool.words,
        cwd=places.root,
        env=settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return Verdict(tool, done.returncode == 0, done.stdout.strip(), monotonic() - started)


def _told(verdict: Verdict) -> Verdict:
    say(f"{'ok    ' if verdict.passed else 'FAILED'}  {verdict.tool.name} ({verdict.seconds:.1f} s)")
    return verdict
