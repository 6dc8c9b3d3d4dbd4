"""The history of a practice, of its files and of who uses it too."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from exchange.practices.models import Practice, PracticeFile, Use
from exchange.practices.views.lookups import practice_of
from exchange.views import Source, history_page
from network.labels import ShownFields
from nfp_portal.accounts.access import EDITORS, allow

SHOWN = ShownFields(
    Practice,
    (
        *("state_id", "title", "summary", "stage", "mechanism", "field_id", "worked", "failed", "proof"),
        *("contact_id", "meeting_id", "language", "audience", "remark", "published_at", "withdrawn_at"),
        *("confirmed_on", "reported", "question_id"),
    ),
)


@allow(EDITORS)
def history(request: HttpRequest, slug: str) -> HttpResponse:
    practice = practice_of(request, slug)
    of_it = {"practice": practice.pk}
    sources = [
        Source(SHOWN, {"pgh_obj": practice.pk}),
        Source(ShownFields(PracticeFile, ("name", "language", "removed_at")), of_it, _("File"), ("name",)),
        Source(ShownFields(Use, ("state_id",)), of_it, _("Also used by"), ("state_id",), is_list=True),
    ]
    return history_page(request, practice, (_("Practices"), reverse("exchange:practices:list")), sources)
