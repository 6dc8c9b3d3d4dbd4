"""Changes as a page shows them: `{% load revisions %}`."""

from collections.abc import Sequence

from django import template
from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from nfp_portal.revisions.changes import Change, Kind, Part, Segment, changes_between
from nfp_portal.revisions.history import FieldChange
from nfp_portal.ui.markup import edited

register = template.Library()
# In characters: from where on a history shows what changed in a text, and no more of it than this.
LONG, LONGEST, AROUND = 80, 500, 60


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
def field_change(change: FieldChange) -> SafeString:
    """Show what a field held before and after; of a longer text the words that changed."""
    if min(len(change.before), len(change.after)) < LONG:
        return edited(_excerpt(change.before, LONGEST), _excerpt(change.after, LONGEST))
    texts = (Part("", change.label, text) for text in (change.before, change.after))
    changed = changes_between(*([text] for text in texts)).changed
    segments = [segment for difference in changed for segment in difference.segments]
    most = {Kind.SAME: 2 * AROUND}
    shown = [Segment(each.kind, _excerpt(each.text, most.get(each.kind, LONGEST))) for each in segments]
    return format_html('<span class="history__text">{}</span>', marked_up(shown))


def _excerpt(text: str, most: int) -> str:
    """Leave out the middle of a text that has more than `most` characters."""
    return text if len(text) <= most else f"{text[: most // 2]} … {text[-most // 2 :]}"


@register.simple_tag
def change_mark(change: Change) -> SafeString:
    """Say of a part that it is new, or no longer there."""
    if not (change.is_new or change.is_removed):
        return SafeString("")
    word = _("new") if change.is_new else _("removed")
    return format_html('<br><span class="muted small">{}</span>', word)
