"""The parts of a delegation's table and of its sent list: `{% load delegation %}`."""

from datetime import datetime
from typing import Any

from django import template
from django.forms import BoundField
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from meetings.models import Meeting
from meetings.participation.delegations import MeetingDelegation
from meetings.participation.forms.people import PeopleTable, PersonRow, RowGroup
from meetings.participation.models import ChangeRequest, Mode, Participant, Status
from meetings.participation.wording import days_in_short, role_in_letters
from nfp_portal.ui.buttons import Button
from nfp_portal.ui.letters import written_day
from nfp_portal.ui.renderers import NOTHING
from nfp_portal.ui.templatetags.elements import element

register = template.Library()


@register.simple_tag
def delegation_facts(meeting: Meeting, dates: str, answer_by: str) -> SafeString:
    """Show the meeting in one line of facts, with the day until which one answers."""
    location = ", ".join(filter(None, (meeting.venue, meeting.city)))
    facts = [element("strong", meeting.title), element("span", ", ".join(filter(None, (dates, location))))]
    if answer_by:
        facts.append(element("strong", answer_by, "people-head__until"))
    return format_html(
        '<p class="people-head__facts">{}</p>', format_html_join(" ", "{}", ((f,) for f in facts))
    )


@register.simple_tag
def table_errors(table: PeopleTable) -> SafeString:
    """Show what is wrong on top, each point a link to its field; nothing where nothing is."""
    if not table.errors:
        return NOTHING
    points = format_html_join("", '<li><a href="#{}">{}</a></li>', table.errors)
    title = pgettext("letter", "The list is not sent yet. Please look at:")
    summary = '<div class="error-summary" role="alert" tabindex="-1" data-focus>{}<ul>{}</ul></div>'
    return format_html(summary, element("h2", title, "error-summary__title"), points)


@register.simple_tag
def added_numbers(table: PeopleTable) -> SafeString:
    numbers = ((row.key.removeprefix("new-"),) for row in table.rows if row.is_new)
    return format_html_join("", '<input type="hidden" name="new" value="{}">', numbers)


@register.simple_tag
def behalf_fields(is_staff: bool, given_by: str, note: str) -> SafeString:  # noqa: FBT001 - a tag
    """Ask the secretariat who gave the answer, and how it came; nothing of anybody else."""
    if not is_staff:
        return NOTHING
    values = {"given_by": given_by, "note": note}
    return render_to_string("meetings/participation/delegation/behalf.html", values)


@register.simple_tag
def people_head(table: PeopleTable) -> SafeString:
    columns = {
        "role": pgettext("letter", "Role"),
        "mode": pgettext("letter", "Takes part"),
        "days": pgettext("letter", "Days"),
        "visit": pgettext("letter", "Study visit"),
    }
    fields = table.fields
    heads = format_html_join("", '<th scope="col">{}</th>', ((columns[name],) for name in fields))
    ticks = element("span", pgettext("letter", "Comes"), "visually-hidden")
    who = pgettext("letter", "Who comes")
    return format_html(
        '<thead><tr><th scope="col">{}</th><th scope="col">{}</th>{}</tr></thead>', ticks, who, heads
    )


@register.simple_tag
def people_group(group: RowGroup, table: PeopleTable) -> SafeString:
    """Show a group of rows under its heading, with the button that ticks them all."""
    button = NOTHING
    if group.add_all and any(not row.is_ticked for row in group.rows):
        face = '<button class="link-button" type="submit" name="act" value="last" data-add-all>{}</button>'
        button = format_html(face, group.add_all)
    head = '<tr><th class="people-table__group" scope="rowgroup" colspan="{}">{} {}</th></tr>'
    heading = format_html(head, 2 + len(table.fields), group.title, button)
    rows = format_html_join("", "{}", ((_row(row, table),) for row in group.rows))
    return format_html('<tbody data-group="{}">{}{}</tbody>', group.name, heading, rows)


def _row(row: PersonRow, table: PeopleTable) -> SafeString:
    cells = format_html_join(
        "", '<td class="people-table__{}">{}</td>', ((name, _CELLS[name](row)) for name in table.fields)
    )
    off = NOTHING if row.is_ticked else SafeString(" people-table__row--off")
    html = '<tr class="people-table__row{}" data-person><td class="people-table__tick">{}</td>{}{}</tr>'
    return format_html(html, off, _tick(row), _who(row), cells)


