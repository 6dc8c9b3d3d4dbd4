"""E-mail addresses in normal form, so that one mailbox is one row however it was spelled.

RFC 5321 leaves the case of the local part to its server, but people type it in any case and servers accept
that. The domain is kept in ASCII (IDNA 2008 with UTS 46 mapping), as Chromium submits it and SMTP needs it;
pages show the readable form.
"""

import re

import idna
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _

from nfp_portal.text.normal import normalize

LONGEST = 254
_NO_ADDRESS = _("This is no e-mail address. Write it as name@example.org.")
_in_parts = EmailValidator(_NO_ADDRESS)
# As the database has it (sql/email_address.sql), but for quotes and brackets, which no command of SMTP holds.
_STORED = re.compile(r"[!#-;=?[-~]+@[a-z0-9.-]+")


def normalize_address(text: str) -> str:
    """Return the address as it is stored and compared: visible characters only, lower case, ASCII domain.

    Text that is no address is cleaned in the same way; validators and the database refuse it.
    """
    address = normalize(text).strip().lower()
    local, at, domain = address.rpartition("@")
    if not at or (domain.isascii() and "xn--" not in domain):
        return address
    try:
        return f"{local}@{idna.encode(domain, uts46=True).decode()}"
    except (idna.IDNAError, UnicodeError):
        return address


def validate_address(address: str) -> None:
    """Raise `ValidationError` (code "invalid") unless it is an address in its stored form."""
    if len(address) > LONGEST or not _STORED.fullmatch(address):
        raise ValidationError(_NO_ADDRESS, code="invalid")
    _in_parts(address)


def readable_address(address: str) -> str:
    """Return the address with its domain in readable letters."""
    local, at, domain = address.rpartition("@")
    if "xn--" not in domain:
        return address
    try:
        return f"{local}{at}{idna.decode(domain)}"
    except (idna.IDNAError, UnicodeError):
        return address


def masked_address(address: str) -> str:
    """Return the address with its first letter and its domain alone, for whoever has a forwarded link."""
    local, at, domain = readable_address(address).rpartition("@")
    return f"{local[:1]}•••{at}{domain}"
