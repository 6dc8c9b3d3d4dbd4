"""bin/check: run every tool that reads the code in parallel; the output of those that fail comes last."""

import os
import subprocess
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from launch import environment
from launch.console import complain, say
from launch.paths import Paths

# Settings of a server, for the deploy check.
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
    argv: Sequence[str | Path]


@dataclass(frozen=True)
class Verdict:
    tool: Tool
    passed: bool
    output: str
    seconds: float


def tools(paths: Paths) -> list[Tool]:
    """Return the tools, the slowest first, so that the others run beside it."""
    binaries, manage = paths.venv / "bin", (paths.python, "manage.py")
    templates = sorted(str(path) for path in (paths.root / "templates").rglob("*.html"))
    compose = ("--builtin-schema", "vendor.compose-spec", "docker-compose.yml")
    return [
        Tool("types", (paths.python, "-m", "mypy", ".")),
        Tool("layers", (paths.python, "-c", "from importlinter.cli import lint_imports_command as c; c()")),
        Tool("deploy check", (*manage, "check", "--deploy", "--fail-level", "WARNING")),
        Tool("migrations", (*manage, "makemigrations", "--check", "--dry-run", "--skip-checks")),
        Tool("ruff", (binaries / "ruff", "check")),
        Tool("format", (binaries / "ruff", "format", "--check")),
        Tool("catalogues", (paths.python, "bin/launch/catalogues.py")),
        Tool("templates: format", (binaries / "djade", "--target-version", "5.2", "--check", *templates)),
        Tool("templates: lint", (binaries / "djlint", "--lint", "--quiet", "templates")),
        Tool("templates: goals", (paths.python, "bin/launch/template_goals.py")),
        Tool("compose file", (paths.python, "-m", "check_jsonschema", *compose)),
        Tool("Dockerfile", (binaries / "hadolint", "Dockerfile")),
    ]


def main(paths: Paths, arguments: list[str]) -> int:
    """Run the tools whose names contain one of the arguments, or all of them."""
    environment.ensure(paths, environment.CHECKS)
    chosen = [tool for tool in tools(paths) if not arguments or any(a in tool.name for a in arguments)]
    started = monotonic()
    with ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        verdicts = [
            _reported(done.result()) for done in as_completed(pool.submit(run, paths, t) for t in chosen)
        ]
    failed = [verdict for verdict in verdicts if not verdict.passed]
    for verdict in failed:
        complain(f"\n--- {verdict.tool.name} ---\n{verdict.output}")
    say(f"{len(verdicts) - len(failed)} of {len(verdicts)} checks passed in {monotonic() - started:.0f} s")
    return 1 if failed else 0


def run(paths: Paths, tool: Tool) -> Verdict:
    started = monotonic()
    settings = os.environ | PRODUCTION | {"MEDIA_DIR": str(paths.media)}
    done = subprocess.run(
        tool.argv,
        cwd=paths.root,
        env=settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return Verdict(tool, done.returncode == 0, done.stdout.strip(), monotonic() - started)


def _reported(verdict: Verdict) -> Verdict:
    say(f"{'ok    ' if verdict.passed else 'FAILED'}  {verdict.tool.name} ({verdict.seconds:.1f} s)")
    return verdict
