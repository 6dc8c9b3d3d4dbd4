"""What the lines of the rehearsal share: two stacks, the relay, the people."""

import hmac
import secrets
import struct
import time
from base64 import b32decode
from dataclasses import dataclass, field
from pathlib import Path

from rehearsal.browser import Browser
from rehearsal.engine import SITE, Stack, docker
from rehearsal.mailbox import HOST, Mailbox

BASE, IMAGE = "nfp-rehearsal-base", "nfp-portal"
VERSIONS = ("rehearsal-1", "rehearsal-2")
STEP = 30


@dataclass
class Account:
    email: str
    password: str = field(default_factory=lambda: secrets.token_urlsafe(20))
    secret: str = ""
    used: set[int] = field(default_factory=set)

    def code(self) -> str:
        """Return a code that was not used yet; a step of the clock opens one sign-in."""
        while True:
            now = int(time.time()) // STEP
            for step in (now, now + 1):
                if step not in self.used:
                    self.used.add(step)
                    return _code(self.secret, step)
            time.sleep(1)


def _code(secret: str, step: int) -> str:
    digest = hmac.digest(b32decode(secret + "=" * (-len(secret) % 8)), struct.pack(">Q", step), "sha1")
    offset = digest[-1] & 15
    return f"{(struct.unpack_from('>I', digest, offset)[0] & 0x7FFFFFFF) % 1_000_000:06d}"


@dataclass
class Scene:
    source: Path
    work: Path
    first: Stack
    second: Stack
    mail: Mailbox
    administrator: Account = field(default_factory=lambda: Account("administrator@example.org"))
    editor: Account = field(default_factory=lambda: Account("editor@example.org"))
    browsers: dict[str, Browser] = field(default_factory=dict)
    meeting: str = ""
    paper: str = ""

    @property
    def backups(self) -> Path:
        return self.work / "backups"

    def browser(self, account: Account) -> Browser:
        return self.browsers[account.email]

    def configure(self, stack: Stack) -> None:
        stack.settings(
            SITE_HOST=SITE,
            HTTP_PORT=f"127.0.0.1:{stack.http}",
            HTTPS_PORT=f"127.0.0.1:{stack.https}",
            PORTAL_VERSION=VERSIONS[0],
            BASE=BASE,
            FROM_ADDRESS="NFP Rehearsal <network@example.org>",
            HELP_ADDRESS="desk@example.org",
        )

    def start_relay(self, stack: Stack) -> None:
        """Let the stack reach a relay under its name. It keeps its messages in a folder of this machine."""
        script = stack.folder / "bin/rehearsal/relay.py"
        docker(
            "run", "--detach", "--name", f"{stack.name}-relay", "--network", f"{stack.name}_default",
            "--network-alias", HOST, "--user", "root", "--volume", f"{self.mail.folder}:/relay",
            "--volume", f"{script}:/relay.py:ro", f"{IMAGE}:{VERSIONS[0]}", "python3", "/relay.py", "/relay",
        )  # fmt: skip

    def remove(self) -> None:
        for stack in (self.first, self.second):
            docker("rm", "--force", f"{stack.name}-relay", f"{stack.name}-hold")
            stack.remove()
