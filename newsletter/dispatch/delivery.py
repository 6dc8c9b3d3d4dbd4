"""To whom an issue goes, and which recipients of it do not have it yet."""

from collections.abc import Iterable
from datetime import date
from email.utils import parseaddr
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Concat, JSONObject
from django.urls import reverse
from django.utils import translation
from django.utils.translation import pgettext

from newsletter.letters import PREFERENCES, REASON, UNSUBSCRIBE
from newsletter.printed import Copy
from newsletter.readers import reasons
from newsletter.readers.models import Reader
from newsletter.wording import editions_in_words, language_name
from nfp_portal.mail.models import NOT_SENT, Delivery, DeliveryQuerySet, DeliveryState
from nfp_portal.mail.models import Letter as FrozenLetter

# A recipient's name within the letter: this and the key of the reader.
KEY = "reader-"
# The slot that keeps for which reasons the recipient was addressed: "appointment subscription".
REASONS = "reasons"
# RFC 8058: the mail program posts to the first address, without asking anything.
HEADERS = {
    "List-Unsubscribe": f"<{{{{{UNSUBSCRIBE}}}}}>",
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    "List-Id": f"Newsletter of the NFP Network <newsletter.{urlsplit(settings.SITE_URL).hostname}>",
    "List-Archive": f"<{settings.SITE_URL}/newsletter/>",
    "List-Help": f"<mailto:{parseaddr(settings.HELP_ADDRESS)[1]}>, <{settings.SITE_URL}/help/>",
    # A person reads the answers.
    "Reply-To": settings.HELP_ADDRESS,
}


def recipients(rows: QuerySet[Any], letter: FrozenLetter) -> QuerySet[Any, Any]:
    """Give key, address, slots and version for readers with their reasons, for one INSERT … SELECT.

    Oldest first. Each reads the edition in their language, and the copy for focal points where they are one.
    """
    links = {
        slot: Concat(Value(_address_before_token(name)), F("token"), Value("/"), output_field=CharField())
        for slot, name in ((UNSUBSCRIBE, "newsletter:unsubscribe"), (PREFERENCES, "newsletter:preferences"))
    }
    copies = [Copy.of(version.name) for version in letter.versions.all()]
    own = {REASON: _why(letter, {copy.language for copy in copies}), REASONS: reasons.codes()}
    keyed = _keyed(rows).annotate(slots=JSONObject(**links, **own), copy=_copy(letter, copies)).order_by("pk")
    columns: QuerySet[Any, Any] = keyed.values_list("key", "address", "slots", "copy")
    return columns


def _copy(letter: FrozenLetter, copies: Iterable[Copy]) -> Case:
    """Return the name of the version that a reader gets: of those that fit, the one for the fewest."""
    whens = [
        When(_reads(copy, letter), then=Value(copy.name))
        for copy in sorted(
            copies, key=lambda copy: (copy.language == letter.language, not copy.for_focal_points)
        )
    ]
    return Case(*whens, default=Value(""), output_field=CharField())


def _reads(copy: Copy, letter: FrozenLetter) -> Q:
    in_language = Q() if copy.language == letter.language else Q(language=copy.language)
    return in_language & Q(by_appointment=True) if copy.for_focal_points else in_language


def _why(letter: FrozenLetter, editions: set[str]) -> Case:
    """Return why a reader gets it, in the language of the copy.

    Whose language has no edition reads that too, in that language, where there are several editions.
    """
    appears = [letter.language, *sorted(editions - {letter.language})]
    if len(appears) == 1:
        return Case(default=_reasons_in(letter.language), output_field=TextField())
    whens = [When(language=language, then=_reasons_in(language)) for language in appears[1:]]
    for language, _name in settings.LANGUAGES:
        if language not in appears:
            whens.append(When(language=language, then=_with_note(letter.language, language, appears)))
    return Case(*whens, default=_reasons_in(letter.language), output_field=TextField())


def _reasons_in(language: str) -> Any:
    with translation.override(language):
        return reasons.in_words()


def _with_note(language: str, own: str, appears: list[str]) -> Any:
    with translation.override(own):
        note = pgettext("letter", "Your language here: %(own)s. This issue appears in: %(languages)s.")
        values = {"own": language_name(own), "languages": editions_in_words(appears)}
        return Concat(_reasons_in(language), Value(" " + note % values), output_field=TextField())


def _keyed(rows: Any) -> Any:
    return rows.annotate(key=Concat(Value(KEY), Cast("pk", CharField()), output_field=CharField()))


def missing(letter: FrozenLetter, on: date | None = None) -> Any:
    """Return the readers of today who do not have the letter, with their reasons.

    Not who had it at an earlier address, by a change of address here or of the entry in the directory. A
    refused message counts as not received, unless it may have arrived all the same.
    """
    sent = letter.deliveries.exclude(state__in=NOT_SENT).exclude(state=DeliveryState.FAILED, ambiguous=False)
    without = _keyed(reasons.receiving(on)).exclude(Exists(sent.filter(key=OuterRef("key"))))
    had = _keyed(Reader.objects.exclude(person=None)).filter(key__in=sent.values("key"))
    return without.exclude(pk__in=_moved_since(sent)).exclude(person__in=had.values("person"))


def _moved_since(sent: QuerySet[Delivery]) -> set[int]:
    """Return the readers who were addressed at an address they had before."""
    rows = Reader.objects.filter(asked_at=None).exclude(replaces=None).values_list("pk", "replaces")
    earlier = {pk: before for pk, before in rows if before is not None}
    keys = {f"{KEY}{pk}": pk for pk in earlier.values()}
    had = {keys[key] for key in sent.filter(key__in=keys).values_list("key", flat=True)}
    return {pk for pk in earlier if not had.isdisjoint(_chain(pk, earlier))}


def _chain(pk: int, earlier: dict[int, int]) -> set[int]:
    """Return the rows of a reader before this one, who may have come back to one of them."""
    chain: set[int] = set()
    while pk in earlier and earlier[pk] not in chain:
        pk = earlier[pk]
        chain.add(pk)
    return chain


def set_aside(letter: FrozenLetter) -> DeliveryQuerySet:
    """Return the deliveries that did not leave or were refused, and whose readers receive it today."""
    keys = missing(letter).values("key")
    return letter.deliveries.filter(state__in=(*NOT_SENT, DeliveryState.FAILED), key__in=keys)


def without_reader(letter: FrozenLetter) -> DeliveryQuerySet:
    """Return the withdrawn deliveries whose readers receive no newsletter today, or have this one already."""
    return letter.deliveries.withdrawn().exclude(key__in=missing(letter).values("key"))


def _address_before_token(name: str) -> str:
    return settings.SITE_URL + reverse(name, args=["token"]).removesuffix("token/")
