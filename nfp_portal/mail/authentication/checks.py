"""What is right about the sending domain and what must be done, in plain words."""

import base64
import binascii
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key

from nfp_portal.mail.authentication import spf
from nfp_portal.mail.authentication.lookups import Address, LookupFailedError, Lookups

# In bits (RFC 8301).
SHORTEST_KEY = 1024
GOOD_KEY = 2048


class Level(Enum):
    OK = "ok"
    ADVICE = "advice"
    TO_DO = "to do"


@dataclass(frozen=True)
class Finding:
    level: Level
    subject: str
    text: str


@dataclass(frozen=True)
class Sender:
    """`domain` is that of the From line, `return_domain` that of the envelope. `selector` "" is not known."""

    domain: str
    return_domain: str
    selector: str
    addresses: tuple[Address, ...]


Findings = Iterator[tuple[Level, str]]
Check = Callable[[Sender, Lookups], Findings]


def check(sender: Sender, lookups: Lookups) -> Iterator[Finding]:
    """Give the findings on SPF, DKIM, DMARC, the reverse names and returned mail, in this order."""
    checks: dict[str, Check] = {
        "SPF": check_spf,
        "DKIM": check_dkim,
        "DMARC": check_dmarc,
        "Reverse name": check_reverse_names,
        "Returned mail": check_returned_mail,
    }
    for subject, each in checks.items():
        try:
            for level, text in each(sender, lookups):
                yield Finding(level, subject, text)
        except LookupFailedError as error:
            text = f"The DNS did not answer about {error}. Try again, or ask another server with --dns."
            yield Finding(Level.TO_DO, subject, text)


def check_spf(sender: Sender, lookups: Lookups) -> Findings:
    domain = sender.return_domain
    records = spf.records_of(domain, lookups)
    if not records:
        permitted = "".join(f"ip{each.version}:{each} " for each in sender.addresses) or "ip4:ADDRESS "
        yield Level.TO_DO, f"{domain} has no SPF record. Publish as TXT at {domain}: v=spf1 {permitted}-all"
        return
    if len(records) > 1:
        yield Level.TO_DO, f"{domain} has {len(records)} SPF records, so that none counts. Make them one."
        return
    yield from _all_others(domain, records[0])
    for address in sender.addresses:
        yield _permission(domain, address, lookups)


def _all_others(domain: str, record: str) -> Findings:
    ending = spf.all_of(record)
    if ending in {"all", "+all"}:
        yield Level.TO_DO, f"The record of {domain} lets every server send (“{ending}”). End it with -all."
    elif ending == "?all" or (not ending and "redirect=" not in record.lower()):
        yield Level.ADVICE, f"The record of {domain} says nothing of other servers. End it with -all."


def _permission(domain: str, address: Address, lookups: Lookups) -> tuple[Level, str]:
    try:
        result = spf.Spf(lookups, address).check(domain)
    except spf.SpfError as error:
        return Level.TO_DO, f"Servers cannot read the SPF record of {domain}: {error}."
    if result == spf.PASS:
        return Level.OK, f"{domain} permits mail from {address}."
    term = f"ip{address.version}:{address}"
    return (
        Level.TO_DO,
        f"{domain} does not permit mail from {address} ({result}). Add {term} before its “all”.",
    )


def check_dkim(sender: Sender, lookups: Lookups) -> Findings:
    if not sender.selector:
        yield (
            Level.TO_DO,
            "Under which selector the relay signs is not known. Set DKIM_SELECTOR, or --selector.",
        )
        return
    name = f"{sender.selector}._domainkey.{sender.domain}"
    records = lookups.texts(name)
    if len(records) != 1:
        number = len(records) or "no"
        key = "the public key with which the relay signs; whoever runs it has it"
        yield Level.TO_DO, f"There is {number} record at {name}. Publish there, as the only TXT, {key}."
        return
    yield _key(name, tags_of(records[0]))
    if "y" in tags_of(records[0]).get("t", "").split(":"):
        yield Level.ADVICE, f"The key at {name} is marked as a test (t=y). Take the mark out."


def tags_of(record: str) -> dict[str, str]:
    """Return the tags of a record like `v=DMARC1; p=none`."""
    parts = (part.partition("=") for part in record.split(";"))
    return {name.strip().lower(): value.strip() for name, _equals, value in parts if name.strip()}


def _key(name: str, tags: dict[str, str]) -> tuple[Level, str]:
    encoded = "".join(tags.get("p", "").split())
    if not encoded:
        return (
            Level.TO_DO,
            f"The key at {name} is revoked (empty p=). Publish the one with which the relay signs.",
        )
    if tags.get("k", "rsa") != "rsa":
        return Level.OK, f"There is a key at {name} ({tags['k']})."
    bits = _bits(encoded)
    if bits < SHORTEST_KEY:
        problem = "cannot be read" if not bits else f"has {bits} bits only and is refused"
        return (
            Level.TO_DO,
            f"The key at {name} {problem}. Make one of {GOOD_KEY} bits at the relay and publish it.",
        )
    if bits < GOOD_KEY:
        return Level.ADVICE, f"The key at {name} has {bits} bits. Make one of {GOOD_KEY} bits at the relay."
    return Level.OK, f"There is a key of {bits} bits at {name}."


