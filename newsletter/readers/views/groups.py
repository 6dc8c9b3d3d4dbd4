"""The groups of readers that staff keep: their members with the consent of each, and their history."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db.models import Count, F, Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from newsletter.readers import groups as actions
from newsletter.readers.actions import GivenConsent
from newsletter.readers.forms import AddMembersForm, GroupForm, RenameGroupForm
from newsletter.readers.listing import listed, narrowing_by, status_of
from newsletter.readers.models import GroupMember, ReaderGroup
from newsletter.readers.reasons import receiving
from nfp_portal.accounts.access import EDITORS, allow, signed_in
from nfp_portal.revisions.history import (
    History,
    Step,
    Version,
    acts,
    by_whom,
    events_of,
    names_of,
    where_differing,
)
from nfp_portal.revisions.stale import StaleError
from nfp_portal.revisions.views import both_versions
from nfp_portal.text.addresses import readable_address
from nfp_portal.ui.buttons import Button
from nfp_portal.ui.pagination import paginate
from nfp_portal.ui.tables import Column, Table, table_of
from nfp_portal.ui.templatetags.elements import demonstration, element, status

PER_PAGE = 50


@allow(EDITORS, "GET", "POST")
def groups(request: HttpRequest) -> HttpResponse:
    """List the groups, those that ended last; POST makes one."""
    form = GroupForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(actions.make_group(form.cleaned_data["name"]))
        except actions.NameTakenError:
            form.add_error("name", _name_taken())
    current = Count("members", filter=Q(members__removed_at=None))
    rows = ReaderGroup.objects.annotate(number=current).order_by(F("ended_at").desc(nulls_first=True), "name")
    context = {"form": form, "table": _table_of_groups(rows)}
    return render(request, "newsletter/readers/groups.html", context, status=422 if form.is_bound else 200)


def _name_taken() -> str:
    return _("There is a group of this name already.")


def _table_of_groups(rows: Iterable[Any]) -> Table:
    columns = [Column(label) for label in (_("Group"), _("Addresses"), _("Status"))]
    cells = [
        (
            f"group-{row.pk}",
            [
                format_html('<a href="{}">{}</a>{}', row.get_absolute_url(), row, demonstration(row)),
                row.number,
                _status_of_group(row),
            ],
        )
        for row in rows
    ]
    return table_of(columns, cells)


def _status_of_group(group: ReaderGroup) -> SafeString:
    if group.ended_at is None:
        return status("done", _("Receives each issue"))
    return status("over", _("Ended on %(day)s") % {"day": _day(group.ended_at)})


def _day(instant: Any) -> str:
    return date_format(timezone.localtime(instant), "j F Y")


@allow(EDITORS, "GET", "POST")
def group(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the members, each with its consent; POST adds addresses."""
    row = get_object_or_404(ReaderGroup, pk=pk)
    form = AddMembersForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _add(request, row, form)
    members = row.members.filter(removed_at=None).select_related("reader__person", "added_by")
    page = paginate(request.GET, members.order_by("reader__address"), PER_PAGE)
    context = {
        "group": row,
        "form": form if row.ended_at is None else None,
        "page": page,
        "table": _table_of_members(request, list(page)),
        "lede": _in_words(row, page.paginator.count),
        "tools": list(_tools(row)),
    }
    return render(request, "newsletter/readers/group.html", context, status=422 if form.is_bound else 200)


def _add(request: HttpRequest, row: ReaderGroup, form: AddMembersForm) -> HttpResponse:
    given = form.cleaned_data
    consent = GivenConsent(given["source"], given["day"])
    try:
        added = actions.add_members(
            row.pk, given["addresses"], language=given["language"], consent=consent, by=signed_in(request)
        )
    except actions.GroupEndedError:
        messages.error(request, _("This group has ended: resume it first."))
        return redirect(row)
    number = ngettext("%(number)d address was added.", "%(number)d addresses were added.", len(added.new))
    messages.success(request, number % {"number": len(added.new)})
    if added.known:
        messages.info(request, _("In the group already: %(addresses)s.") % _named(added.known))
    if added.opted_out:
        text = _("Not added: their owners opted out on the day of this consent or after it: %(addresses)s.")
        messages.warning(request, text % _named(added.opted_out))
    return redirect(row)


def _named(addresses: list[str]) -> dict[str, str]:
    return {"addresses": ", ".join(map(readable_address, addresses))}


def _in_words(row: ReaderGroup, number: int) -> str:
    """Say how many addresses it has, and how many of them receive the next issue."""
    text = ngettext("%(number)d address", "%(number)d addresses", number) % {"number": number}
    if row.ended_at is not None:
        return _("%(addresses)s. The group ended on %(day)s: it is no reason to receive an issue.") % {
            "addresses": text,
            "day": _day(row.ended_at),
        }
    members = row.members.filter(removed_at=None).values("reader")
    reached = receiving().filter(pk__in=members).count()
    return _("%(addresses)s; the next issue goes to %(reached)d.") % {
        "addresses": text,
        "reached": reached,
    }


def _tools(row: ReaderGroup) -> Iterable[Button]:
    if row.ended_at is None:
        yield Button(_("End the group"), reverse("newsletter:end_group", args=[row.pk]), fields={})
    else:
        yield Button(_("Resume the group"), reverse("newsletter:resume_group", args=[row.pk]), fields={})
    yield Button(_("Rename"), reverse("newsletter:rename_group", args=[row.pk]))
    yield Button(_("History"), reverse("newsletter:group_history", args=[row.pk]))


