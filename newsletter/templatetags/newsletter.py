"""What templates of the newsletter need beside the portal's own tags: `{% load newsletter %}`."""

from django import template
from django.utils.safestring import SafeString

from nfp_portal.ui.markdown import markdown_to_text, render_markdown

register = template.Library()


@register.filter
def words(text: str) -> str:
    """Say Markdown as plain text."""
    return markdown_to_text(text)


@register.filter
def rich(text: str, top: int = 3) -> SafeString:
    """Say Markdown as safe HTML whose highest heading is `h<top>`."""
    return render_markdown(text, top)


@register.filter
def underlined(text: str) -> str:
    """Give the line that stands below a heading in plain text."""
    return "-" * len(text)
