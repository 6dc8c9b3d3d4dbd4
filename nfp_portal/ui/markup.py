"""Pieces of components that would be conditions in a template: optional attributes, links, tiles."""

from collections.abc import Iterable
from typing import Any

from django.forms import BaseForm
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from nfp_portal.text.normal import unbroken
from nfp_portal.ui.pagination import Page
from nfp_portal.ui.renderers import NOTHING, attributes
from nfp_portal.ui.tiles import Tile


def optional_attributes(**values: Any) -> SafeString:
    """Return the attributes that have a value; `aria_label` is written as aria-label."""
    return attributes({name.replace("_", "-"): value or None for name, value in values.items()})


def link_button(url: str, label: str, classes: str = "button button--quiet", **values: Any) -> SafeString:
    """Return a link that looks like a button, nothing without `url`."""
    if not url:
        return NOTHING
    return format_html('<a class="{}" href="{}"{}>{}</a>', classes, url, optional_attributes(**values), label)


def cancel_link(url: str = "") -> SafeString:
    return link_button(url, _("Cancel"))


def confirm_class(danger: object = "") -> str:
    """Return the class of a button that confirms: red unless `danger` is False."""
    return "button" if danger is False else "button button--danger"


def paragraph(text: object, classes: str = "") -> SafeString:
    """Return a paragraph, nothing without text."""
    if not text:
        return NOTHING
    return format_html('<p class="{}">{}</p>', classes, text) if classes else format_html("<p>{}</p>", text)


def heading(text: str, level: object = "") -> SafeString:
    return format_html("<h{0}>{1}</h{0}>", level or 1, text)


def hidden_inputs(pairs: Iterable[tuple[str, Any]]) -> SafeString:
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', pairs)


def saved_inputs(name: str, values: Iterable[Any]) -> SafeString:
    """Return the saved values of a field as hidden inputs."""
    return hidden_inputs((f"saved:{name}", value) for value in values)


def edited(before: str, after: str) -> SafeString:
    """Return what a field held before and after."""
    removed = format_html("<del>{}</del> ", before) if before else NOTHING
    if not after:
        return format_html('{}<span class="muted">{}</span>', removed, _("emptied"))
    return format_html("{}<ins>{}</ins>", removed, after)


# Lists in pages -------------------------------------------------------------------------------------


def earlier_and_later(page: Page[Any], query: str, anchor: str) -> tuple[SafeString, SafeString]:
    """Return the links to the pages before and after; `query` begins each address and ends with page=."""
    earlier = page.previous_page_number() if page.has_previous() else ""
    later = page.next_page_number() if page.has_next() else ""
    return _page_link(query, earlier, "prev", anchor), _page_link(query, later, "next", anchor)


def _page_link(query: str, number: object, rel: str, anchor: str) -> SafeString:
    label = _("Previous") if rel == "prev" else _("Next")
    suffix = {"prev": "previous", "next": "next"}[rel]
    url = f"{query}{number}{'#' + anchor if anchor else ''}" if number else ""
    return link_button(url, label, rel=rel, id=f"{anchor}-{suffix}" if anchor else "")


def step_link(question: str, name: str, key: object) -> SafeString:
    """Return a link to the rows before or after a key, of a list that is not counted to its end."""
    if key is None or key == "":
        return NOTHING
    label, rel = (_("Previous"), "prev") if name == "before" else (_("Next"), "next")
    return link_button(f"?{question}{'&' if question else ''}{name}={key}", label, rel=rel)


# States ---------------------------------------------------------------------------------------------

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
_CLOCK = SafeString(
    '<circle cx="6" cy="6" r="4.8" stroke-width="1.6"/><path d="M6 3v3.2h2.6" stroke-width="1.6"/>'
)
_BOX = '<svg class="status__mark" viewBox="0 0 12 12" aria-hidden="true" focusable="false">{}</svg>'
_DRAWN = {kind: format_html(_BOX, mark) for kind, mark in (MARKS | {"waiting": _CLOCK}).items()}


def status(kind: str, text: str) -> SafeString:
    """Return a state in a mark and in words."""
    mark = _DRAWN.get(kind, _DRAWN["waiting"])
    return format_html('<span class="status status--{}">{}{}</span>', kind, mark, text)


# Errors ---------------------------------------------------------------------------------------------


def errors_of(form: BaseForm) -> SafeString:
    """Return the errors of a form as list items, each with a link to its field."""
    rows = format_html_join("", "<li>{}</li>", ((error,) for error in form.non_field_errors()))
    colon = pgettext("after a label", ":")
    fields = ((each.auto_id, each.label, colon, unbroken(error)) for each in form for error in each.errors)
    return rows + format_html_join("", '<li><a href="#{}">{}{} {}</a></li>', fields)


