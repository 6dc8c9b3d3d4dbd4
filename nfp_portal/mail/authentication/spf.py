"""SPF (RFC 7208): which servers may send for a domain."""

from dataclasses import dataclass
from ipaddress import ip_network
from typing import TYPE_CHECKING

from nfp_portal.mail.authentication.lookups import Address, Lookups

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_LOOKUPS = 10
_RESULTS = {"+": "pass", "-": "fail", "~": "softfail", "?": "neutral"}
PASS = "pass"  # noqa: S105 - a result of SPF
VERSION = "v=spf1"


class SpfError(Exception):
    """Receiving servers can make nothing of the record; `str()` says why, as the end of a sentence."""


def records_of(domain: str, lookups: Lookups) -> list[str]:
    """Return the SPF records of a domain; more than one is an error of its owner."""
    return [text for text in lookups.texts(domain) if text.lower().split(" ")[0] == VERSION]


def all_of(record: str) -> str:
    """Return the record's word on all other servers, like "-all"; "" where it has none."""
    return next((term for term in record.lower().split() if term.lstrip("+-~?") == "all"), "")


@dataclass
class Spf:
    """What a receiving server finds about mail from one address.

    Macros are not expanded, and `ptr`, which the standard advises against, never matches.
    """

    lookups: Lookups
    address: Address
    count: int = 0

    def check(self, domain: str) -> str:
        """Return pass, fail, softfail or neutral. Raises `SpfError` and `LookupFailedError`."""
        terms = self._terms(domain)
        for term in terms:
            qualifier, mechanism = (term[0], term[1:]) if term[0] in _RESULTS else ("+", term)
            if self._matches(mechanism, domain):
                return _RESULTS[qualifier]
        redirect = next((term[9:] for term in terms if term.startswith("redirect=")), "")
        if redirect:
            self._use_lookup()
            return self.check(redirect)
        return _RESULTS["?"]

    def _terms(self, domain: str) -> list[str]:
        records = records_of(domain, self.lookups)
        if len(records) != 1:
            raise SpfError(f"{domain} has {len(records)} SPF records and must have one")
        if "%{" in records[0]:
            raise SpfError(f"the record of {domain} has a macro (“%{{”), which this command does not expand")
        return records[0].lower().split()[1:]

    def _matches(self, mechanism: str, domain: str) -> bool:
        name, _colon, value = mechanism.partition(":")
        kinds: dict[str, Callable[[str], bool]] = {
            "all": lambda _value: True,
            "ip4": self._is_in,
            "ip6": self._is_in,
            "a": lambda value: self._is_one_of([value], mechanism),
            "mx": lambda value: self._is_one_of(self.lookups.mail_servers(value), mechanism),
            "include": self._is_included,
            "exists": lambda value: bool(self.lookups.addresses(value)),
            "ptr": lambda _value: False,
        }
        name = name.split("/")[0]
        if name not in kinds:
            if "=" in name:  # a modifier, no mechanism
                return False
            raise SpfError(f"“{mechanism}” in the record of {domain} is no mechanism")
        if name in {"a", "mx", "include", "exists", "ptr"}:
            self._use_lookup()
        return kinds[name](value if name in {"ip4", "ip6"} else value.split("/")[0] or domain)

    def _use_lookup(self) -> None:
        self.count += 1
        if self.count > MOST_LOOKUPS:
            raise SpfError(f"it takes more than {MOST_LOOKUPS} lookups")

    def _is_in(self, network: str) -> bool:
        try:
            return self.address in ip_network(network, strict=False)
        except ValueError as error:
            raise SpfError(f"“{network}” is no network") from error

    def _is_one_of(self, hosts: list[str], mechanism: str) -> bool:
        length = _length(mechanism, self.address.version)
        addresses = [each for host in hosts for each in self.lookups.addresses(host)]
        same = [each for each in addresses if each.version == self.address.version]
        return any(self._is_in(f"{each}{length}") for each in same)

    def _is_included(self, domain: str) -> bool:
        return self.check(domain) == PASS


def _length(mechanism: str, version: int) -> str:
    """Return the length of the prefix after a host, as in `a:host/24//64`; "" for the address alone."""
    _host, *rest = mechanism.split("//")
    if version == 6:  # noqa: PLR2004 - the version of the protocol
        return f"/{rest[0]}" if rest else ""
    _host, slash, length = _host.partition("/")
    return slash + length
