"""Controls in the cells of the agenda's table: `{% load agenda_table %}`."""

from collections.abc import Iterator

from django import template
from django.forms import BaseForm, BoundField
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.agenda.forms import RowForm
from meetings.agenda.lines import Act, EditLine, ItemLine
from meetings.models.speaking import SpeakerRole, Speaking
from nfp_portal.ui.renderers import NOTHING

register = template.Library()


@register.simple_tag
def cell(bound: BoundField) -> SafeString:
    """Show a control with its label, which only cards show: wide tables have the head of the column."""
    label = format_html('<label class="cell__label" for="{}">{}</label>', bound.id_for_label, bound.label)
    css = "cell cell--error" if bound.errors else "cell"
    return format_html('<div class="{}">{}{}</div>', css, label, str(bound))


@register.simple_tag
def labelled(bound: BoundField) -> SafeString:
    """Show a control with its label beside it."""
    label = format_html('<label for="{}">{}</label>', bound.id_for_label, bound.label)
    return format_html('<div class="cell cell--labelled cell--{}">{}{}</div>', bound.name, label, str(bound))


@register.simple_tag
def cell_errors(form: RowForm) -> SafeString:
    """List what is wrong in a row, under the ids that the fields' aria-describedby names, with what helps."""
    if not form.errors:
        return NOTHING
    own = ((error,) for error in form.non_field_errors())
    whole = format_html_join("", '<p class="cell-error">{}</p>', own)
    fields = format_html_join("", '<p class="cell-error" id="{}_error"><b>{}</b> {}</p>', _errors(form))
    room = _make_room(form.makes_room) if form.makes_room else NOTHING
    return format_html('<div class="agenda-table__errors">{}{}{}</div>', whole, fields, room)


def _make_room(minutes: int) -> SafeString:
    label = ngettext(
        "Shift what follows by %(minutes)d minute", "Shift what follows by %(minutes)d minutes", minutes
    )
    button = (
        '<button class="button button--quiet button--small" type="submit" name="shift" value="{}">{}</button>'
    )
    return format_html(button, minutes, label % {"minutes": minutes})


def _errors(form: BaseForm) -> Iterator[tuple[str, str, str]]:
    for field in form:
        if field.errors:
            yield field.auto_id, f"{field.label}:", " ".join(map(str, field.errors))


@register.simple_tag
def act(offered: Act | None, line: ItemLine, sign: str) -> SafeString:
    """Show a move as an arrow; without one, an arrow that does nothing."""
    if offered is None:
        return format_html('<span class="agenda-table__arrow" aria-hidden="true">{}</span>', sign)
    return format_html(
        '<button class="agenda-table__arrow" id="{0}-{1}" type="submit" form="agenda-acts" formaction="{2}"'
        ' name="direction" value="{0}" data-move="{0}" aria-label="{3}">'
        '<span aria-hidden="true">{4}</span></button>',
        offered.value, line.item.key, offered.url, f"{offered.label}: {line.item}", sign,
    )  # fmt: skip


@register.simple_tag
def menu_act(offered: Act) -> SafeString:
    """Show an act of the menu of a row."""
    button = (
        '<button class="menu__act" type="submit" form="agenda-acts" formaction="{}" name="{}" value="{}">'
        "{}</button>"
    )
    return format_html(button, offered.url, offered.name, offered.value, offered.label)


@register.simple_tag
def pasted_person(person: Speaking) -> SafeString:
    """Name somebody who was read from a pasted agenda, with what is known of them."""
    role = f" ({_('moderates')})" if person.role == SpeakerRole.MODERATOR else ""
    known = (
        format_html(' <span class="badge">{}</span>', _("in the directory")) if person.person_id else NOTHING
    )
    return format_html("{}{}{}", str(person), role, known)


@register.simple_tag
def typed_end(line: EditLine) -> SafeString:
    """Say when the row ends by what is typed, where that can be said; a script keeps it so."""
    end = line.ends
    text = _("ends %(time)s") % {"time": f"{end:%H:%M}"} if end else ""
    return format_html('<span class="cell__note" data-ends="{}">{}</span>', _("ends %(time)s"), text)
