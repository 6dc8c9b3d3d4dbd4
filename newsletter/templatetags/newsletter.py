"""What templates of the newsletter need beside the portal's own tags: `{% load newsletter %}`."""

from typing import Any

from django import template
from django.forms.utils import flatatt
from django.template import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import get_language, get_language_info, ngettext, pgettext
from django.utils.translation import gettext as _

from newsletter import wording
from newsletter.content import address_of, html_of, plain_text_of
from newsletter.models import Issue
from newsletter.pictures.templatetags.pictures import Figure, figures
from newsletter.printed import PrintedIssue, PrintedPiece, PrintedSection
from nfp_portal.ui.markdown import markdown_to_line, render_markdown
from nfp_portal.ui.renderers import NOTHING
from nfp_portal.ui.templatetags.elements import crumb_items

register = template.Library()
register.filter(wording.number_of)
register.filter(wording.masthead_of)
register.filter(wording.numbered_title)
register.filter(wording.mail_chair)
register.filter(wording.call_of)
register.filter(wording.chair_of)
register.filter(wording.changed_by)
register.filter(wording.approved_by)
register.filter(wording.origin_of)
register.filter(wording.withdrawn_because)
register.filter(wording.erratum_of)
register.filter(wording.language_note)
register.filter(wording.opening_note)
register.filter(wording.own_name)
register.filter(wording.dated)
register.filter(wording.url_of)


@register.filter
def withheld_on_page(number: int) -> str:
    """Say how many contributions a visitor does not see; empty for none."""
    if not number:
        return ""
    sentence = ngettext(
        "%(number)d contribution of this issue is for focal points: sign in to read it.",
        "%(number)d contributions of this issue are for focal points: sign in to read them.",
        number,
    )
    return sentence % {"number": number}


@register.filter
def withheld_in_mail(number: int) -> str:
    """Say how many contributions focal points read on the page; a link to sign in follows."""
    return pgettext("letter", "Contributions for focal points: %(number)d.") % {"number": number}


@register.filter
def pieces(sections: list[PrintedSection]) -> list[PrintedPiece]:
    """Return the contributions of all sections, in printing order."""
    return [piece for section in sections for piece in section.pieces]


@register.simple_tag
def mail_line(text: str, padding: str = "") -> SafeString:
    """Write a small line of a mail; nothing for an empty text."""
    if not text:
        return NOTHING
    attributes = flatatt({"mj-class": "small", "padding": padding or None})
    return format_html("<mj-text{}>{}</mj-text>", attributes, text)


LEAD, OTHERS = "lead", "others"


def _pictures(context: Context, piece: PrintedPiece, which: str) -> list[Figure]:
    """Return the first picture of a piece, which is above its text, or the others; with addresses."""
    language = context["edition"].language
    return [
        Figure(
            each.picture,
            context["address_of_picture"](piece.piece, each.picture),
            lang_and_dir(each.language, language),
            wording.picture_note(piece, each),
        )
        for each in (piece.pictures[:1] if which == LEAD else piece.pictures[1:])
    ]


@register.simple_tag(takes_context=True)
def printed_pictures(context: Context, piece: PrintedPiece, which: str) -> SafeString:
    """Show pictures of a piece on the page, in the PDF and in the feed."""
    return figures(_pictures(context, piece, which))


@register.simple_tag(takes_context=True)
def mail_pictures(context: Context, piece: PrintedPiece, which: str) -> SafeString:
    """Show pictures of a piece in the mail."""
    rows = _pictures(context, piece, which)
    return SafeString(render_to_string("newsletter/pictures/mail.mjml", {"rows": rows})) if rows else NOTHING


@register.filter
def pictures_in_words(piece: PrintedPiece) -> str:
    """Say in plain text what the pictures of a piece show: a line for each, with a note on its language."""
    label = pgettext("letter", "Picture")
    lines = [
        (f"[{label}: {' '.join(filter(None, each.picture.printed[1:]))}]", wording.picture_note(piece, each))
        for each in piece.pictures
    ]
    return "\n".join(" ".join(filter(None, line)) for line in lines)


@register.filter
def excerpt(text: str, number: int) -> str:
    """Return the first words of a Markdown text, so many, without addresses."""
    return Truncator(markdown_to_line(text)).words(number)


@register.filter
def rich(text: str, top: int = 3) -> SafeString:
    """Render a text that is in no issue yet as safe HTML whose highest heading is `h<top>`."""
    return render_markdown(text, top, base=address_of(None))


register.simple_tag(html_of, name="printed")
register.simple_tag(plain_text_of, name="printed_plain")


@register.filter
def underlined(text: str) -> str:
    """Return the line below a heading in plain text."""
    return "-" * len(text)


@register.simple_tag
def issue_status(issue: Issue, sent: object = 0, recipients: object = 0) -> SafeString:
    """Show the status of an issue as a mark with words; of a stopped one also how many have it."""
    text = wording.status_in_words(issue, sent, recipients)
    context = {"kind": wording.mark_of(issue), "text": text}
    return SafeString(render_to_string("components/status.html", context))


@register.simple_tag
def foreign(issue: Issue | PrintedIssue) -> SafeString:
    """Write the language of an issue as attributes where it is not that of the page."""
    return lang_and_dir(issue.language, str(get_language()))


@register.simple_tag
def lang_and_dir(language: str, around: str) -> SafeString:
    """Write a language with its direction as attributes, where what is around is in another one."""
    if language == around:
        return NOTHING
    direction = "rtl" if get_language_info(language)["bidi"] else "ltr"
    return format_html(' lang="{}" dir="{}"', language, direction)


@register.simple_tag
def edition_link(edition: PrintedIssue, shown: PrintedIssue) -> SafeString:
    """Name an edition in its own language, as a link where it is not the one that is shown."""
    name, language = wording.own_name(edition), edition.language
    if language == shown.language:
        return format_html('<span class="tap" lang="{}" aria-current="true">{}</span>', language, name)
    markup = '<a class="tap" lang="{0}" hreflang="{0}" href="{1}">{2}</a>'
    return format_html(markup, language, edition.path, name)


@register.inclusion_tag("components/crumbs.html")
def newsletter_crumbs(here: str, issue: Issue | str = "") -> dict[str, Any]:
    """Show the way to a page of everybody; with an `issue` the one below it."""
    steps = [(_("Newsletter"), reverse("newsletter:archive"))]
    if isinstance(issue, Issue):
        steps.append((wording.number_of(issue), issue.get_absolute_url()))
    return {"steps": crumb_items([*steps, (here, "")])}


@register.inclusion_tag("components/crumbs.html")
def desk_crumbs(here: str, issue: Issue | str = "") -> dict[str, Any]:
    """Show the way to a page of the editors; with an `issue` the one below it."""
    steps = [
        (_("Newsletter"), reverse("newsletter:archive")),
        (_("Editors’ desk"), reverse("newsletter:issues")),
    ]
    if isinstance(issue, Issue):
        steps.append((wording.number_of(issue), reverse("newsletter:compose", args=[issue.number])))
    return {"steps": crumb_items([*steps, (here, "")])}
