"""`check_sender` against a DNS server on this machine: what is right, and what to do about the rest."""

import base64
from collections.abc import Iterator
from functools import cache
from io import StringIO

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.core.management import CommandError, call_command
from pytest_django import Settings

from tests.mail.authentication import name_server
from tests.mail.authentication.name_server import NameServer

ADDRESS = "192.0.2.25"
REVERSE = "25.2.0.192.in-addr.arpa"
RELAY = "relay.example.org"
DOMAIN = "portal.example.org"
KEY_NAME = f"nfp._domainkey.{DOMAIN}"


@cache
def public_key(bits: int) -> str:
    """Return a new RSA key as a record of DKIM has it."""
    key = rsa.generate_private_key(65537, bits).public_key()
    return base64.b64encode(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).decode()


@pytest.fixture
def names(settings: Settings) -> Iterator[NameServer]:
    """A domain at which all is right."""
    settings.DEFAULT_FROM_EMAIL = f"NFP Network <network@{DOMAIN}>"
    settings.RETURN_ADDRESS = f"returns@{DOMAIN}"
    settings.MAIL_RELAY = {"EMAIL_HOST": RELAY, "EMAIL_PORT": 25}
    settings.DKIM_SELECTOR = "nfp"
    with name_server.running() as names:
        names.records[RELAY, "A"] = [ADDRESS]
        names.records[REVERSE, "PTR"] = [f"{RELAY}."]
        names.records[DOMAIN, "MX"] = [f"10 {RELAY}."]
        names.publish(DOMAIN, "another=thing", f"v=spf1 ip4:{ADDRESS} -all")
        names.publish(KEY_NAME, f"v=DKIM1; k=rsa; p={public_key(2048)}")
        names.publish(f"_dmarc.{DOMAIN}", f"v=DMARC1; p=reject; rua=mailto:dmarc@{DOMAIN}")
        yield names


def run(names: NameServer, *options: str) -> str:
    """Return what the command says of a domain about which nothing must be done."""
    out = StringIO()
    call_command("check_sender", "--dns", "127.0.0.1", "--dns-port", str(names.port), *options, stdout=out)
    return out.getvalue()


def to_do(names: NameServer, *options: str) -> list[str]:
    """Return what the command says must be done, and require that it ends with 1."""
    out = StringIO()
    arguments = ("--dns", "127.0.0.1", "--dns-port", str(names.port), *options)
    with pytest.raises(CommandError) as ended:
        call_command("check_sender", *arguments, stdout=out)
    assert ended.value.returncode == 1
    return [line for line in out.getvalue().splitlines() if line.startswith("TO DO")]


def only(lines: list[str]) -> str:
    [line] = lines
    return line


def test_where_all_is_right_nothing_must_be_done(names: NameServer) -> None:
    lines = run(names).splitlines()
    assert [line.split()[0] for line in lines] == ["OK"] * 6
    assert f"{DOMAIN} permits mail from {ADDRESS}." in lines[0]
    assert "a key of 2048 bits" in lines[1]
    assert "Servers reject what is not from" in lines[2]
    assert f"{ADDRESS} is {RELAY}" in lines[4]


def test_a_bare_domain_is_told_all_that_it_lacks(names: NameServer) -> None:
    names.records.clear()
    lines = to_do(names, "--address", ADDRESS)
    assert [line.split()[2] for line in lines] == ["SPF", "DKIM", "DMARC", "Reverse", "Returned"]
    assert f"v=spf1 ip4:{ADDRESS} -all" in lines[0]
    assert KEY_NAME in lines[1]
    assert f"_dmarc.{DOMAIN}: v=DMARC1; p=none" in lines[2]


@pytest.mark.parametrize(
    ("records", "sentence"),
    [
        (["v=spf1 ip4:198.51.100.1 -all"], f"does not permit mail from {ADDRESS} (fail). Add ip4:{ADDRESS}"),
        (["v=spf1 ip4:198.51.100.1 ~all"], "(softfail)"),
        (["v=spf1 mx -all", "v=spf1 a -all"], "has 2 SPF records"),
        (["v=spf1 +all"], "lets every server send"),
        (["v=spf1 include:nothing.example.org -all"], "nothing.example.org has 0 SPF records"),
        (["v=spf1 include:portal.example.org -all"], "more than 10 lookups"),
        (["v=spf1 ipv4:192.0.2.25 -all"], "is no mechanism"),
        (["v=spf1 ip4:192.0.2 -all"], "is no network"),
        (["v=spf1 exists:%{i}.example.org -all"], "has a macro"),
    ],
)
def test_an_spf_record_that_does_not_permit_the_relay(
    names: NameServer, records: list[str], sentence: str
) -> None:
    names.publish(DOMAIN, *records)
    assert sentence in only(to_do(names))


@pytest.mark.parametrize(
    "record",
    [
        "v=spf1 a:relay.example.org -all",
        "v=spf1 a:relay.example.org/24 -all",
        "v=spf1 mx -all",
        "V=SPF1 IP4:192.0.2.0/24 -ALL",
        "v=spf1 ip6:2001:db8::/32 include:_spf.example.org ~all",
        "v=spf1 redirect=_spf.example.org",
        "v=spf1 -exists:no.example.org exists:relay.example.org -all",
    ],
)
def test_an_spf_record_that_permits_the_relay(names: NameServer, record: str) -> None:
    names.publish(DOMAIN, record)
    names.publish("_spf.example.org", f"v=spf1 ip4:{ADDRESS} -all")
    assert f"{DOMAIN} permits mail from {ADDRESS}." in run(names)


