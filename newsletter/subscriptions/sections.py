"""The number of subscribers on the editors' desk."""

from django.utils.translation import ngettext

from newsletter.sections import Section
from newsletter.subscriptions.models import Subscription
from nfp_portal.accounts.access import Reader


def subscribers_on_desk(reader: Reader) -> Section:
    """Say how many wait for the next issue; one query."""
    number = Subscription.objects.active().count()
    sentence = ngettext(
        "%(number)d subscriber waits for the next issue.",
        "%(number)d subscribers wait for the next issue.",
        number,
    )
    return Section("newsletter/sentence.html", sentence % {"number": number})
