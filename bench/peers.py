"""Packages of others that are measured beside the portal: in a folder of their own, never part of it."""

import subprocess
import sys

from bench.environment import ROOT

PEERS = ROOT / ".local" / "bench-peers"


def install(*packages: str) -> None:
    """Install these versions beside the portal's own packages, once; needs pip and a package index.

    What they need comes from the portal's own environment, or is named too.
    """
    stamp = PEERS / "+".join(packages)
    if stamp.exists():
        return
    command = (sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(PEERS))
    subprocess.run((*command, "--upgrade", *packages), cwd=ROOT, check=True)
    stamp.touch()