def _tick(row: PersonRow) -> SafeString:
    box = row["on"]
    html = '<input type="checkbox" class="tick" name="{}" id="{}"{} data-on aria-label="{}">'
    checked = SafeString(" checked") if row.is_ticked else NOTHING
    return format_html(html, box.html_name, box.id_for_label, checked, row.label)


def _who(row: PersonRow) -> SafeString:
    """Show who somebody is, and ask for what is not known."""
    asked_for = [row[name] for name in ("name", "function", "email") if name in row.fields]
    fields = format_html_join("", "{}", ((_typed(field, row),) for field in asked_for))
    if row.who is None:
        return format_html('<td class="people-table__who"><div class="people-new">{}</div></td>', fields)
    name = format_html('<label for="{}">{}</label>', row["on"].id_for_label, row.who.name)
    parts = (
        name,
        element("span", row.who.position, "people-table__position"),
        _remark(row),
        _errors(row["on"]),
        fields,
    )
    return format_html('<th scope="row" class="people-table__who">{}{}{}{}{}</th>', *parts)


def _remark(row: PersonRow) -> SafeString:
    """Say how far somebody is who is on the list, or was."""
    listed = row.who.participant if row.who else None
    if listed is None:
        return NOTHING
    remarks = without_seat() | {
        Status.PUT_FORWARD: pgettext("letter", "has not confirmed yet"),
        Status.CONFIRMED: pgettext("letter", "has confirmed"),
        Status.ACCEPTED: pgettext("letter", "is registered"),
    }
    declined = pgettext("letter", "has declined") if listed.has_declined else ""
    return element("span", remarks.get(Status(listed.status), declined), "people-table__remark")


def without_seat() -> dict[Status, str]:
    return {
        Status.WAITING: pgettext("letter", "is on the waiting list"),
        Status.NOT_SELECTED: pgettext("letter", "was not selected"),
    }


def _typed(field: BoundField, row: PersonRow) -> SafeString:
    """A field with its label inside, read out in full."""
    label = f"{field.label}: {row.label}" if row.who else field.label
    attributes: dict[str, str | bool] = {
        "placeholder": str(field.label),
        "aria-label": str(label),
        "class": "cell-field",
    }
    if field.errors:
        attributes["aria-invalid"] = "true"
    is_next = row.is_new and field.name == "name" and not field.value()
    if is_next:
        attributes["autofocus"] = "autofocus"
    return format_html("{}{}", field.as_widget(attrs=attributes), _errors(field))


def _errors(field: BoundField) -> SafeString:
    if not field.errors:
        return NOTHING
    rows = format_html_join("", "<span>{}</span>", ((error,) for error in field.errors))
    return format_html('<span class="cell-error" id="{}_error">{}</span>', field.auto_id, rows)


def _role(row: PersonRow) -> SafeString:
    field = row["role"]
    label = f"{field.label}: {row.label}"
    widget = field.as_widget(attrs={"aria-label": label, "class": "cell-field", "data-role": "data-role"})
    return format_html("{}{}", widget, _errors(field))


def _mode(row: PersonRow) -> SafeString:
    return _choices(row["mode"], row, "segmented")


def _days(row: PersonRow) -> SafeString:
    return _choices(row["days"], row, "toggles") if "days" in row.fields else NOTHING


def _choices(field: BoundField, row: PersonRow, css: str) -> SafeString:
    faces = format_html_join(
        "", "<label>{}<span>{}</span></label>", ((each.tag(), each.choice_label) for each in field)
    )
    legend = element("legend", f"{field.label}: {row.label}", "visually-hidden")
    return format_html('<fieldset class="{}">{}{}{}</fieldset>', css, legend, faces, _errors(field))


def _visit(row: PersonRow) -> SafeString:
    if "visit" not in row.fields:
        return NOTHING
    field = row["visit"]
    checked = SafeString(" checked") if field.value() else NOTHING
    html = (
        '<span class="toggles" data-visit><label><input type="checkbox" name="{}" id="{}"{} aria-label="{}">'
        '<span><i class="only-wide">{}</i><i class="only-narrow">{}</i></span></label></span>'
    )
    label, face = f"{field.label}: {row.label}", row.visit_day or field.label
    return format_html(html, field.html_name, field.id_for_label, checked, label, face, field.label)


