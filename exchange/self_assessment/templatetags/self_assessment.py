"""The parts of a self-assessment that depend on what there is to show: `{% load self_assessment %}`."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from exchange.self_assessment.results import WIDTH, Bar
from exchange.self_assessment.views.writing import QuestionField
from nfp_portal.ui.renderers import NOTHING, attributes

register = template.Library()

# The style sheets of a page colour them by their classes; a PDF has these.
_BAR = (
    '<svg class="level-bar{}" viewBox="0 0 {} 12" width="{}" height="12" aria-hidden="true">'
    '<rect class="level-bar__whole" width="{}" height="12" fill="#e3dfd4"/>'
    '<rect class="level-bar__part" width="{}" height="12" fill="{}"/>'
    '<path class="level-bar__ticks" d="M100 0v12M200 0v12" stroke="#fff" fill="none"/></svg>'
)


@register.simple_tag
def level_bar(bar: Bar) -> SafeString:
    """Draw a bar from level 0 to level 3; what it says stands beside it in words."""
    css, fill = (" level-bar--earlier", "#7fa6ba") if bar.is_earlier else ("", "#0f3d56")
    return format_html(_BAR, css, WIDTH, WIDTH, WIDTH, bar.width, fill)


@register.simple_tag
def question_autosave() -> SafeString:
    """Say to the page's script that each question is saved by itself, and how it says so."""
    return attributes(
        {
            "data-autosave": True,
            "data-saved": _("Saved at …"),
            "data-conflict": _("Somebody else changed this question. Save to see both versions."),
            "data-unsaved": _("Not saved yet: no connection."),
            "data-refused": _("Not saved. Copy your text, then load this page again."),
        }
    )


@register.simple_tag
def level_options(shown: QuestionField) -> SafeString:
    """Show the levels to choose from, each with its description."""
    rows = (
        (
            shown.question.key,
            value,
            attributes({"checked": is_chosen}),
            format_html("<b>{}</b> ", value) if value else NOTHING,
            description,
        )
        for value, description, is_chosen in shown.options
    )
    template_ = '<label><input type="radio" name="level-{}" value="{}"{}> <span>{}{}</span></label>'
    return format_html_join("", template_, rows)


@register.simple_tag
def saved_by_others(shown: QuestionField) -> SafeString:
    if shown.typed is None:
        return NOTHING
    by = _("Saved meanwhile by %(name)s:") % {"name": shown.row.changed_by or _("somebody")}
    text = _("Below is what you typed. Save again to keep yours, or choose theirs.")
    return format_html('<p class="answer__theirs" role="note"><b>{}</b> {}<br>{}</p>', by, shown.theirs, text)
