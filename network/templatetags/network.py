"""How pages of the Network say a value: `{% load network %}`."""

from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from network.labels import day_in_words
from network.models import Appointment
from nfp_portal.text.addresses import readable_address
from nfp_portal.ui.markup import status

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

register = template.Library()


class Markable(Protocol):
    """A choice with the mark of `components/status.html` that stands for it."""

    label: "str | _StrPromise"

    @property
    def mark(self) -> str: ...


@register.inclusion_tag("components/status.html")
def mark(status: Markable, text: str = "") -> dict[str, object]:
    """Show a status by its mark and its label, or another text."""
    return {"kind": status.mark, "text": text or status.label}


@register.simple_tag
def confirmation(is_confirmed: bool) -> SafeString:  # noqa: FBT001 - a tag's arguments are positional
    """Show whether an entry is confirmed."""
    return status("confirmed", _("Confirmed")) if is_confirmed else status("due", _("Confirmation due"))


@register.filter
def day(value: date | None) -> str:
    return day_in_words(value)


@register.filter
def days(appointment: Appointment) -> str:
    """The days of an appointment, as the continuation of its status."""
    period = {"begin": day_in_words(appointment.starts_on), "end": day_in_words(appointment.ends_on)}
    if appointment.is_over:
        return _("in force from %(begin)s until %(end)s") % period
    if appointment.ends_on:
        return _("from %(begin)s, ends on %(end)s") % period
    return _("from %(begin)s") % period


@register.filter
def first_contact(appointment: Appointment) -> str:
    """Whether and when somebody is the first contact; "" if never."""
    if appointment.is_primary:
        badge = format_html('<span class="badge">{}</span>', _("First contact"))
        until = appointment.primary_until
        end = _muted(_("until %(day)s") % {"day": day_in_words(until)}) if until else ""
        return format_html("{} {}", badge, end)
    if appointment.becomes_primary:
        return _muted(_("first contact from %(day)s") % {"day": day_in_words(appointment.primary_from)})
    return ""


@register.filter
def successor_of(appointment: Appointment) -> str:
    if appointment.succeeds is None:
        return ""
    return _("successor of %(person)s") % {"person": appointment.succeeds.person}


@register.filter
def instrument(act: Any) -> str:
    """The letter of an appointment or a proposal: kind, reference, date."""
    name = f"{act.get_instrument_kind_display()} {act.instrument_reference}".strip()
    return ", ".join(filter(None, (name, day_in_words(act.instrument_on))))


@register.filter
def or_muted(value: object, text: str) -> object:
    """The value, or a muted text where there is none."""
    return value or _muted(text)


@register.filter
def muted(value: object) -> str:
    """The value in a muted tone, nothing where there is none."""
    return _muted(value) if value else ""


@register.filter
def comma(value: object) -> str:
    """The value as the continuation of a list: after a comma, nothing where there is none."""
    return f", {value}" if value else ""


@register.filter
def below(value: object) -> str:
    """The value on a line of its own, nothing where there is none."""
    return format_html("<br>{}", value) if value else ""


@register.filter
def link(row: Any) -> str:
    """A link to the page of a row, by its name; nothing where there is none."""
    return format_html('<a href="{}">{}</a>', row.get_absolute_url(), row) if row else ""


@register.filter
def mailto(address: str) -> str:
    """A link that writes to an address; nothing where there is none."""
    return format_html('<a href="mailto:{}">{}</a>', address, readable_address(address)) if address else ""


def _muted(value: object) -> SafeString:
    return format_html('<span class="muted">{}</span>', value)