_CELLS = {"role": _role, "mode": _mode, "days": _days, "visit": _visit}


@register.simple_tag
def people_counts(table: PeopleTable) -> SafeString:
    """Count who is ticked; the script counts anew."""
    ticked, online = len(table.ticked), table.online
    counts = [
        (pgettext("letter", "People"), "people", ticked),
        (pgettext("letter", "in person"), "in-person", ticked - online),
        (pgettext("letter", "online"), "online", online),
        (pgettext("letter", "head"), "head", table.head or "–"),
    ]
    shown = format_html_join(
        " ", '<span class="send-bar__{1}">{0}: <b data-count="{1}">{2}</b></span>', counts
    )
    return format_html('<p class="send-bar__counts">{}</p>', shown)


@register.simple_tag
def draft_state(saved_at: datetime | None) -> SafeString:
    label = pgettext("letter", "Draft saved at %(time)s")
    shown = label % {"time": f"{timezone.localtime(saved_at):%H:%M}"} if saved_at else ""
    html = '<span class="muted small" role="status" data-draft-state data-words="{}">{}</span>'
    return format_html(html, label % {"time": "…"}, shown)


@register.simple_tag
def list_changes_until(until: str) -> str:
    return pgettext("letter", "You can change the list until %(day)s.") % {"day": until} if until else ""


# The list as it was sent ----------------------------------------------------------------------------


@register.simple_tag
def sent_line(nobody: bool, sent_at: datetime | None) -> SafeString:  # noqa: FBT001 - a tag
    """Say what was sent, and when."""
    if sent_at is None:
        return element("p", pgettext("letter", "No list was sent."), "muted")
    local = timezone.localtime(sent_at)
    values = {"day": written_day(local.date()), "time": f"{local:%H:%M}"}
    sentence = (
        pgettext("letter", "Received %(day)s, %(time)s: nobody comes.")
        if nobody
        else pgettext("letter", "The list was received %(day)s, %(time)s.")
    )
    status = {"kind": "confirmed", "text": sentence % values}
    return element("p", render_to_string("components/status.html", status))


@register.simple_tag
def sent_person(person: Participant) -> SafeString:
    when = [days_in_short(person)]
    when += [pgettext("letter", "Online")] if person.mode == Mode.ONLINE else []
    when += [pgettext("letter", "Study visit")] if person.wants_visit else []
    without = without_seat().get(Status(person.status), "")
    role = ", ".join(filter(None, (role_in_letters(person), without)))
    name, role = element("strong", person), element("span", role, "muted")
    return format_html(
        "<li>{}{}{}</li>", name, element("span", ", ".join(filter(None, when)), "sent-list__when"), role
    )


@register.simple_tag
def declined_line(declined: list[Participant]) -> SafeString:
    if not declined:
        return NOTHING
    names = ", ".join(str(person) for person in declined)
    return element("p", pgettext("letter", "Declined: %(names)s") % {"names": names}, "message message--info")


@register.simple_tag
def request_note(was_requested: bool, intro: str) -> SafeString:  # noqa: FBT001 - a tag
    if was_requested:
        received = pgettext("letter", "Your request reached the Secretariat.")
        html = '<p class="message message--info" id="requested" tabindex="-1">{}</p>'
        return format_html(html, received)
    return element("p", intro)


@register.inclusion_tag("meetings/participation/delegation/requests.html", takes_context=True)
def change_requests(context: Any, delegation: MeetingDelegation) -> dict[str, Any]:
    """Show editors what waits to be changed, each with the button that says it is done."""
    waiting = delegation.requests.waiting() if context["is_staff"] else ()
    return {
        "requests": [(each.text, _who_requested(each), _done_button(each, delegation)) for each in waiting],
        "csrf_token": context.get("csrf_token", ""),
    }


def _who_requested(request: ChangeRequest) -> str:
    day = date_format(timezone.localtime(request.at), "j F Y, H:i")
    name = request.participant or request.name
    return ", ".join(str(part) for part in (name, day) if part)


def _done_button(request: ChangeRequest, delegation: MeetingDelegation) -> Button:
    arguments = [delegation.meeting.slug, delegation.code, request.key]
    return Button(
        _("Mark as done"), reverse("meetings:change_request", args=arguments), "quiet small", fields={}
    )
