"""The relay of the rehearsal seen from outside: its certificates, and the messages it has kept."""

import email
import email.policy
import re
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from rehearsal.engine import RehearsalError, wait_for

HOST = "relay"
Key = ec.EllipticCurvePrivateKey


class Mailbox:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "mail").mkdir(parents=True)
        authority, key = _certificate("House authority", None)
        (folder / "house.crt").write_bytes(authority.public_bytes(serialization.Encoding.PEM))
        _write(folder / "trusted.pem", *_certificate(HOST, (authority, key)))
        _write(folder / "untrusted.pem", *_certificate(HOST, _certificate("Nobody", None)))
        self.show("untrusted")

    def show(self, certificate: str) -> None:
        (self.folder / "certificate").write_text(f"{certificate}.pem")

    def messages(self) -> list[EmailMessage]:
        files = sorted((self.folder / "mail").glob("*.eml"))
        return [email.message_from_bytes(file.read_bytes(), policy=email.policy.default) for file in files]

    def of(self, address: str) -> list[EmailMessage]:
        return [message for message in self.messages() if str(message["To"]).strip("<>") == address]

    def link(self, address: str, part: str, seconds: float = 90) -> str:
        """Wait for a message to this address that holds a link with `part`; return the link's path."""
        wait_for(lambda: self._link(address, part), f"mail to {address}", seconds)
        return self._link(address, part)

    def _link(self, address: str, part: str) -> str:
        for message in reversed(self.of(address)):
            body = message.get_body(("plain",))
            match = re.search(rf"https://[^/\s]+(/\S*{part}\S*)", body.get_content() if body else "")
            if match:
                return match[1]
        return ""

    def one(self, address: str) -> EmailMessage:
        kept = self.of(address)
        if not kept:
            raise RehearsalError(f"no mail to {address}")
        return kept[-1]


def _certificate(name: str, issuer: tuple[x509.Certificate, Key] | None) -> tuple[x509.Certificate, Key]:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer[0].subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    if issuer:
        names = x509.SubjectAlternativeName([x509.DNSName(name)])
        of = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer[1].public_key())
        builder = builder.add_extension(names, critical=False).add_extension(of, critical=False)
    else:
        usage = x509.KeyUsage(
            digital_signature=True, key_cert_sign=True, crl_sign=True, content_commitment=False,
            key_encipherment=False, data_encipherment=False, key_agreement=False,
            encipher_only=False, decipher_only=False,
        )  # fmt: skip
        builder = builder.add_extension(usage, critical=True)
    return builder.sign(issuer[1] if issuer else key, hashes.SHA256()), key


def _write(path: Path, certificate: x509.Certificate, key: Key) -> None:
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
