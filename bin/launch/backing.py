"""The services behind the portal: those the environment names are used, the others are started privately."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from launch import broker, postgres
from launch.broker import Broker
from launch.places import Places, own_folder
from launch.ports import LOOPBACK, answers, prefer
from launch.postgres import Postgres
from launch.processes import Program


class Service(Protocol):
    """Something that is started and, some time later, ready."""

    def program(self) -> Program: ...

    def is_ready(self) -> bool: ...


@dataclass(frozen=True)
class Catcher:
    """Takes every message the portal sends and shows it on a page; nothing leaves the machine."""

    python: str | Path
    smtp: int
    page: int

    @property
    def address(self) -> str:
        return f"smtp://{LOOPBACK}:{self.smtp}"

    @property
    def inbox(self) -> str:
        return f"http://{LOOPBACK}:{self.page}/"

    def program(self) -> Program:
        code = str(Path(__file__).resolve().parents[1])
        words = (self.python, "-m", "launch.catcher", str(self.smtp), str(self.page))
        return Program("the mail catcher", words, {**os.environ, "PYTHONPATH": code})

    def is_ready(self) -> bool:
        return answers(self.page)


@dataclass(frozen=True)
class Backing:
    """What of database, broker and mail server is ours (else None) and how each is reached."""

    postgres: Postgres | None
    broker: Broker | None
    catcher: Catcher | None
    given: Mapping[str, str]

    def services(self) -> Iterator[Service]:
        yield from filter(None, (self.postgres, self.broker, self.catcher))

    def addresses(self) -> dict[str, str]:
        """Give the settings that name the services; DATABASE_OWNER_URL is for commands that migrate."""
        ours: dict[str, str] = {}
        if self.postgres:
            ours["DATABASE_URL"] = self.postgres.address("nfp_app")
            ours["DATABASE_OWNER_URL"] = self.postgres.address("nfp_owner")
        if self.broker:
            ours["REDIS_URL"] = self.broker.address
        if self.catcher:
            ours["EMAIL_URL"] = self.catcher.address
        theirs = {name: self.given[name] for name in NAMES if self.given.get(name)}
        return {"DATABASE_OWNER_URL": theirs.get("DATABASE_URL", "")} | ours | theirs


NAMES = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "EMAIL_URL")


@dataclass(frozen=True)
class Wishes:
    """How a command wants its services: sockets in `folder` (short), data in `home` unless we are root."""

    folder: Path
    home: Path
    python: str | Path
    durable: bool = True
    smtp: int = 0
    page: int = 0


def plan(places: Places, wishes: Wishes, given: Mapping[str, str]) -> Backing:
    """Choose the services to start; makes the folder that their sockets live in."""
    own_folder(wishes.folder, mode=0o711)  # Postgres may run as another account and must get through
    return Backing(
        postgres=None if given.get("DATABASE_URL") else _postgres(places, wishes),
        broker=None if given.get("REDIS_URL") else _broker(places, wishes),
        catcher=None if given.get("EMAIL_URL") else _catcher(wishes),
        given=given,
    )


def _postgres(places: Places, wishes: Wishes) -> Postgres:
    folder = own_folder(wishes.folder / "pg", postgres.account())
    binaries = postgres.within_reach(postgres.find_binaries(places), wishes.folder)
    home = wishes.home if postgres.account() is None else folder
    return Postgres(binaries, folder, home, wishes.durable)


def _broker(places: Places, wishes: Wishes) -> Broker:
    return Broker(broker.find_server(places), own_folder(wishes.folder / "broker"))


def _catcher(wishes: Wishes) -> Catcher:
    return Catcher(wishes.python, prefer(wishes.smtp), prefer(wishes.page))
