"""The elements of allauth's own pages (templates/allauth/elements) in the portal's markup."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from nfp_portal.ui.renderers import NOTHING, attributes

QUIET = {"outline", "link", "cancel", "secondary"}
Values = Mapping[str, Any]
Slots = Mapping[str, Sequence[str]]


class Tag(NamedTuple):
    name: str
    attributes: SafeString


def button_tag(values: Values) -> Tag:
    """Return the tag of a button, or of a link that looks like one; its tags choose the weight."""
    tags = set(values.get("tags", ()))
    weight = " button--danger" if "danger" in tags else " button--quiet" if tags & QUIET else ""
    href = values.get("href")
    own = {"href": href} if href else {"type": values.get("type")}
    names = ("form", "id", "name", "value")
    given = {name: values.get(name) or None for name in names}
    return Tag("a" if href else "button", attributes(own | {"class": f"button{weight}"} | given))


def single_field(values: Values, slots: Slots) -> SafeString:
    """Return one field: a checkbox, a textarea or an input of another type."""
    label = format_html(
        '<label class="field__label" for="{}">{}</label>', values.get("id", ""), _slot(slots, "label")
    )
    if values.get("type") == "checkbox":
        shared = {name: values.get(name) or None for name in ("id", "name")}
        box = attributes({"type": "checkbox"} | shared | {"checked": bool(values.get("checked"))})
        return format_html('<div class="field field--check"><input{}>{}</div>', box, label)
    return format_html(
        '<div class="field">{}{}{}</div>', label, _help(values, slots), _control(values, slots)
    )


def _help(values: Values, slots: Slots) -> SafeString:
    if not slots.get("help_text"):
        return NOTHING
    name = values.get("id", "")
    return format_html('<div class="field__help" id="{}_helptext">{}</div>', name, _slot(slots, "help_text"))


def _control(values: Values, slots: Slots) -> SafeString:
    shared = {name: values.get(name) or None for name in ("id", "name")}
    if values.get("type") == "textarea":
        own = {"rows": values.get("rows"), "readonly": bool(values.get("readonly"))}
        return format_html("<textarea{}>{}</textarea>", attributes(shared | own), _slot(slots, "value"))
    own = {
        "value": values.get("value"),
        "readonly": bool(values.get("disabled") or values.get("readonly")),
        "aria-describedby": f"{values.get('id')}_helptext" if slots.get("help_text") else None,
    }
    return format_html("<input{}>", attributes({"type": values.get("type")} | shared | own))


def _slot(slots: Slots, name: str) -> SafeString:
    """Return the content of a slot, which allauth's template has rendered."""
    return mark_safe("".join(slots.get(name, ())))  # noqa: S308 - rendered by a template
