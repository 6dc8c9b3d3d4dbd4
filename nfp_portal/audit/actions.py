"""Add to the audit trail."""

from collections.abc import Mapping
from contextvars import ContextVar
from typing import Any

from django.http import HttpRequest

from nfp_portal.accounts.models import User
from nfp_portal.accounts.proofs import get_authentication_records
from nfp_portal.audit.models import Act, Entry

# The name of the request being answered; the middleware sets it.
REQUEST: ContextVar[str] = ContextVar("request", default="")


def record(act: Act, *, by: User | None, subject: str = "", **details: object) -> None:
    """Add one entry in the caller's transaction. `subject` names a row by its opaque key."""
    Entry.objects.create(act=act, actor=by, subject=subject, request=REQUEST.get(), details=details)


NOT_GIVEN = "not given"


def reason_in(asked: Mapping[str, str]) -> dict[str, str]:
    """The reason an address tells for an export, as details of its entry; a bookmark may tell none.

    The words beside the purpose are kept as they were typed; without a purpose nobody looked at them.
    """
    purpose, told = asked.get("purpose", ""), asked.get("told", "").strip()
    if not purpose:
        return {"reason": NOT_GIVEN}
    return {"reason": purpose, "told": told} if told else {"reason": purpose}


def note_sign_in(sender: Any, request: HttpRequest, user: User, **kwargs: object) -> None:
    methods = [step["method"] for step in get_authentication_records(request, user)]
    record(Act.SIGN_IN, by=user, subject=str(user.key), methods=methods)


def note_sign_out(sender: Any, request: HttpRequest, user: User | None, **kwargs: object) -> None:
    if user is not None:
        record(Act.SIGN_OUT, by=user, subject=str(user.key))


def note_account_change(
    sender: Any, event: str, user: User, by: User | None, details: dict[str, Any], **kwargs: object
) -> None:
    record(Act(event), by=by, subject=str(user.key), **details)


def note_failed_sign_in(sender: Any, credentials: dict[str, Any], **kwargs: object) -> None:
    user = User.objects.filter(email=str(credentials.get("email", ""))).first()
    record(Act.FAILED_SIGN_IN, by=user)