def test_an_address_of_version_6_is_checked_too(names: NameServer) -> None:
    reverse = "5.2.0.0." + "0." * 20 + "8.b.d.0.1.0.0.2.ip6.arpa"
    names.records[reverse, "PTR"] = [f"{RELAY}."]
    names.records[RELAY, "AAAA"] = ["2001:db8::25"]
    names.publish(DOMAIN, f"v=spf1 ip4:{ADDRESS} a:{RELAY}//64 -all")
    answer = run(names)
    assert "permits mail from 2001:db8::25" in answer
    assert f"2001:db8::25 is {RELAY}" in answer


@pytest.mark.parametrize(
    ("records", "sentence"),
    [
        ([], f"There is no record at {KEY_NAME}"),
        (["v=DKIM1; p="], "is revoked"),
        (["v=DKIM1; p=bm8ga2V5"], "cannot be read"),
        ([f"v=DKIM1; p={public_key(2048)[:90]}"], "cannot be read"),
        (["v=DKIM1; p=a", "v=DKIM1; p=b"], "There is 2 record"),
    ],
)
def test_a_key_of_dkim_that_no_server_can_use(names: NameServer, records: list[str], sentence: str) -> None:
    names.publish(KEY_NAME, *records)
    assert sentence in only(to_do(names))


def test_without_a_selector_the_command_asks_for_it(names: NameServer, settings: Settings) -> None:
    settings.DKIM_SELECTOR = ""
    assert "Set DKIM_SELECTOR" in only(to_do(names))
    assert "TO DO" not in run(names, "--selector", "nfp")


def test_a_short_key_a_test_and_a_policy_that_only_watches_are_advised_against(names: NameServer) -> None:
    names.publish(KEY_NAME, f"v=DKIM1; t=y; p={public_key(1024)}")
    names.publish(f"_dmarc.{DOMAIN}", "v=DMARC1; p=none")
    advice = [line for line in run(names).splitlines() if line.startswith("ADVICE")]
    assert [line.split()[1] for line in advice] == ["DKIM", "DKIM", "DMARC", "DMARC"]


def test_a_key_of_ed25519_is_enough(names: NameServer) -> None:
    names.publish(KEY_NAME, "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=")
    assert "There is a key at" in run(names)


@pytest.mark.parametrize(
    ("records", "sentence"),
    [
        (["v=DMARC1; p=none", "v=DMARC1; p=reject"], "has 2 DMARC records"),
        (["v=DMARC1; rua=mailto:a@example.org"], "has no policy"),
    ],
)
def test_a_dmarc_record_that_says_nothing(names: NameServer, records: list[str], sentence: str) -> None:
    names.publish(f"_dmarc.{DOMAIN}", *records)
    assert sentence in to_do(names)[0]


def test_a_return_address_elsewhere_does_not_speak_for_the_sender(
    names: NameServer, settings: Settings
) -> None:
    settings.RETURN_ADDRESS = "returns@example.net"
    names.publish("example.net", f"v=spf1 ip4:{ADDRESS} -all")
    names.records["example.net", "MX"] = [f"10 {RELAY}."]
    line = only(to_do(names))
    assert "do not belong together" in line
    assert f"Set RETURN_ADDRESS to an address at {DOMAIN}." in line


def test_domains_of_one_organisation_belong_together_unless_the_record_is_strict(
    names: NameServer, settings: Settings
) -> None:
    settings.RETURN_ADDRESS = "returns@back.example.org"
    names.publish("back.example.org", f"v=spf1 ip4:{ADDRESS} -all")
    names.records["back.example.org", "MX"] = [f"10 {RELAY}."]
    names.records.pop((f"_dmarc.{DOMAIN}", "TXT"))
    names.publish("_dmarc.example.org", "v=DMARC1; p=none; sp=quarantine; rua=mailto:a@example.org")
    assert f"Servers quarantine what is not from {DOMAIN}" in run(names)
    names.publish("_dmarc.example.org", "v=DMARC1; p=reject; aspf=s; rua=mailto:a@example.org")
    assert f"an address at {DOMAIN}." in only(to_do(names))


def test_a_reverse_name_must_lead_back(names: NameServer) -> None:
    names.records[RELAY, "A"] = ["192.0.2.26"]
    lines = to_do(names, "--address", ADDRESS)
    assert f"{ADDRESS} is {RELAY}, but {RELAY} is another" in only(lines)
    names.records.pop((REVERSE, "PTR"))
    assert "has no reverse name" in only(to_do(names, "--address", ADDRESS))


def test_a_relay_on_this_machine_says_nothing_of_the_public_address(
    names: NameServer, settings: Settings
) -> None:
    settings.MAIL_RELAY = {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": 25}
    assert "Name it with --address" in only(to_do(names))
    assert "TO DO" not in run(names, "--address", ADDRESS)


def test_a_domain_that_takes_no_mail_gets_nothing_back(names: NameServer) -> None:
    names.records[DOMAIN, "MX"] = ["0 ."]
    assert "takes no mail" in only(to_do(names))


def test_a_name_server_that_does_not_answer_is_no_missing_record(names: NameServer) -> None:
    names.broken.add(KEY_NAME)
    line = only(to_do(names))
    assert f"The DNS did not answer about {KEY_NAME}" in line


@pytest.mark.parametrize("option", ["--address", "--dns"])
def test_what_is_no_address_is_refused(names: NameServer, option: str) -> None:
    with pytest.raises(CommandError, match="nonsense"):
        call_command("check_sender", "--dns", "127.0.0.1", "--dns-port", str(names.port), option, "nonsense")
