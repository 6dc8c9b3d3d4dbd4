"""Add entries to the audit trail."""

from collections.abc import Mapping
from contextvars import ContextVar
from typing import Any

from django.http import HttpRequest

from nfp_portal.accounts.models import User
from nfp_portal.accounts.proofs import get_authentication_records
from nfp_portal.audit.models import Act, Entry

# The id of the request being answered; the middleware sets it.
REQUEST: ContextVar[str] = ContextVar("request", default="")
NOT_GIVEN = "not given"


def record(act: Act, *, by: User | None, subject: str = "", **details: object) -> None:
    """Add one entry in the caller's transaction. `subject` names a row by its opaque key."""
    Entry.objects.create(act=act, actor=by, subject=subject, request=REQUEST.get(), details=details)


def reason_in(query: Mapping[str, str]) -> dict[str, str]:
    """Return the reason for an export in a query string, as details of its entry.

    A note counts only beside a purpose: without one no form has validated it.
    """
    purpose, note = query.get("purpose", ""), query.get("note", "").strip()
    if not purpose:
        return {"reason": NOT_GIVEN}
    return {"reason": purpose, "note": note} if note else {"reason": purpose}


def record_sign_in(sender: Any, request: HttpRequest, user: User, **kwargs: object) -> None:
    methods = [step["method"] for step in get_authentication_records(request, user)]
    record(Act.SIGN_IN, by=user, subject=str(user.key), methods=methods)


def record_sign_out(sender: Any, request: HttpRequest, user: User | None, **kwargs: object) -> None:
    if user is not None:
        record(Act.SIGN_OUT, by=user, subject=str(user.key))


def record_account_change(
    sender: Any, event: str, user: User, by: User | None, details: dict[str, Any], **kwargs: object
) -> None:
    record(Act(event), by=by, subject=str(user.key), **details)


def record_failed_sign_in(sender: Any, credentials: dict[str, Any], **kwargs: object) -> None:
    user = User.objects.filter(email=str(credentials.get("email", ""))).first()
    record(Act.FAILED_SIGN_IN, by=user)
