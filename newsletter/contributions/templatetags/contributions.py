"""What the page of a clearance needs beside the portal's own tags: `{% load contributions %}`."""

from collections.abc import Sequence

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import pgettext

from newsletter.contributions.differences import ComparedPicture, Group
from newsletter.pictures.addresses import signed_address
from nfp_portal.revisions.changes import Kind, Segment
from nfp_portal.ui.renderers import NOTHING

register = template.Library()


@register.simple_tag
def marked(segments: Sequence[Segment]) -> SafeString:
    """Write a text with what was put in and left out; those who hear the page hear it before each."""
    pairs = zip([None, *segments], segments, strict=False)
    return format_html_join("", "{}{}", ((_gap(before, each), _marked(each)) for before, each in pairs))


def _gap(before: Segment | None, segment: Segment) -> str:
    """Keep the word that was put in apart from the one that was left out."""
    return " " if before and Kind.SAME not in {before.kind, segment.kind} else ""


def _marked(segment: Segment) -> SafeString:
    if segment.kind == Kind.SAME:
        return format_html("{}", segment.text)
    hidden = {
        Kind.ADDED: pgettext("letter", "added:"),
        Kind.REMOVED: pgettext("letter", "left out:"),
    }[segment.kind]
    markup = '<{0}><span class="visually-hidden">{1} </span>{2}</{0}>'
    return format_html(markup, segment.kind.value, hidden, segment.text)


@register.simple_tag
def marked_groups(groups: Sequence[Group]) -> SafeString:
    """Write paragraphs and lists with their changes."""
    return format_html_join("", "{}", ((_group(group),) for group in groups))


def _group(group: Group) -> SafeString:
    tag = "li" if group.is_list else "p"
    blocks = format_html_join("", f"<{tag}>{{}}</{tag}>", ((marked(each.segments),) for each in group.blocks))
    return format_html("<ul>{}</ul>", blocks) if group.is_list else blocks


@register.simple_tag
def compared_figures(pictures: Sequence[ComparedPicture]) -> SafeString:
    """Show the pictures of two texts by signed addresses, each with what became of it."""
    notes = {
        Kind.SAME: ("", ""),
        Kind.ADDED: ("ins", pgettext("letter", "Picture added")),
        Kind.REMOVED: ("del", pgettext("letter", "Picture left out")),
    }
    moved = ("ins", pgettext("letter", "Picture moved"))
    rows = [
        (each, signed_address(each.picture.digest), *(moved if each.has_moved else notes[each.kind]))
        for each in pictures
    ]
    return SafeString(render_to_string("newsletter/contributions/compared_pictures.html", {"rows": rows}))


@register.simple_tag
def number_of_changes(number: int) -> SafeString:
    """Say how many changes there are, and how they are marked."""
    text = pgettext("letter", "Changes: %(number)d") % {"number": number}
    legend = format_html(
        "<del>{}</del> <ins>{}</ins>", pgettext("letter", "left out"), pgettext("letter", "added")
    )
    return format_html('<p class="sheet__changes"><b>{}</b> {}</p>', text, legend if number else NOTHING)


@register.simple_tag
def remark(text: str, by: str, is_shown: bool) -> SafeString:  # noqa: FBT001 - a template gives it by position
    """Write what the editors say of their changes."""
    if not text or not is_shown:
        return NOTHING
    return format_html('<blockquote class="remark">{} <span class="muted">{}</span></blockquote>', text, by)


@register.simple_tag
def sheet_tabs(tabs: Sequence[tuple[str, str, bool]]) -> SafeString:
    """Write the views of a text as links; nothing where there is one."""
    if not tabs:
        return NOTHING
    links = format_html_join(
        "",
        '<a class="sheet__tab" href="{}"{}>{}</a>',
        (
            (url, SafeString(' aria-current="page"') if is_current else "", label)
            for label, url, is_current in tabs
        ),
    )
    return format_html(
        '<nav class="sheet__tabs" aria-label="{}">{}</nav>', pgettext("letter", "Views of the text"), links
    )
