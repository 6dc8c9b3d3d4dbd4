"""The parts of a question's pages that depend on what there is to show: `{% load questions %}`."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django import forms, template
from django.http import QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join, linebreaks
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from exchange.questions.forms import ADD, REMOVE, ItemForm, ItemRows
from exchange.questions.maps import ChoiceMap
from exchange.questions.models import Question, QuestionItem
from exchange.questions.models.questions import LONGEST_ANSWER
from exchange.questions.reading import Reading
from exchange.questions.views.answers import ItemField, Option
from exchange.questions.wording import asker_in_list, opened_on
from nfp_portal.ui import fields
from nfp_portal.ui.filters import ListFilter
from nfp_portal.ui.markup import tile_icon
from nfp_portal.ui.renderers import NOTHING, attributes
from nfp_portal.ui.templatetags.elements import crumbs, element

register = template.Library()


@register.inclusion_tag("components/crumbs.html")
def question_crumbs(*parts: object) -> dict[str, Any]:
    """Show the way to a page below the list of questions: label, address, …, the label of the page itself."""
    return crumbs(_("Questions"), reverse("exchange:questions:list"), *parts)


# Asking ---------------------------------------------------------------------------------------------


@register.filter
def asker_and_day(question: Question) -> str:
    return " · ".join(filter(None, (asker_in_list(question), opened_on(question))))


@register.simple_tag
def form_fields_but(form: forms.BaseForm, *names: str) -> SafeString:
    """Show all fields of a form except these, hidden ones first."""
    shown = [each for each in form.visible_fields() if each.name not in names]
    hidden = format_html_join("", "{}", ((str(each),) for each in form.hidden_fields()))
    return hidden + format_html_join("", "{}", ((fields.field(each),) for each in shown))


@register.simple_tag
def item_row(form: ItemForm, number: int) -> SafeString:
    """Show one numbered question of the form, with a button that takes it out."""
    remove = f"{REMOVE}{str(form.prefix).removeprefix('item-')}"
    context = {"form": form, "number": number, "remove": remove}
    return render_to_string("exchange/questions/item_row.html", context)


@register.simple_tag
def add_row(rows: ItemRows) -> SafeString:
    if not rows.may_add:
        return NOTHING
    button = '<p><button class="button button--quiet" type="submit" name="act" value="{}">{}</button></p>'
    return format_html(button, ADD, _("Add a question"))


@register.simple_tag
def optional_mark(item: QuestionItem) -> str:
    return f" · {_('may be left open')}" if item.is_optional else ""


@register.simple_tag
def draft_status(is_submitted: bool) -> SafeString:  # noqa: FBT001 - a template gives it by position
    kind, text = ("waiting", _("Waits for the secretariat")) if is_submitted else ("draft", _("Draft"))
    return SafeString(render_to_string("components/status.html", {"kind": kind, "text": text}))


# Answering ------------------------------------------------------------------------------------------


@register.simple_tag
def autosave(is_on: bool) -> SafeString:  # noqa: FBT001 - as above
    """Say to the page's script that the form is saved by itself, and how it says so."""
    if not is_on:
        return NOTHING
    return attributes(
        {
            "data-autosave": True,
            "data-saved": pgettext("letter", "Draft saved at …"),
            "data-conflict": pgettext(
                "letter", "Somebody else saved this draft. Save or send to see both versions."
            ),
            "data-unsaved": pgettext("letter", "Not saved yet: no connection."),
            "data-refused": pgettext("letter", "Not saved. Copy your text, then load this page again."),
        }
    )


@register.simple_tag
def answer_notices(
    conflict: str | None,
    shown: Sequence[ItemField],
    replaces_draft: bool,  # noqa: FBT001 - as above
    name_error: tuple[str, str] | None,
) -> SafeString:
    """Say what is wrong on top, each point a link to its item; or that there is another version."""
    if conflict:
        return _message("error", conflict)
    errors = [(each.item.field, f"{each.item.number}. {each.error}") for each in shown if each.error]
    if errors := [*errors, *([name_error] if name_error else [])]:
        points = format_html_join("", '<li><a href="#{}">{}</a></li>', errors)
        title = pgettext("letter", "The answer is not sent yet. Please look at:")
        summary = '<div class="error-summary" role="alert" tabindex="-1" data-focus>{}<ul>{}</ul></div>'
        return format_html(summary, element("h2", title, "error-summary__title"), points)
    if replaces_draft:
        return _message(
            "info", _("The State has a draft, which only its people read: what you send replaces it.")
        )
    return NOTHING


