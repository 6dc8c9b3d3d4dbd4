"""The number of readers on the editors' desk."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from newsletter.readers.reasons import receiving
from newsletter.sections import Section
from nfp_portal.accounts.access import Reader as Caller


def readers_on_desk(_caller: Caller) -> Section:
    """Say how many wait for the next issue; one query."""
    number = receiving().count()
    sentence = ngettext(
        "%(number)d reader waits for the next issue.",
        "%(number)d readers wait for the next issue.",
        number,
    )
    link = format_html('<a class="tap" href="{}">{}</a>', reverse("newsletter:readers"), _("Readers"))
    return Section("newsletter/sentence.html", format_html("{} {}", sentence % {"number": number}, link))
