"""Changes as a page shows them: `{% load revisions %}`."""

from collections.abc import Sequence

from django import template
from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from nfp_portal.revisions.changes import Change, Kind, Segment

register = template.Library()


@register.simple_tag
def marked_up(segments: Sequence[Segment]) -> SafeString:
    """Show what was added underlined and what was left out struck, and say so to screen readers."""
    return format_html_join("", "{}", ((_marked(segment),) for segment in segments))


def _marked(segment: Segment) -> SafeString:
    text = linebreaksbr(segment.text, autoescape=True)
    if segment.kind == Kind.SAME:
        return SafeString(text)
    spoken = _("added:") if segment.kind == Kind.ADDED else _("left out:")
    hidden = format_html('<span class="visually-hidden">{} </span>', spoken)
    return format_html("<{0}>{1}{2}</{0}>", segment.kind.value, hidden, text)


@register.simple_tag
def change_mark(change: Change) -> SafeString:
    """Say of a part that it is new, or no longer there."""
    if not (change.is_new or change.is_removed):
        return SafeString("")
    word = _("new") if change.is_new else _("removed")
    return format_html('<br><span class="muted small">{}</span>', word)
