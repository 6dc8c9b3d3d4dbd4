"""Forms without a template per option: Django's own select renders an include for each of its choices."""

from collections.abc import Callable, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

Widget = Mapping[str, Any]
NOTHING = SafeString("")


def attributes(values: Mapping[str, Any]) -> SafeString:
    """Return HTML attributes with a space before each; True is a name alone, False and None are left out."""
    parts = [
        f" {conditional_escape(name)}" + ("" if value is True else f'="{conditional_escape(str(value))}"')
        for name, value in values.items()
        if value is not False and value is not None
    ]
    return mark_safe("".join(parts))  # noqa: S308 - each part is escaped above


def _select(widget: Widget) -> SafeString:
    listed = ((_group(name, options),) for name, options, _index in widget["optgroups"])
    groups = format_html_join("\n", "{}", listed)
    return format_html('<select name="{}"{}>{}</select>', widget["name"], attributes(widget["attrs"]), groups)


def _group(name: str | None, options: list[Widget]) -> SafeString:
    rows = ((str(each["value"]), attributes(each["attrs"]), each["label"]) for each in options)
    listed = format_html_join("\n", '<option value="{}"{}>{}</option>', rows)
    return format_html('<optgroup label="{}">{}</optgroup>', name, listed) if name else listed


def _input(widget: Widget) -> SafeString:
    values = {"value": widget["value"]} | widget["attrs"]
    return format_html('<input type="{}" name="{}"{}>', widget["type"], widget["name"], attributes(values))


def _textarea(widget: Widget) -> SafeString:
    parts = widget["name"], attributes(widget["attrs"]), widget["value"] or ""
    return format_html('<textarea name="{}"{}>\n{}</textarea>', *parts)


_INPUTS = (
    *("text", "email", "number", "hidden", "password", "date", "time", "tel", "url", "search", "file"),
    *("checkbox", "checkbox_option", "radio_option", "input_option"),
)
IN_PYTHON: dict[str, Callable[[Widget], SafeString]] = {
    "django/forms/widgets/select.html": _select,
    "django/forms/widgets/textarea.html": _textarea,
    **{f"django/forms/widgets/{name}.html": _input for name in _INPUTS},
}


class FormRenderer(DjangoTemplates):
    """Renders the plain widgets in Python, all others by Django's templates."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        widget = context.get("widget", {})
        if (in_python := IN_PYTHON.get(template_name)) and not widget.get("wrap_label"):
            return in_python(widget)
        return super().render(template_name, context, request)