def _table_of_members(request: HttpRequest, members: list[GroupMember]) -> Table:
    readers = listed(narrowing_by(QueryDict())).filter(pk__in=[each.reader_id for each in members])
    by_key = {each.pk: each for each in readers}
    columns = [Column(label) for label in (_("Address"), _("Consent"), _("Status"), _("Remove"))]
    rows = [(f"member-{each.pk}", _cells(request, each, by_key[each.reader_id])) for each in members]
    return table_of(columns, rows)


def _cells(request: HttpRequest, member: GroupMember, reader: Any) -> list[object]:
    address = readable_address(reader.address)
    person = element("span", reader.person.in_list if reader.person else "", "table__second")
    remove = {
        "action": reverse("newsletter:remove_member", args=[member.pk]),
        "label": _("Remove"),
        "about": address,
    }
    return [
        format_html("{}{}", address, person),
        _consent_in_words(member),
        status(*status_of(reader)),
        render_to_string("components/row_button.html", remove, request=request),
    ]


def _consent_in_words(member: GroupMember) -> str:
    return _("%(source)s (%(on)s, entered by %(name)s on %(day)s)") % {
        "source": member.consent_source,
        "on": date_format(member.consent_on, "j F Y"),
        "name": member.added_by,
        "day": _day(member.added_at),
    }


@allow(EDITORS, "POST")
def remove_member(request: HttpRequest, pk: int) -> HttpResponse:
    get_object_or_404(GroupMember, pk=pk)
    member = actions.remove_member(pk, by=signed_in(request))
    undo_url = reverse("newsletter:restore_member", args=[pk])
    text = _("Removed from the group: %(addresses)s.") % _named([member.reader.address])
    messages.success(request, text, extra_tags=f"undo:{undo_url}")
    return redirect(member.group)


@allow(EDITORS, "POST")
def restore_member(request: HttpRequest, pk: int) -> HttpResponse:
    get_object_or_404(GroupMember, pk=pk)
    member = actions.restore_member(pk, by=signed_in(request))
    messages.success(request, _("In the group again: %(addresses)s.") % _named([member.reader.address]))
    return redirect(member.group)


@allow(EDITORS, "GET", "POST")
def rename_group(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(ReaderGroup, pk=pk)
    name = row.name  # the form writes what was typed into the row
    form = RenameGroupForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        try:
            renamed = actions.rename_group(pk, **form.cleaned_data)
        except StaleError as stale:
            return both_versions(request, form, stale.row)
        except actions.NameTakenError:
            form.add_error("name", _name_taken())
        else:
            messages.success(request, _("Saved. Its members read this name in each issue from now on."))
            return redirect(renamed)
    context = {"form": form, "name": name, "back": row.get_absolute_url()}
    return render(
        request, "newsletter/readers/rename_group.html", context, status=422 if form.is_bound else 200
    )


@allow(EDITORS, "POST")
def end_group(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(ReaderGroup, pk=pk)
    actions.end_group(pk)
    undo_url = reverse("newsletter:resume_group", args=[pk])
    text = _("Ended: who is in no other group and has no other reason receives no further issue.")
    messages.success(request, text, extra_tags=f"undo:{undo_url}")
    return redirect(row)


@allow(EDITORS, "POST")
def resume_group(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(ReaderGroup, pk=pk)
    try:
        actions.resume_group(pk)
    except actions.NameTakenError:
        messages.error(request, _name_taken())
    else:
        messages.success(request, _("Resumed: its members receive the next issue."))
    return redirect(row)


@allow(EDITORS)
def group_history(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(ReaderGroup, pk=pk)
    page = paginate(request.GET, history_of_group(row), PER_PAGE)
    return render(request, "newsletter/readers/group_history.html", {"group": row, "page": page})


_GROUP, _ADDED, _REMOVED = range(3)


def history_of_group(row: ReaderGroup) -> History:
    """Who made, renamed, ended and resumed it, added and removed whom; rows of members say so themselves."""
    members = row.members.select_related("reader", "added_by", "removed_by")
    itself = where_differing(events_of(ReaderGroup).filter(pgh_obj=row.pk), ("name", "ended_at"))
    sources = [itself, acts(members, F("added_at")), acts(members.exclude(removed_at=None), F("removed_at"))]
    return History(_steps, sources)


def _steps(versions: list[Version]) -> list[Step]:
    names = names_of(version.now for version in versions if version.source == _GROUP)
    return [_step(version, names) for version in versions]


def _step(version: Version, names: dict[int | None, str]) -> Step:
    row = version.now
    if version.source == _GROUP:
        return _as_step(row, by_whom(row, names), *_change_of_group(row, version.before))
    address = readable_address(row.reader.address)
    if version.source == _REMOVED:
        return _as_step(row, str(row.removed_by), _("Removed"), address)
    return _as_step(row, str(row.added_by), _("Added"), f"{address}, {row.consent_source}")


def _change_of_group(row: Any, before: Any) -> tuple[str, str]:
    if before is None:
        return _("The group was made"), row.name
    if row.name != before.name:
        return _("Renamed"), f"{before.name} → {row.name}"
    return (_("The group ended") if row.ended_at else _("The group was resumed")), ""


def _as_step(row: Any, by: str, label: str, text: str = "") -> Step:
    heading = element("p", format_html("<strong>{}</strong>{}", label, f": {text}" if text else ""))
    return Step(row.pgh_created_at, by, [], heading=heading)
