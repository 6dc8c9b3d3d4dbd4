"""Template tags and filters of every app: `{% load portal %}`."""

from collections.abc import Sequence
from functools import cache

from django import template
from django.conf import settings
from django.forms import BaseForm, BoundField
from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator, capfirst
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from nfp_portal.text.addresses import readable_address
from nfp_portal.text.normal import one_line, unbroken
from nfp_portal.ui import fields
from nfp_portal.ui import markdown as md
from nfp_portal.ui import tiles as tile_maps

register = template.Library()
register.filter("unbroken", unbroken, is_safe=True)

# Marks in user agents, the more special first, since each names others beside itself.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Chrom", "Chrome"),
    ("CriOS/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)
_TICK = SafeString('<path d="M1 6.5 4.5 10 11 2"/>')
_DASH = SafeString('<path d="M1.5 6h9"/>')
MARKS = {
    "confirmed": _TICK,
    "published": _TICK,
    "done": _TICK,
    "due": SafeString('<path d="M6 0v8M6 9.6V12"/>'),
    "failed": SafeString('<path d="m2 2 8 8M10 2l-8 8"/>'),
    "none": _DASH,
    "over": _DASH,
    "draft": SafeString('<path d="M1.2 10.8 2 8l6.5-6.5 2 2L4 10z" stroke-width="1.5"/>'),
}
WAITING_MARK = SafeString(
    '<circle cx="6" cy="6" r="4.8" stroke-width="1.6"/><path d="M6 3v3.2h2.6" stroke-width="1.6"/>'
)
TEMPLATES = {
    "full": "components/tile_map.html",
    "mini": "components/tile_map_mini.html",
    "pdf": "components/tile_map_pdf.html",
}


@register.simple_tag
def tile_map(tiles: Sequence[tile_maps.Tile], variant: str = "full", caption: str = "") -> SafeString:
    """Render a tile map: `full` (links, legend), `mini` (a picture), `pdf` (the same in its own colours)."""
    context = {
        "tiles": tiles,
        "caption": caption,
        "legend": tile_maps.legend(tiles),
        "has_links": any(tile.href for tile in tiles),
        "summary": tile_maps.summary(tiles, caption),
    }
    return render_to_string(TEMPLATES[variant], context)


@register.simple_tag
def form_field(bound: BoundField, label: str = "") -> SafeString:
    return fields.field(bound, label)


@register.simple_tag
def form_fields(form: BaseForm) -> SafeString:
    """Return all fields of a form, hidden ones first."""
    hidden = format_html_join("", "{}", ((str(each),) for each in form.hidden_fields()))
    return hidden + format_html_join("", "{}", ((fields.field(each),) for each in form.visible_fields()))


register.simple_tag(fields.notes, name="field_notes")
register.simple_tag(fields.optional, name="field_optional")


@register.simple_tag
def status_mark(kind: str) -> SafeString:
    """Return the drawing of a state's mark, in a box of 12 × 12."""
    return MARKS.get(kind, WAITING_MARK)


@register.simple_tag
def markdown(text: str, top: int = 2) -> SafeString:
    """Render Markdown safely; its highest heading becomes `h<top>`."""
    return md.render_markdown(text or "", top)


@cache
def _languages() -> tuple[tuple[str, str], ...]:
    named = [(code, capfirst(get_language_info(code)["name_local"])) for code, _name in settings.LANGUAGES]
    return tuple(sorted(named, key=lambda language: language[1]))


@register.simple_tag
def languages() -> tuple[tuple[str, str], ...]:
    """Return the portal's languages as (code, its own name), by name."""
    return _languages()


@register.filter
def readable(address: object) -> str:
    """Return an e-mail address with its domain in readable letters."""
    return readable_address(str(address or ""))


@register.filter(name="one_line")
def on_one_line(typed: object) -> str:
    """Keep typed text on one line, so that in a letter it cannot pass for text of the portal."""
    return one_line(str(typed))


@register.filter
def undo_url(message: object) -> str:
    """Return the address that a message's Undo posts to, from its extra tags `undo:<url>`."""
    tags = getattr(message, "extra_tags", "") or ""
    return tags.removeprefix("undo:") if tags.startswith("undo:") else ""


@register.filter
def browser(user_agent: str) -> str:
    """Return "Firefox on Windows" and the like; an unknown user agent as it is, cut."""
    name = next((name for sign, name in BROWSERS if sign in user_agent), "")
    system = next((name for sign, name in SYSTEMS if sign in user_agent), "")
    if not name or not system:
        return Truncator(name or system or user_agent).chars(90)
    return _("%(browser)s on %(system)s") % {"browser": name, "system": system}


@register.filter
def percent(done: int, total: int) -> int:
    """Return `done` of `total` in whole percent; 0 of 0 is 0."""
    return min(100, done * 100 // total) if total else 0
