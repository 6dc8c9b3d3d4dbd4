import ssl
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pytest_django import Settings

from tests.mail import scripted


@pytest.fixture(params=[False, True], ids=["one by one", "together"])
def relay(request: pytest.FixtureRequest, settings: Settings) -> Iterator[scripted.Relay]:
    """A relay that answers by a script, and the portal set to use it."""
    with scripted.running() as relay:
        relay.takes_batches = request.param
        settings.MAIL_RELAY = relay.settings
        yield relay


@pytest.fixture
def tls_relay(tmp_path: Path) -> Iterator[Callable[[], dict[str, Any]]]:
    """Give the settings of a relay that speaks TLS with a certificate it signed itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    today = datetime.now(UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1, today, today + timedelta(days=1))
    certificate = builder.sign(key, hashes.SHA256())
    plain = serialization.NoEncryption()
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    (tmp_path / "relay.pem").write_bytes(pem + certificate.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "relay.pem")
    with scripted.running(context) as relay:
        yield lambda: relay.settings | {"EMAIL_USE_SSL": True}
