"""Connections to a relay with TLS and with a login: which mail is sent, and which waits."""

import ssl
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from nfp_portal.mail.batches import Envelope
from nfp_portal.mail.delivery import MESSAGES_PER_CONNECTION, Session
from nfp_portal.mail.models import DeliveryState
from nfp_portal.mail.replies import RelayRestingError
from tests.mail import scripted
from tests.mail.scripted import DROP

ENVELOPE = Envelope("portal@example.org", "ana@example.org", b"Subject: x\r\n\r\nwords\r\n")
HERE = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
ELSEWHERE = x509.SubjectAlternativeName([x509.DNSName("relay.example.org")])


@contextmanager
def encrypting(folder: Path, names: x509.SubjectAlternativeName) -> Iterator[tuple[scripted.Relay, Path]]:
    """Run a relay that encrypts from the first byte, and give its certificate, which vouches for itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "relay")])
    today = datetime.now(UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1, today, today + timedelta(days=1))
    builder = builder.add_extension(names, critical=False)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    certificate = builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    plain = serialization.NoEncryption()
    secret = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    (folder / "relay.pem").write_bytes(secret + certificate)
    (folder / "trusted.pem").write_bytes(certificate)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "relay.pem")
    with scripted.running(context) as relay:
        yield relay, folder / "trusted.pem"


def send(relay: scripted.Relay, messages: int = 1, **settings: Any) -> list[DeliveryState]:
    """Hand over so many messages by one session; give what became of each."""
    with closing(Session(relay.settings | settings, "portal.example.org")) as session:
        return [session.send([ENVELOPE])[0].state for _ in range(messages)]


def test_a_relay_with_a_trusted_certificate_gets_encrypted_mail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with encrypting(tmp_path, HERE) as (relay, trusted):
        monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
        assert send(relay, messages=2, EMAIL_USE_SSL=True) == [DeliveryState.SENT, DeliveryState.SENT]
        assert (relay.messages, relay.connections) == ([ENVELOPE.message, ENVELOPE.message], 1)


def test_a_relay_whose_certificate_names_another_host_gets_no_mail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with encrypting(tmp_path, ELSEWHERE) as (relay, trusted):
        monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
        with pytest.raises(RelayRestingError, match=r"127\.0\.0\.1"):
            send(relay, EMAIL_USE_SSL=True)
        assert relay.messages == []


ACCOUNT: dict[str, Any] = {"EMAIL_HOST_USER": "portal", "EMAIL_HOST_PASSWORD": "a long password"}
WITH_LOGIN = "250-hello\r\n250 AUTH PLAIN"


def test_the_portal_logs_in_to_a_relay_that_requires_it() -> None:
    with scripted.running() as relay:
        relay.answers["EHLO"] = [WITH_LOGIN]
        relay.answers["AUTH"] = ["235 welcome"]
        assert send(relay, **ACCOUNT) == [DeliveryState.SENT]
        assert relay.answers["AUTH"] == []


@pytest.mark.parametrize(
    ("hello", "answer", "message"),
    [
        (WITH_LOGIN, "535 5.7.8 no such account", "535"),
        ("250 hello", "235 welcome", "AUTH extension not supported"),
    ],
)
def test_a_relay_that_refuses_the_login_gets_no_mail(hello: str, answer: str, message: str) -> None:
    with scripted.running() as relay:
        relay.answers["EHLO"], relay.answers["AUTH"] = [hello], [answer]
        with pytest.raises(RelayRestingError, match=message):
            send(relay, **ACCOUNT)
        assert relay.messages == []


def test_a_connection_is_replaced_after_a_hundred_messages() -> None:
    with scripted.running() as relay:
        assert set(send(relay, MESSAGES_PER_CONNECTION + 1)) == {DeliveryState.SENT}
        assert (len(relay.messages), relay.connections) == (MESSAGES_PER_CONNECTION + 1, 2)


def test_mail_counts_as_sent_when_the_relay_hangs_up_at_quit() -> None:
    with scripted.running() as relay:
        relay.answers["QUIT"] = [DROP]
        session = Session(relay.settings, "portal.example.org")
        (sent,) = session.send([ENVELOPE])
        session.quit()
        session.quit()  # a second one has nothing to say
        assert (sent.state, relay.messages) == (DeliveryState.SENT, [ENVELOPE.message])
