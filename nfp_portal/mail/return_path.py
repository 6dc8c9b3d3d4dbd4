"""The envelope sender of each message: an address of its own to which servers return it (RFC 5321, 4.4).

`returns+<delivery>-<code>@host`: the delivery's id in base 36, and 80 bits of an HMAC in base 32. Both are in
lower case, for servers may change the case of what they return to. Who was not sent the message cannot make
the code, so a returned mail speaks only of the address that the message went to.
"""

import base64
import re
from typing import NamedTuple

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.http import base36_to_int, int_to_base36

_CODE_BYTES = 10


class Named(NamedTuple):
    """A delivery that an address names, and the code that is to prove it."""

    delivery_id: int
    code: str

    def is_signed_for(self, message_id: str) -> bool:
        """Whether the code was made for this message; keys in SECRET_KEY_FALLBACKS are honoured."""
        keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
        return any(constant_time_compare(_code(self.delivery_id, message_id, key), self.code) for key in keys)


def return_path_of(delivery_id: int, message_id: str) -> str:
    """Return the signed address for a delivery; "" where no RETURN_ADDRESS is set."""
    local, _at, domain = settings.RETURN_ADDRESS.rpartition("@")
    if not local:
        return ""
    code = _code(delivery_id, message_id, settings.SECRET_KEY)
    return f"{local}+{int_to_base36(delivery_id)}-{code}@{domain}"


def deliveries_named(text: str) -> list[Named]:
    """Return what the addresses of this form in the text name, signed or not."""
    local, _at, domain = settings.RETURN_ADDRESS.rpartition("@")
    if not local:
        return []
    pattern = rf"{re.escape(local)}\+([0-9a-z]{{1,12}})-([a-z2-7]{{16}})@{re.escape(domain)}(?![\w.-]*\w)"
    return [Named(base36_to_int(number), code) for number, code in re.findall(pattern, text.lower())]


def _code(delivery_id: int, message_id: str, key: str) -> str:
    """Sign the delivery with its Message-ID: after a restore its number may be given again."""
    signed = f"{delivery_id} {message_id}"
    mac = salted_hmac("nfp_portal.mail.return_path", signed, secret=key, algorithm="sha256")
    return base64.b32encode(mac.digest()[:_CODE_BYTES]).decode().lower()
