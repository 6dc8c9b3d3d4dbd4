"""Who may read what is for focal points only: for pages, PDFs, calendars, feeds, search and mail."""

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from nfp_portal.accounts.access import FOCAL_POINTS, caller_of
from nfp_portal.accounts.models import User


class Audience(models.TextChoices):
    ALL = "all", _("Everyone")
    FOCAL_POINTS = "focal_points", _("Focal points only")


def audiences_of(user: User | AnonymousUser) -> frozenset[Audience]:
    if caller_of(user) in FOCAL_POINTS:
        return frozenset(Audience)
    return frozenset({Audience.ALL})
