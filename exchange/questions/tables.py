"""Answers side by side, States down and questions across; and what narrows them."""

from collections.abc import Sequence
from textwrap import shorten

from django.http import QueryDict
from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from exchange.questions.models import Choice, QuestionItem
from exchange.questions.reading import Reading, StateAnswer
from exchange.questions.wording import audience_label
from nfp_portal.ui.filters import Facet, ListFilter
from nfp_portal.ui.markup import tile_icon
from nfp_portal.ui.renderers import NOTHING, attributes
from nfp_portal.ui.tables import Column, Table, table_of
from nfp_portal.ui.templatetags.elements import element

LONGEST_HEAD = 44
CUT_OFF = "\N{NO-BREAK SPACE}…"
# Longer texts are folded after their beginning.
LONGEST_TEXT = 320


def answer_table(reading: Reading, answers: Sequence[StateAnswer]) -> Table | None:
    """Return the table; None without a row."""
    heads = [
        shorten(f"{item.number} {item.text}", LONGEST_HEAD, placeholder=CUT_OFF) for item in reading.items
    ]
    styles = ["answers__choice" if item.is_choice else "answers__text" for item in reading.items]
    columns = [Column(_("State"), "answers__state"), *map(Column, heads, styles), Column(_("Shared with"))]
    rows = [(f"state-{each.state.iso2}", _cells(reading, each)) for each in answers]
    return table_of(columns, rows) if rows else None


def _cells(reading: Reading, row: StateAnswer) -> list[object]:
    values = [_choice(item, row) if item.is_choice else _text(row, item) for item in reading.items]
    shared = audience_label(reading.question, row.answer.audience)
    return [_state(row, row.by if reading.names_people else ""), *values, shared]


def _state(row: StateAnswer, by: str) -> SafeString:
    writer = format_html('<span class="answers__by">{}</span>', by) if by else ""
    code = format_html('<span class="code-box" aria-hidden="true">{}</span>', row.state.iso2)
    link = format_html('<a href="{}">{}</a>', row.state.get_absolute_url(), row.state.name)
    return format_html('{}<span class="answers__who">{}{}</span>', code, link, writer)


def _choice(item: QuestionItem, row: StateAnswer) -> SafeString:
    choice = row.choice(item)
    if not choice:
        return format_html('<span class="muted">{}</span>', "–")
    return format_html('<span class="answers__mark">{} {}</span>', tile_icon(choice), row.text(item))


def _text(row: StateAnswer, item: QuestionItem) -> SafeString:
    """Return a text, folded after its beginning where it is long; marked if not in the page's language."""
    text, language = row.text(item), row.language(item)
    if not text:
        return NOTHING
    whole = SafeString(linebreaks(text, autoescape=True))
    written = attributes({"lang": language or None, "dir": "auto"})
    if len(text) <= LONGEST_TEXT:
        shown = format_html('<div class="prose"{}>{}</div>', written, whole)
    else:
        begin = shorten(text, LONGEST_TEXT // 2, placeholder=CUT_OFF)
        folded = '<details class="answers__long"{}><summary>{}</summary>{}</details>'
        shown = format_html(folded, written, begin, whole)
    is_foreign = language and language != get_language()
    return element("span", row.answer.get_language_display() if is_foreign else "", "badge") + shown


def filter_of(reading: Reading, params: QueryDict) -> ListFilter:
    """Return what narrows the table: words, an answer to each choice item, who may read it."""
    audiences = dict.fromkeys(each.answer.audience for each in reading.answers)
    offered = {each: audience_label(reading.question, each) for each in audiences}
    facets = [
        *(_facet(item) for item in reading.choice_items),
        Facet("shared", _("Shared with"), offered, nothing_chosen=_("Shared with anyone")),
    ]
    narrowing = ListFilter(params, _("Find a State or a word"), facets)
    narrowing.fields["q"].widget.attrs["placeholder"] = _("Find a State or a word")
    return narrowing


def _facet(item: QuestionItem) -> Facet:
    number = {"number": item.number}
    label, nothing = _("Answer to %(number)d") % number, _("%(number)d: any answer") % number
    return Facet(f"a{item.number}", label, dict(Choice.choices), nothing_chosen=nothing)
