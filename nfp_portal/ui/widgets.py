"""Controls that our fields draw in their own way."""

from django import forms


class MarkdownWidget(forms.Textarea):
    """A text in Markdown: the field's component adds a toolbar and a preview (components/field.html)."""
