"""The number beside *Your turn*: asked on the page after an act of one's own, and nowhere else by itself."""

from django.contrib.auth.models import AnonymousUser
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from nfp_portal.accounts.access import account_of, caller_of
from nfp_portal.accounts.models import Role, User
from nfp_portal.turns.listing import number_for

HAVE_THEM_AT_HOME = frozenset({Role.FOCAL_POINT, Role.DELEGATION})


def after_an_act(request: HttpRequest) -> dict[str, object]:
    """Home and desk put their own number in place of this one. Without a message no query is made."""
    return {"turns_number": SimpleLazyObject(lambda: _number(request))}


def has_turns_at_home(reader: User | AnonymousUser) -> bool:
    return caller_of(reader) in HAVE_THEM_AT_HOME


def _number(request: HttpRequest) -> int:
    user = account_of(request)
    return number_for(user) if user is not None and len(get_messages(request)) else 0