def _message(kind: str, text: str) -> SafeString:
    role = "alert" if kind == "error" else "note"
    return format_html('<p class="message message--{}" role="{}">{}</p>', kind, role, text)


@register.simple_tag
def described_by(field: str, error: str | None) -> SafeString:
    """Tie a control to its error for those who hear the page."""
    if not error:
        return NOTHING
    return attributes({"aria-describedby": f"{field}-error", "aria-invalid": "true"})


@register.simple_tag
def error_of(field: str, error: str | None) -> SafeString:
    if not error:
        return NOTHING
    return format_html('<p class="field__error" id="{}-error">{}</p>', field, error)


@register.simple_tag
def item_field(shown: ItemField, language: str) -> SafeString:
    """Show one item with its choices or its text, its error, and what somebody else saved."""
    context = {
        "item": shown.item,
        "shown": shown,
        "language": language,
        "described": described_by(shown.item.field, shown.error),
        "longest": LONGEST_ANSWER,
    }
    kind = "choice" if shown.item.is_choice else "text"
    return render_to_string(f"exchange/questions/item_{kind}.html", context)


@register.simple_tag
def item_notes(shown: ItemField) -> SafeString:
    """Show the error of an item, and what somebody else saved for it."""
    return error_of(shown.item.field, shown.error) + saved_meanwhile(shown.theirs)


@register.simple_tag
def saved_meanwhile(theirs: str | None) -> SafeString:
    if not theirs:
        return NOTHING
    label = pgettext("letter", "Saved meanwhile:")
    return format_html('<p class="answer__theirs"><b>{}</b> {}</p>', label, theirs)


@register.simple_tag
def caution_of_choices(shown: Sequence[ItemField]) -> SafeString:
    """Say once what not to write where no item asks for a text, which would say it itself."""
    if not all(each.item.is_choice for each in shown):
        return NOTHING
    text = pgettext("letter", "No case data, no personal data, nothing classified.")
    return element("p", text, "caution small")


@register.simple_tag
def optional_word(item: QuestionItem) -> SafeString:
    if not item.is_optional:
        return NOTHING
    return format_html(' <span class="field__optional">{}</span>', _("(optional)"))


@register.simple_tag
def option_input(item: QuestionItem, option: Option) -> SafeString:
    parts = item.field, option.value, attributes({"checked": option.is_chosen}), option.label
    return format_html('<label><input type="radio" name="{}" value="{}"{}> <span>{}</span></label>', *parts)


@register.simple_tag
def behalf_of(is_staff: bool, given_by: str, note: str, error: str | None) -> SafeString:  # noqa: FBT001 - as above
    """Ask editors who gave the answer that they enter, and how it came."""
    if not is_staff:
        return NOTHING
    context = {"given_by": given_by, "note": note, "error": error or ""}
    return render_to_string("exchange/questions/behalf.html", context)


@register.simple_tag
def name_field(is_asked: bool | None, name: str, error: str | None) -> SafeString:  # noqa: FBT001 - as above
    """Ask for the name of who sends, where the link does not know it."""
    if not is_asked:
        return NOTHING
    return render_to_string("exchange/questions/name_field.html", {"name": name, "error": error or ""})


@register.simple_tag
def language_field(languages: Sequence[Option]) -> SafeString:
    """Ask for the language of the texts, where there are any."""
    if not languages:
        return NOTHING
    return render_to_string("exchange/questions/language_field.html", {"languages": languages})


@register.simple_tag
def selected(option: Option) -> SafeString:
    return attributes({"selected": option.is_chosen})


@register.simple_tag
def language_of(code: str) -> SafeString:
    """Say in which language an element is written, where that is known."""
    return attributes({"lang": code or None})


@register.simple_tag
def language_of_text(item: QuestionItem, code: str) -> SafeString:
    """As `language_of`; choices are in the language of the page."""
    return NOTHING if item.is_choice else language_of(code)


@register.simple_tag
def draft_state(saved: str) -> SafeString:
    return format_html('<span data-draft-state role="status">{}</span>', saved)


@register.simple_tag
def colleague_link(url: str) -> SafeString:
    if not url:
        return NOTHING
    return format_html('<a class="tap" href="{}">{}</a>', url, pgettext("letter", "Ask a colleague"))


@register.simple_tag
def sheet_link(url: str) -> SafeString:
    if not url:
        return NOTHING
    label = pgettext("letter", "Answer in a spreadsheet")
    return format_html('<a class="tap" href="{}">{}</a>', url, label)