def _bits(encoded: str) -> int:
    """Return the length of an RSA key; 0 for what is none."""
    try:
        key = load_der_public_key(base64.b64decode(encoded, validate=True))
    except (ValueError, binascii.Error, UnsupportedAlgorithm):
        return 0
    return key.key_size if isinstance(key, RSAPublicKey) else 0


def check_dmarc(sender: Sender, lookups: Lookups) -> Findings:
    policies = list(_policies(sender.domain, lookups))
    if not policies:
        text = f"v=DMARC1; p=none; rua=mailto:dmarc@{sender.domain}"
        yield (
            Level.TO_DO,
            f"{sender.domain} has no DMARC record. Publish as TXT at _dmarc.{sender.domain}: {text}",
        )
        return
    (domain, records), (organisation, _records) = policies[0], policies[-1]
    if len(records) > 1:
        yield Level.TO_DO, f"_dmarc.{domain} has {len(records)} DMARC records, so that none counts. Keep one."
        return
    tags = tags_of(records[0])
    yield _policy(sender.domain, domain, tags)
    if "rua" not in tags:
        yield (
            Level.ADVICE,
            f"Nobody gets the reports on {domain}. Add rua=mailto: with an address to the record.",
        )
    yield _alignment(sender, organisation, tags)


def _policies(domain: str, lookups: Lookups) -> Iterator[tuple[str, list[str]]]:
    """Give the DMARC records of a domain, then of those above it; the last is that of the organisation."""
    labels = domain.split(".")
    for above in (".".join(labels[start:]) for start in range(len(labels) - 1)):
        records = [text for text in lookups.texts(f"_dmarc.{above}") if tags_of(text).get("v") == "DMARC1"]
        if records:
            yield above, records


def _policy(sender: str, domain: str, tags: dict[str, str]) -> tuple[Level, str]:
    policy = (tags.get("sp") if sender != domain else None) or tags.get("p", "")
    if policy in {"quarantine", "reject"}:
        return Level.OK, f"Servers {policy} what is not from {sender} (record at _dmarc.{domain})."
    if policy == "none":
        then = "Once the reports show that all is ours, make it p=quarantine"
        return Level.ADVICE, f"The record at _dmarc.{domain} only watches (none). {then}."
    return (
        Level.TO_DO,
        f"The record at _dmarc.{domain} has no policy. Write p=none, p=quarantine or p=reject.",
    )


def _alignment(sender: Sender, organisation: str, tags: dict[str, str]) -> tuple[Level, str]:
    """Say whether SPF speaks for the domain of the From line; the key of DKIM is asked for at that domain."""
    is_strict = tags.get("aspf", "r").lower() == "s"
    wanted = sender.domain if is_strict else organisation
    is_aligned = sender.return_domain == wanted or (
        not is_strict and sender.return_domain.endswith(f".{wanted}")
    )
    if is_aligned:
        return (
            Level.OK,
            f"Return address ({sender.return_domain}) and From ({sender.domain}) belong together.",
        )
    names = f"Return address ({sender.return_domain}) and From ({sender.domain})"
    remedy = f"Set RETURN_ADDRESS to an address at {wanted}"
    return Level.TO_DO, f"{names} do not belong together, so that SPF does not count. {remedy}."


def check_reverse_names(sender: Sender, lookups: Lookups) -> Findings:
    if not sender.addresses:
        yield Level.TO_DO, "From which public address mail leaves is not known. Name it with --address."
    for address in sender.addresses:
        names = lookups.names_of(address)
        confirmed = [name for name in names if address in lookups.addresses(name)]
        if confirmed:
            yield Level.OK, f"{address} is {confirmed[0]}, and {confirmed[0]} is {address}."
        elif names:
            yield (
                Level.TO_DO,
                f"{address} is {names[0]}, but {names[0]} is another. Let it lead to {address}.",
            )
        else:
            yield (
                Level.TO_DO,
                f"{address} has no reverse name. Ask whoever provides the address to publish one.",
            )


def check_returned_mail(sender: Sender, lookups: Lookups) -> Findings:
    domain = sender.return_domain
    servers = lookups.mail_servers(domain) or ([domain] if lookups.addresses(domain) else [])
    if any(servers):
        yield Level.OK, f"Mail to {domain} goes to {', '.join(servers)}."
    else:
        yield Level.TO_DO, f"{domain} takes no mail, so that nothing comes back. Publish an MX record for it."
