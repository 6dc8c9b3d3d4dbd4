"""To whom an issue goes, and which recipients of it do not have it yet."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import CharField, Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat, JSONObject
from django.urls import reverse

from newsletter.letters import PREFERENCES, UNSUBSCRIBE
from newsletter.subscriptions.models import Subscription
from nfp_portal.mail.models import NOT_SENT, Delivery, DeliveryQuerySet
from nfp_portal.mail.models import Letter as FrozenLetter

# A recipient's name within the letter: this and the key of the subscription.
KEY = "subscription-"
# RFC 8058: the mail program posts to the first address, without asking anything.
HEADERS = {
    "List-Unsubscribe": f"<{{{{{UNSUBSCRIBE}}}}}>",
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    "List-Id": f"Newsletter of the NFP Network <newsletter.{urlsplit(settings.SITE_URL).hostname}>",
}


Recipients = QuerySet[Subscription, tuple[str, str, dict[str, str]]]


def recipients() -> Recipients:
    """Give key, address and slots of everyone who subscribed and confirmed, for one INSERT … SELECT."""
    links = {
        slot: Concat(Value(_address_before_token(name)), F("token"), Value("/"), output_field=CharField())
        for slot, name in ((UNSUBSCRIBE, "newsletter:unsubscribe"), (PREFERENCES, "newsletter:preferences"))
    }
    key = Concat(Value(KEY), Cast("pk", CharField()), output_field=CharField())
    rows = Subscription.objects.active().annotate(key=key, slots=JSONObject(**links))
    return rows.values_list("key", "email", "slots")


def missing(letter: FrozenLetter) -> Recipients:
    """Return those `recipients` of today who do not have the letter, nor had it at an earlier address."""
    sent = letter.deliveries.exclude(state__in=NOT_SENT)
    without = recipients().exclude(Exists(sent.filter(key=OuterRef("key"))))
    return without.exclude(pk__in=_moved_since(sent))


def _moved_since(sent: QuerySet[Delivery]) -> set[int]:
    """Return the subscriptions whose readers were addressed at an address they had before."""
    rows = Subscription.objects.exclude(replaces=None).values_list("pk", "replaces")
    earlier = {pk: before for pk, before in rows if before is not None}
    keys = {f"{KEY}{pk}": pk for pk in earlier.values()}
    had = {keys[key] for key in sent.filter(key__in=keys).values_list("key", flat=True)}
    return {pk for pk in earlier if not had.isdisjoint(_chain(pk, earlier))}


def _chain(pk: int, earlier: dict[int, int]) -> set[int]:
    """Return the subscriptions of a reader before this one, who may have come back to one of them."""
    chain: set[int] = set()
    while pk in earlier and earlier[pk] not in chain:
        pk = earlier[pk]
        chain.add(pk)
    return chain


def set_aside(letter: FrozenLetter) -> DeliveryQuerySet:
    """Return the deliveries that did not leave, and whose readers receive the newsletter today."""
    keys = missing(letter).values("key")  # type: ignore[misc] # annotated by `recipients`
    return letter.deliveries.filter(state__in=NOT_SENT, key__in=keys)


def _address_before_token(name: str) -> str:
    return settings.SITE_URL + reverse(name, args=["token"]).removesuffix("token/")
