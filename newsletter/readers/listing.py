"""The readers as staff find them: by address, name, State or organisation, by reason, language and status."""

from typing import Any

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Concat
from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from network.models import Appointment, Contact
from newsletter.readers.forms import LANGUAGES
from newsletter.readers.models import Consent, GroupMember, Reader
from newsletter.readers.reasons import HAS_A_REASON, Reason, in_short, with_reasons
from nfp_portal.mail.models import EVERY_STREAM, Suppression
from nfp_portal.ui.filters import Facet, ListFilter

RECEIVES, PENDING, OPTED_OUT, REFUSED, NO_REASON = "receives", "pending", "opted-out", "refused", "no-reason"
STATUSES = {
    RECEIVES: gettext_lazy("Receives it"),
    PENDING: gettext_lazy("To be confirmed"),
    OPTED_OUT: gettext_lazy("Opted out"),
    REFUSED: gettext_lazy("Address does not work"),
    NO_REASON: gettext_lazy("No reason any more"),
}


def narrowing_by(params: QueryDict) -> ListFilter:
    facets = (
        Facet("reason", _("Reason"), dict(Reason.choices)),
        Facet("status", _("Status"), STATUSES),
        Facet("language", _("Language"), dict(LANGUAGES), column="language"),
    )
    return ListFilter(params, _("Address, name, State or organisation"), facets)


def listed(narrowing: ListFilter) -> Any:
    """Return the readers that the address asks for, with reasons in short and suppression, by address."""
    refusing = Suppression.objects.filter(address=OuterRef("address"), stream=EVERY_STREAM)
    rows = with_reasons(
        Reader.objects.select_related("person", "consent_entered_by", "opted_out_by")
    ).annotate(
        why=in_short(),
        suppression=Subquery(refusing.values("pk")),
        refused_because=Subquery(refusing.values("reason")),
        refused_since=Subquery(refusing.values("created_at")),
        consents_of_groups=Subquery(_consents_of_groups()),
    )
    for word in narrowing.query.split():
        rows = rows.filter(_named(word))
    if reason := narrowing.chosen("reason"):
        rows = rows.filter(**{f"by_{reason}": True})
    if status := narrowing.chosen("status"):
        rows = rows.filter(_of_status(status))
    return narrowing.narrow(rows).order_by("address")


def _consents_of_groups() -> Any:
    """Return by what a reader is in groups: "Partners: E-mail of 3 May"."""
    own = GroupMember.objects.current().filter(reader=OuterRef("pk")).order_by().values("reader")
    consent = Concat("group__name", Value(": "), "consent_source")
    joined = StringAgg(consent, delimiter="; ", order_by="group__name")
    return own.annotate(joined=joined).values("joined")


def _named(word: str) -> Q:
    appointed = Appointment.objects.in_force().filter(
        Q(state__name__icontains=word) | Q(state__iso2__iexact=word)
    )
    contacts = Contact.objects.filter(
        Q(state__name__icontains=word) | Q(organisation__name__icontains=word) | Q(state__iso2__iexact=word)
    )
    return (
        Q(address__icontains=word)
        | Q(person__family_name__icontains=word)
        | Q(person__given_name__icontains=word)
        | Q(person__in=appointed.values("person"))
        | Q(address__in=contacts.values("address"))
        | Q(pk__in=GroupMember.objects.current().filter(group__name__icontains=word).values("reader"))
    )


def _of_status(status: str) -> Q:
    working = Q(suppression=None, opted_out_at=None)
    return {
        RECEIVES: working & HAS_A_REASON,
        PENDING: Q(asked_at__isnull=False),
        OPTED_OUT: Q(opted_out_at__isnull=False),
        REFUSED: Q(suppression__isnull=False),
        NO_REASON: working & ~HAS_A_REASON & Q(asked_at=None),
    }[status]


def status_of(reader: Any) -> tuple[str, str]:
    """Return the mark and the words of a listed reader's status; why an address does not work is its own."""
    if reader.suppression is not None:
        return "failed", _("Does not work since %(day)s") % {"day": _day(reader.refused_since)}
    if reader.opted_out_at is not None:
        return "over", _opted_out_in_words(reader)
    if reader.why:
        return "done", str(STATUSES[RECEIVES])
    if reader.asked_at is not None:
        return "waiting", _("To be confirmed since %(day)s") % {"day": _day(reader.asked_at)}
    return "over", str(STATUSES[NO_REASON])


def _opted_out_in_words(reader: Reader) -> str:
    values = {"day": _day(reader.opted_out_at), "name": reader.opted_out_by}
    if reader.opted_out_by is None:
        return _("Opted out on %(day)s") % values
    return _("Opted out on %(day)s, entered by %(name)s") % values


def consent_in_words(reader: Any) -> str:
    """Say by what and when an address subscribed, and by what it is in groups; "" where neither is so."""
    return "; ".join(filter(None, [_consent_of_subscription(reader), reader.consents_of_groups]))


def _consent_of_subscription(reader: Reader) -> str:
    if reader.confirmed_at is None:
        return ""
    if reader.consent == Consent.LINK:
        return _("Confirmed by the link on %(day)s") % {"day": _day(reader.confirmed_at)}
    text = _("%(source)s (%(on)s, entered by %(name)s on %(day)s)")
    on = date_format(reader.consent_on, "j F Y") if reader.consent_on else ""
    name = reader.consent_entered_by
    return text % {"source": reader.consent_source, "on": on, "name": name, "day": _day(reader.confirmed_at)}


def number_in_words(number: int) -> str:
    return ngettext("%(number)d reader", "%(number)d readers", number) % {"number": number}


def _day(instant: Any) -> str:
    return date_format(timezone.localtime(instant), "j F Y")
