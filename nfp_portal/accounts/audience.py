"""Who may read what is for focal points only: for pages, PDFs, calendars, feeds, search and mail."""

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from nfp_portal.accounts.models import SECRETARIAT_ROLES, Role, User


class Audience(models.TextChoices):
    ALL = "all", _("Everyone")
    FOCAL_POINTS = "focal_points", _("Focal points only")


def audiences_of(user: User | AnonymousUser) -> frozenset[Audience]:
    if isinstance(user, User) and user.is_active and user.role in SECRETARIAT_ROLES | {Role.FOCAL_POINT}:
        return frozenset(Audience)
    return frozenset({Audience.ALL})