@register.simple_tag
def sheet_before(value: str) -> SafeString:
    """Say what is saved instead of what the sheet says."""
    return format_html('<br><del class="muted small">{}</del>', value) if value else NOTHING


@register.simple_tag
def save_button(is_shown: bool) -> SafeString:  # noqa: FBT001 - as above
    """Offer to save the draft where no script does."""
    if not is_shown:
        return NOTHING
    button = (
        '<button class="button button--quiet send-bar__save" type="submit" form="answer" name="act"'
        ' value="save">{}</button>'
    )
    return format_html(button, pgettext("letter", "Save the draft"))


@register.simple_tag
def sent_heading(is_answered: bool, again: str) -> str:  # noqa: FBT001 - as above
    if is_answered and again:
        return pgettext("letter", "Thank you")
    return pgettext("letter", "This question is closed")


@register.simple_tag
def sent_sentence(is_answered: bool, has_nothing: bool, name: str) -> SafeString:  # noqa: FBT001 - as above
    if not is_answered:
        return element("p", pgettext("letter", "Answers to it are no longer taken."))
    if has_nothing:
        text = pgettext("letter", "It is recorded that there is nothing to report. Sent by %(name)s.")
    else:
        text = pgettext("letter", "Your answer is recorded. Sent by %(name)s.")
    return element("p", text % {"name": name})


# Reading --------------------------------------------------------------------------------------------


@register.simple_tag
def tab_link(name: str, label: str, is_current: bool, query: QueryDict) -> SafeString:  # noqa: FBT001 - as above
    """Link to another tab, narrowed as this one is."""
    narrowed = {key: value for key, value in query.items() if key not in {"show", "page"} and value}
    address = urlencode({"show": name} | narrowed)
    current = attributes({"aria-current": "page" if is_current else None})
    return format_html('<a href="?{}"{}>{}</a>', address, current, label)


@register.simple_tag
def question_number(question: Question) -> str:
    return _("Question %(number)d") % {"number": question.number or 0}


@register.simple_tag
def question_title(question: Question) -> SafeString:
    """Link to a question, after its number once it has one."""
    number = (
        format_html('<span class="answer__number">{}</span> ', question.number)
        if question.number
        else NOTHING
    )
    return format_html('{}<a href="{}">{}</a>', number, question.get_absolute_url(), question.title)


@register.simple_tag
def spans(texts: Sequence[str]) -> SafeString:
    return format_html_join("", " <span>{}</span>", ((text,) for text in texts if text))


@register.simple_tag
def status_mark(kind: str, text: str) -> SafeString:
    return SafeString(render_to_string("components/status.html", {"kind": kind, "text": text}))


@register.simple_tag
def summary_of(question: Question, title: str) -> SafeString:
    """Show the summary under its title; that there is none yet only while answers come in."""
    if not question.summary:
        return element("p", _("There is no summary yet."), "muted")
    return format_html(
        '<h2>{}</h2><div class="prose">{}</div>',
        title,
        SafeString(linebreaks(question.summary, autoescape=True)),
    )


@register.simple_tag
def choice_legend(shown: ChoiceMap, narrowing: ListFilter) -> SafeString:
    """Show each choice with its mark and its number, as a link to the answers that chose it."""
    name = f"a{shown.item.number}"
    rows = (
        (
            urlencode({name: choice.value}),
            attributes({"aria-current": "true" if narrowing.chosen(name) == choice else None}),
            tile_icon(choice.value),
            choice.label,
            number,
        )
        for choice, number in shown.legend
    )
    entries = format_html_join("", '<li><a class="tap" href="?{}#answers"{}>{} {} <b>{}</b></a></li>', rows)
    return format_html('<ul class="choice-legend">{}</ul>', entries)


@register.simple_tag
def responses(reading: Reading) -> SafeString:
    """Show who answered, with what is said first and counted set off."""
    if not reading.answers:
        return format_html("{}", reading.sentence)
    text = _("<b>Responses from</b> {} <b>{}</b>. {}")
    return format_html(text, reading.names, reading.total, reading.rest)


@register.simple_tag
def clear_link(narrowing: ListFilter, question: Question) -> SafeString:
    if not narrowing.is_used:
        return NOTHING
    url = f"{question.get_absolute_url()}#answers"
    return format_html('<a class="button button--quiet" href="{}">{}</a>', url, _("Show all"))
