"""Template tags and filters of every app: `{% load portal %}`."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from django import template
from django.conf import settings
from django.forms import BaseForm, BoundField
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator, capfirst
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from nfp_portal.text.addresses import readable_address
from nfp_portal.text.normal import one_line, unbroken
from nfp_portal.ui import elements, fields, markup
from nfp_portal.ui import markdown as md
from nfp_portal.ui import tiles as tile_maps
from nfp_portal.ui.letters import written_day
from nfp_portal.ui.navigation import Shown, links_for
from nfp_portal.ui.pagination import Page
from nfp_portal.ui.renderers import attributes

register = template.Library()
register.filter("unbroken", unbroken, is_safe=True)
register.filter("written_day", written_day)

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
TEMPLATES = {
    "full": "components/tile_map.html",
    "mini": "components/tile_map_mini.html",
    "pdf": "components/tile_map_pdf.html",
    "marked": "components/tile_map_marked.html",
}


@register.simple_tag
def tile_map(tiles: Sequence[tile_maps.Tile], variant: str = "full", caption: str = "") -> SafeString:
    """Render a tile map: `full` (links, legend) or a picture.

    `mini` has its colours from the page, `pdf` its own; `marked` shows choices on a page and in PDF.
    """
    context = {
        "tiles": tiles,
        "caption": caption,
        "legend": tile_maps.legend(tiles),
        "has_links": any(tile.href for tile in tiles),
        "summary": tile_maps.summary(tiles, caption),
        "outlines": tile_maps.outlines(tiles) if variant == "mini" else [],
    }
    return render_to_string(TEMPLATES[variant], context)


@register.simple_tag
def form_field(bound: BoundField, label: str = "") -> SafeString:
    return fields.field(bound, label)


@register.simple_tag
def form_fields(form: BaseForm | None) -> SafeString:
    """Return all fields of a form, hidden ones first; nothing without a form."""
    if not form:
        return SafeString("")
    hidden = format_html_join("", "{}", ((str(each),) for each in form.hidden_fields()))
    return hidden + format_html_join("", "{}", ((fields.field(each),) for each in form.visible_fields()))


for each in (
    markup.optional_attributes,
    markup.link_button,
    markup.cancel_link,
    markup.confirm_class,
    markup.heading,
    markup.paragraph,
    markup.step_link,
    markup.errors_of,
    markup.hidden_inputs,
    markup.tile,
    markup.pdf_tile,
    markup.marked_tile,
    markup.tile_icon,
    markup.edited,
    markup.saved_inputs,
    markup.status,
    elements.button_tag,
    elements.single_field,
):
    register.simple_tag(each)
register.simple_tag(fields.notes, name="field_notes")
register.simple_tag(fields.optional, name="field_optional")


@register.simple_tag(takes_context=True)
def page_links(
    context: template.Context, page: Page[Any], anchor: str = "", parameter: str = ""
) -> tuple[SafeString, SafeString]:
    """Return the links to the pages before and after, with the other parameters of the address kept."""
    query = context["request"].GET.copy()
    parameter = parameter or "page"
    query.pop(parameter, None)
    kept = query.urlencode()
    start = f"?{kept}&{parameter}=" if kept else f"?{parameter}="
    return markup.earlier_and_later(page, start, anchor or "")


@register.simple_tag(takes_context=True)
def account_tab(context: template.Context, route: str, label: str) -> SafeString:
    """Return a tab of the account's pages, marked where it is the current one."""
    match = context["request"].resolver_match
    current = match.url_name or "" if match else ""
    routes = {"account_change_password": {"account_change_password", "account_set_password"}}
    is_current = current in routes.get(route, {route}) or (route[:4] == current[:4] == "mfa_")
    return format_html('<a href="{}"{}>{}</a>', reverse(route), _current(is_so=is_current), label)


@register.simple_tag(takes_context=True)
def navigation(context: template.Context) -> tuple[list[Shown], list[Shown]]:
    """Return the links of the navigation for the reader, and those at its end."""
    return links_for(context["request"].user, context["section"])


@register.simple_tag(takes_context=True)
def error_title(context: template.Context, title: str = "") -> str:
    """Return the title of an error summary: `title`, else a usual one."""
    request = context.get("request")
    if title:
        return title
    if request is None or request.method == "POST":
        return _("Nothing was saved yet. Please look at:")
    return _("This cannot be answered as it is asked. Please look at:")


@register.filter
def progress_template(job: Any) -> str:
    """Return the component that shows a job in its state."""
    return f"components/progress/{job.state}.html"


@register.simple_tag
def progress_values(job: Any) -> SafeString:
    """Return the value of a progress bar; it has none while the total is unknown."""
    return attributes({"max": job.total, "value": job.done} if job.total else {})


@register.simple_tag
def form_target(form: BaseForm, action: str = "") -> SafeString:
    """Return where a form is sent, and how if it has files."""
    encoding = "multipart/form-data" if form.is_multipart() else ""
    return markup.optional_attributes(action=action, enctype=encoding)


@register.simple_tag
def polling(job: Any, url: str = "") -> SafeString:
    """Return the attributes by which an open job's progress is asked for again each second."""
    if job.state not in {"waiting", "running"}:
        return SafeString("")
    target = f"#job-{job.pk}"
    values = {"get": url or job.get_absolute_url(), "trigger": "every 1s", "select": target}
    return attributes({f"hx-{n}": v for n, v in (values | {"target": "this", "swap": "outerHTML"}).items()})


@register.simple_tag
def markdown(text: str, top: int = 2) -> SafeString:
    """Render Markdown safely; its highest heading becomes `h<top>`."""
    return md.render_markdown(text or "", top)


@cache
def _languages() -> tuple[tuple[str, str], ...]:
    named = [(code, capfirst(get_language_info(code)["name_local"])) for code, _name in settings.LANGUAGES]
    return tuple(sorted(named, key=lambda language: language[1]))


@register.simple_tag
def languages(current: str) -> list[tuple[str, str, SafeString]]:
    """Return the portal's languages as (code, own name, mark of the current one), by name."""
    return [(code, name, _current(is_so=code == current)) for code, name in _languages()]


def _current(*, is_so: bool) -> SafeString:
    return attributes({"aria-current": "true" if is_so else None})


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
def lines(rows: Sequence[object]) -> str:
    """Return the rows as lines, as of a textarea."""
    return "\n".join(map(str, rows))


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
