"""Recognise a full disk, and the messages about it."""

import errno

from django.utils.translation import gettext_lazy as _

FULL = _("The server's disk is full. Please try again later, or tell the help desk.")
LOST = _("The finished file is no longer on the server. It can be made again.")
_NO_SPACE = frozenset({errno.ENOSPC, errno.EDQUOT})
# SQLSTATE disk_full.
_DATABASE_FULL = "53100"


def is_full(error: BaseException | None) -> bool:
    """Return whether the error or its cause is a full disk, here or on the database server."""
    while error is not None:
        if getattr(error, "errno", None) in _NO_SPACE or getattr(error, "pgcode", None) == _DATABASE_FULL:
            return True
        error = error.__cause__ or error.__context__
    return False
