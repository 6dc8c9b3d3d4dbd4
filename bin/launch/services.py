"""Database, broker and mail server: given in the environment, or started here."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from launch import broker, postgres
from launch.broker import Broker
from launch.paths import Paths, own_folder
from launch.ports import LOOPBACK, answers, prefer
from launch.postgres import Postgres
from launch.processes import Program


class Service(Protocol):
    """A program that is started and ready some time later."""

    def program(self) -> Program: ...

    def is_ready(self) -> bool: ...


@dataclass(frozen=True)
class Catcher:
    """The mail catcher: it keeps every message and shows it on a page; nothing leaves the machine."""

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
        argv = (self.python, "-m", "launch.catcher", str(self.smtp), str(self.page))
        return Program("the mail catcher", argv, {**os.environ, "PYTHONPATH": code})

    def is_ready(self) -> bool:
        return answers(self.page)


@dataclass(frozen=True)
class Services:
    """The services that are started here (None: given in the environment), and their addresses."""

    postgres: Postgres | None
    broker: Broker | None
    catcher: Catcher | None
    given: Mapping[str, str]

    def started(self) -> Iterator[Service]:
        yield from filter(None, (self.postgres, self.broker, self.catcher))

    def addresses(self) -> dict[str, str]:
        """Return the settings with the addresses; DATABASE_OWNER_URL is for commands that migrate."""
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
class ServiceOptions:
    """Sockets go into `folder` (a short path), data into `home` unless we are root; 0 is any port."""

    folder: Path
    home: Path
    python: str | Path
    durable: bool = True
    smtp: int = 0
    page: int = 0


def plan(paths: Paths, options: ServiceOptions, given: Mapping[str, str]) -> Services:
    """Choose the services to start and create the folder of their sockets."""
    own_folder(options.folder, mode=0o711)  # Postgres may run as another account and must get through
    return Services(
        postgres=None if given.get("DATABASE_URL") else _postgres(paths, options),
        broker=None if given.get("REDIS_URL") else _broker(paths, options),
        catcher=None if given.get("EMAIL_URL") else _catcher(options),
        given=given,
    )


def _postgres(paths: Paths, options: ServiceOptions) -> Postgres:
    folder = own_folder(options.folder / "pg", postgres.account())
    binaries = postgres.within_reach(postgres.find_binaries(paths), options.folder)
    home = options.home if postgres.account() is None else folder
    return Postgres(binaries, folder, home, options.durable)


def _broker(paths: Paths, options: ServiceOptions) -> Broker:
    return Broker(broker.find_server(paths), own_folder(options.folder / "broker"))


def _catcher(options: ServiceOptions) -> Catcher:
    return Catcher(options.python, prefer(options.smtp), prefer(options.page))
