"""One form field as HTML: label, help, errors, control. Used by components/field.html."""

from typing import Any

from django.forms import BoundField
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from nfp_portal.text.normal import unbroken
from nfp_portal.ui.renderers import NOTHING, attributes

FOLDED = "foldedboxes"
CHOICES = {"radioselect", "checkboxselectmultiple", FOLDED}


def field(bound: BoundField, label: str = "") -> SafeString:
    """Return the whole field. Groups of boxes are a fieldset; fields that may stay empty say so."""
    if bound.is_hidden:
        return mark_safe(str(bound))  # noqa: S308 - rendered by Django's form
    if bound.widget_type == "markdown":
        context = {"field": bound, "classes": _classes(bound)}
        return render_to_string("components/markdown_field.html", context)
    if bound.widget_type == "checkbox":
        return _checkbox(bound, label)
    if bound.widget_type == FOLDED:
        return _folded(bound, label or str(bound.label))
    return _fieldset(bound, label) if bound.use_fieldset else _plain(bound, label)


def _classes(bound: BoundField, *names: str) -> str:
    return " ".join(("field", *names, *(("field--error",) if bound.errors else ())))


def _checkbox(bound: BoundField, label: str) -> SafeString:
    tag = format_html(
        '<label class="field__label" for="{}">{}</label>', bound.id_for_label, label or bound.label
    )
    parts = _classes(bound, "field--check"), str(bound), tag, notes(bound)
    return format_html('<div class="{}">{}{}{}</div>', *parts)


def _plain(bound: BoundField, label: str) -> SafeString:
    tag = format_html(
        '<label class="field__label" for="{}">{}{}</label>',
        bound.id_for_label,
        label or bound.label,
        optional(bound),
    )
    return format_html('<div class="{}">{}{}{}</div>', _classes(bound), tag, notes(bound), str(bound))


def _fieldset(bound: BoundField, label: str) -> SafeString:
    legend = format_html(
        '<legend class="fieldset__legend">{}{}</legend>', label or bound.label, optional(bound)
    )
    values = {"id": bound.auto_id, "aria-describedby": bound.aria_describedby or None}
    parts = _classes(bound, "fieldset"), attributes(values), legend, notes(bound), _controls(bound)
    return format_html('<fieldset class="{}"{}>{}{}{}</fieldset>', *parts)


def _folded(bound: BoundField, label: str) -> SafeString:
    """Open where something is wrong, so that the summary of errors leads to something that is seen."""
    parts = (
        attributes({"open": bool(bound.errors)}),
        label,
        optional(bound),
        len(bound.value() or ()),
        _fieldset(bound, label),
    )
    return format_html('<details class="folded"{}><summary>{}{}: {}</summary>{}</details>', *parts)


def _controls(bound: BoundField) -> SafeString:
    if bound.widget_type not in CHOICES:
        return format_html('<div class="form-row">{}</div>', str(bound))
    choices = ((each.id_for_label, each.tag(), each.choice_label) for each in bound)
    rows = format_html_join("", '<label for="{}">{} <span>{}</span></label>', choices)
    return format_html('<div class="choices">{}</div>', rows)


def optional(bound: BoundField) -> SafeString:
    """Return the mark of a field that may stay empty, always or in a case (`needed_when`)."""
    form_field: Any = bound.field
    needed_when = getattr(form_field, "needed_when", "")
    if form_field.required and not needed_when:
        return NOTHING
    mark = format_html("({})", needed_when) if needed_when else _("(optional)")
    return format_html(' <span class="field__optional">{}</span>', mark)


def notes(bound: BoundField) -> SafeString:
    """Return help and errors, under the ids that Django's aria-describedby names."""
    return format_html("{}{}", _help(bound), _errors(bound))


def _help(bound: BoundField) -> SafeString:
    if not bound.help_text:
        return NOTHING
    text = mark_safe(unbroken(bound.help_text))  # noqa: S308 - help texts are ours
    return format_html('<div class="field__help" id="{}_helptext">{}</div>', bound.auto_id, text)


def _errors(bound: BoundField) -> SafeString:
    if not bound.errors:
        return NOTHING
    rows = ((_("Error:"), _on_one_line(error)) for error in bound.errors)
    listed = format_html_join("", '<p><span class="visually-hidden">{}</span> {}</p>', rows)
    return format_html('<div class="field__errors" id="{}_error">{}</div>', bound.auto_id, listed)


def _on_one_line(error: object) -> str:
    text = unbroken(error)
    return mark_safe(text) if isinstance(error, SafeString) else text  # noqa: S308 - as safe as it came
