"""What the DNS says of a domain. Each question goes to the resolver that is given."""

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any

import dns.exception
import dns.resolver
import dns.reversename

Address = IPv4Address | IPv6Address


class LookupFailedError(Exception):
    """No server answered, or the name is none; `str()` is the name that was looked up."""


@dataclass(frozen=True)
class Lookups:
    """Questions to a resolver of dnspython. What does not exist is an empty list.

    Each raises `LookupFailedError` when no answer came within the resolver's `lifetime` (seconds).
    """

    resolver: dns.resolver.Resolver

    def texts(self, name: str) -> list[str]:
        return [b"".join(row.strings).decode("utf-8", "replace") for row in self._rows(name, "TXT")]

    def addresses(self, name: str) -> list[Address]:
        return [ip_address(row.address) for kind in ("A", "AAAA") for row in self._rows(name, kind)]

    def mail_servers(self, name: str) -> list[str]:
        """Return the names of its MX records; "" is the one that says that it takes no mail (RFC 7505)."""
        return [_host(row.exchange) for row in self._rows(name, "MX")]

    def names_of(self, address: Address) -> list[str]:
        reverse = dns.reversename.from_address(str(address)).to_text()
        return [_host(row.target) for row in self._rows(reverse, "PTR")]

    def _rows(self, name: str, kind: str) -> list[Any]:
        try:
            return list(self.resolver.resolve(name, kind, search=False))
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
            return []
        except dns.exception.DNSException as error:
            raise LookupFailedError(name) from error


def _host(name: Any) -> str:
    return str(name.to_text(omit_final_dot=True)).removesuffix(".").lower()
