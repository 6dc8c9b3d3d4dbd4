"""Keep a form, hand it to its account, remove it."""

from uuid import UUID

from django.db import transaction
from django.db.models.functions import Now
from django.http import QueryDict

from nfp_portal.accounts.models import User
from nfp_portal.kept_forms.models import KEPT, KeptForm

AT_MOST = 5
# Bytes of a form, urlencoded: a whole report in all its parts has half of it.
LONGEST = 1_000_000
NEVER = ("csrfmiddlewaretoken", "kept_form")


@transaction.atomic
def keep(user: User, *, action: str, page: str, values: QueryDict, files: list[str]) -> KeptForm | None:
    """Keep what was typed; None if it is too long. Of one account the newest few are kept."""
    rest = values.copy()
    for name in NEVER:
        rest.pop(name, None)
    query = rest.urlencode()
    if len(query) > LONGEST:
        return None
    older = KeptForm.objects.filter(user=user).order_by("-kept_at", "-pk").values_list("pk", flat=True)
    KeptForm.objects.filter(pk__in=list(older[AT_MOST - 1 :])).delete()
    return KeptForm.objects.create(user=user, action=action, page=page, query=query, files=files)


def remove(user: User, key: UUID) -> None:
    KeptForm.objects.filter(user=user, key=key).delete()


def purge() -> int:
    return KeptForm.objects.filter(kept_at__lte=Now() - KEPT).delete()[0]
