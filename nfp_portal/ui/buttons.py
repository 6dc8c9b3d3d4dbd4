"""What a page offers to do, decided in the view: links and small forms that look like buttons."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


@dataclass(frozen=True)
class Button:
    """A link; with `fields`, a form that posts them. `about` is read out after the label and not shown."""

    label: Any
    url: str
    style: str = "quiet"
    about: object = ""
    fields: Mapping[str, str] | None = None
    attributes: Mapping[str, str | bool] = field(default_factory=dict)
    button_id: str = ""

    @property
    def template(self) -> str:
        return "components/button_link.html" if self.fields is None else "components/button_form.html"

    @property
    def css(self) -> str:
        """`style` holds any of quiet, danger, small and wide; with none it is a filled button."""
        return " ".join(["button", *(f"button--{word}" for word in self.style.split())])

    @property
    def outer(self) -> str:
        """The attributes of the link or the form."""
        return flatatt(dict(self.attributes))

    @property
    def inner(self) -> str:
        """The attributes of the button inside a form."""
        return flatatt({"id": self.button_id or None})

    @property
    def hidden_inputs(self) -> SafeString:
        return format_html_join("", '<input type="hidden" name="{}" value="{}">', (self.fields or {}).items())

    @property
    def hidden_text(self) -> SafeString:
        if not self.about:
            return SafeString("")
        return format_html('<span class="visually-hidden"> {}</span>', self.about)
