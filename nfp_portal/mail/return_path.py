"""The envelope sender of each message: an address of its own to which servers return it (RFC 5321, 4.4).

`returns+<delivery>-<code>@host`: the delivery's id in base 36, and 80 bits of an HMAC in base 32. Both are in
lower case, for servers may change the case of what they return to. Who was not sent the message cannot make
the code, so a returned mail speaks only of the address that the message went to.
"""

import base64
import re
from collections.abc import Iterator

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.http import base36_to_int, int_to_base36

_CODE_BYTES = 10


def return_path_of(delivery_id: int) -> str:
    """Return the signed address for a delivery; "" where no RETURN_ADDRESS is set."""
    local, _at, domain = settings.RETURN_ADDRESS.rpartition("@")
    if not local:
        return ""
    return f"{local}+{int_to_base36(delivery_id)}-{_code(delivery_id, settings.SECRET_KEY)}@{domain}"


def deliveries_named(text: str) -> Iterator[int]:
    """Give the ids of the deliveries whose signed addresses stand in the text; forged ones are left out.

    Codes made with a key in SECRET_KEY_FALLBACKS are honoured.
    """
    local, _at, domain = settings.RETURN_ADDRESS.rpartition("@")
    if not local:
        return
    pattern = rf"{re.escape(local)}\+([0-9a-z]{{1,13}})-([a-z2-7]{{16}})@{re.escape(domain)}(?![\w.-]*\w)"
    for number, code in re.findall(pattern, text.lower()):
        delivery_id = base36_to_int(number)
        keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
        if any(constant_time_compare(_code(delivery_id, key), code) for key in keys):
            yield delivery_id


def _code(delivery_id: int, key: str) -> str:
    mac = salted_hmac("nfp_portal.mail.return_path", str(delivery_id), secret=key, algorithm="sha256")
    return base64.b32encode(mac.digest()[:_CODE_BYTES]).decode().lower()
