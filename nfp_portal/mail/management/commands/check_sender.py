"""Check in the DNS whether servers take mail from this portal for its own: SPF, DKIM, DMARC, reverse names.

It says what to do about each finding, and ends with 1 while something must be done.
"""

from email.utils import parseaddr
from ipaddress import ip_address, ip_network
from typing import Any

import dns.exception
import dns.resolver
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from nfp_portal.mail.authentication.checks import Level, Sender, check
from nfp_portal.mail.authentication.lookups import Address, LookupFailedError, Lookups

# A relay at such an address sends on from another one.
_INTERNAL = [
    ip_network(each)
    for each in (
        "127.0.0.0/8",
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "::1/128",
        "fc00::/7",
        "fe80::/10",
    )
]


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--domain", default="", help="another domain than that of FROM_ADDRESS")
        parser.add_argument("--selector", default="", help="the selector of DKIM (default: DKIM_SELECTOR)")
        parser.add_argument(
            "--address",
            action="append",
            default=[],
            help="from which mail leaves for other servers (default: the relay); several are allowed",
        )
        parser.add_argument(
            "--dns", default="", help="address of the DNS server to ask (default: the system's)"
        )
        parser.add_argument("--dns-port", type=int, default=53)

    def handle(self, *args: Any, **options: Any) -> None:
        lookups = Lookups(_resolver(options["dns"], options["dns_port"]))
        sender = _sender(options, lookups)
        findings = list(check(sender, lookups))
        for finding in findings:
            self.stdout.write(f"{finding.level.value.upper():<8}{finding.subject:<15}{finding.text}")
        number = sum(finding.level == Level.TO_DO for finding in findings)
        if number:
            raise CommandError(f"To do: {number}.", returncode=1)


def _resolver(server: str, port: int) -> dns.resolver.Resolver:
    if server:
        resolver = dns.resolver.Resolver(configure=False)
        try:
            resolver.nameservers = [server]
        except ValueError as error:
            raise CommandError(f"{server} is no address of a DNS server.") from error
        resolver.port = port
        return resolver
    try:
        return dns.resolver.Resolver()
    except dns.exception.DNSException as error:
        raise CommandError("This system names no DNS server: name one with --dns.") from error


def _sender(options: dict[str, Any], lookups: Lookups) -> Sender:
    domain = options["domain"] or _domain_of(settings.DEFAULT_FROM_EMAIL)
    return Sender(
        domain=domain,
        return_domain=_domain_of(settings.RETURN_ADDRESS) or domain,
        selector=options["selector"] or settings.DKIM_SELECTOR,
        addresses=tuple(_addresses(options["address"], lookups)),
    )


def _domain_of(address: str) -> str:
    return parseaddr(address)[1].rpartition("@")[2].lower()


def _addresses(named: list[str], lookups: Lookups) -> list[Address]:
    """Return the addresses that were named, else the public ones of the relay."""
    try:
        if named:
            return [ip_address(each) for each in named]
    except ValueError as error:
        raise CommandError(f"{error}.") from error
    host = settings.MAIL_RELAY.get("EMAIL_HOST") or ""
    return [each for each in _of_host(host, lookups) if not any(each in network for network in _INTERNAL)]


def _of_host(host: str, lookups: Lookups) -> list[Address]:
    try:
        return [ip_address(host)]
    except ValueError:
        pass
    try:
        return lookups.addresses(host)
    except LookupFailedError:
        return []
