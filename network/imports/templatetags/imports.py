"""The steps of an import: `{% load imports %}`."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()


@register.inclusion_tag("network/imports/steps.html")
def import_steps(present: int) -> dict[str, object]:
    """Show how far an import is: 1 file, 2 columns, 3 preview, 4 in the directory."""
    labels = (_("1. File"), _("2. Columns"), _("3. Preview"), _("4. In the directory"))
    return {"steps": [(label, _attributes(number, present)) for number, label in enumerate(labels, 1)]}


def _attributes(number: int, present: int) -> SafeString:
    if number == present:
        return format_html(' aria-current="{}"', "step")
    return format_html(' class="{}"', "stages__done" if number < present else "")