# Tiles ----------------------------------------------------------------------------------------------

_FILLS = {
    "many": "#0f3d56",
    "present": "#0f3d56",
    "one": "#2a7397",
    "part": "#2a7397",
    "due": "#f1c453",
    "unmarked": "#d3cdc0",
}
_EDGES = {"open": {"stroke": "#b9b3a6", "stroke-width": "0.7"}}
_DASHED = {"stroke": "#a63a22", "stroke-width": "0.7", "stroke-dasharray": "2 1.5"}
_LETTERS = dict.fromkeys(("many", "one", "part", "present"), "#ffffff") | {"none": "#a63a22"}
_MARKS_IN_PDF = {
    "due": '<path d="M{x} {y}m2 13 13-13M{x} {y}m8 13 10-10" stroke="#d9a62b" stroke-width="0.8"/>',
    "unmarked": '<path d="M{x} {y}m6 10.8h6" stroke="#2a343b" stroke-width="0.8"/>',
}


def tile(each: Tile) -> SafeString:
    """Return one tile of the full map: a link if it leads anywhere."""
    names = ["tile", f"tile--{each.state}"]
    names += [] if each.text else ["tile--silent"]
    names += ["tile--chosen"] if each.href and each.is_chosen else []
    label = f"{each.label}, {_('chosen')}" if each.href and each.is_chosen else each.label
    code = format_html('<span aria-hidden="true">{}</span>', each.code)
    inner = format_html('{}<span class="visually-hidden">{}</span>', code, label)
    if not each.href:
        return format_html('<span class="{}" title="{}">{}</span>', " ".join(names), each.label, inner)
    parts = " ".join(names), each.href, each.code, each.label, inner
    return format_html('<a class="{}" href="{}" id="tile-{}" title="{}">{}</a>', *parts)


def pdf_tile(each: Tile) -> SafeString:
    """Return one tile of the map in a PDF, with its colours, which style sheets cannot give it there."""
    fill = _FILLS.get(each.state)
    edge = {"fill": "#ffffff"} | _EDGES.get(each.state, _DASHED)
    drawn = attributes({"fill": fill} if fill else edge)
    box = format_html('<rect x="{}" y="{}" width="18" height="13"{}/>', each.x, each.y, drawn)
    mark = format_html(_MARKS_IN_PDF.get(each.state, ""), x=each.x, y=each.y) if each.text else NOTHING
    text = format_html(
        '<text x="{}" y="{}" dx="9" dy="8.6" font-size="6.4" text-anchor="middle" font-family="Portal Sans"'
        ' font-weight="bold" fill="{}">{}</text>',
        each.x,
        each.y,
        _LETTERS.get(each.state, "#16242e"),
        each.code,
    )
    return format_html("{}{}{}", box, mark, text)


# Fill, edge and mark inside a tile of 18 by 13; colours neither praise nor blame, and marks say the same
# without them. The page's style sheet overrules these colours, which a PDF needs.
_CHOSEN = {
    "yes": ("#0f3d56", "#0f3d56", '<circle class="tile-mark" cx="9" cy="6.5" r="2" fill="#ffffff"/>'),
    "no": (
        "#d3cdc0",
        "#d3cdc0",
        '<path class="tile-mark--line" d="M6 6.5h6" stroke="#2a343b" stroke-width="1.3"/>',
    ),
    "planned": ("#2a7397", "#2a7397", '<path class="tile-mark--half" d="M9 .5h8.5v12H9z" fill="#a9c8da"/>'),
    "not_applicable": (
        "#ffffff",
        "#4a5862",
        '<path class="tile-mark--line" d="M4.5 10.5l9-8" stroke="#2a343b"/>',
    ),
    "open": ("none", "#b9b3a6", ""),
}
_CHOSEN_BOX = (
    '<rect class="tile-box tile-box--{}" x=".5" y=".5" width="17" height="12" fill="{}" stroke="{}"/>{}'
)


def _chosen(state: str) -> SafeString:
    fill, edge, mark = _CHOSEN[state]
    return format_html(_CHOSEN_BOX, state, fill, edge, SafeString(mark))


def marked_tile(each: Tile) -> SafeString:
    """Return one tile of the map of what States chose (`tiles.CHOICES`), for pages and PDF."""
    drawing = '<g transform="translate({} {})"><title>{}</title>{}</g>'
    return format_html(drawing, each.x, each.y, each.label, _chosen(each.state))


def tile_icon(state: str) -> SafeString:
    """Return the tile of a choice as a small picture; words beside it say the same."""
    svg = '<svg class="tile-icon" viewBox="0 0 18 13" width="18" height="13" aria-hidden="true">{}</svg>'
    return format_html(svg, _chosen(state))
