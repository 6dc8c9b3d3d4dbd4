"""The page on which a State answers: behind a link, for its people who signed in, for editors on its behalf.

What a POST does is its button's `act`. Without script the draft is saved by a button.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import pghistory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import get_language, get_language_info, pgettext

from exchange.questions.actions import answers as actions
from exchange.questions.forms import ColleagueForm
from exchange.questions.letters import asker_of
from exchange.questions.models import Answer, Choice, Question, QuestionItem
from exchange.questions.models.questions import LONGEST_ANSWER
from exchange.questions.wording import audience_label, audiences_of, value_in_words
from network.labels import state_name
from network.rounds.actions.answers import GivenAnswer
from network.rounds.models import Addressee, Outcome
from nfp_portal.accounts.languages import LETTER_LANGUAGES
from nfp_portal.links.views import ORIGIN
from nfp_portal.revisions.drafts import draft_kept
from nfp_portal.revisions.forms import parse_revision
from nfp_portal.revisions.stale import StaleError
from nfp_portal.text.normal import without_control_characters
from nfp_portal.ui.letters import written_day

LONGEST_NAME, LONGEST_NOTE = 200, 400
LANGUAGES = [*LETTER_LANGUAGES, ""]


@dataclass(frozen=True)
class Option:
    """One of several choices; `checked` is the attribute of its input."""

    value: str
    label: Any
    is_chosen: bool

    @property
    def checked(self) -> str:
        return "checked" if self.is_chosen else ""


@dataclass(frozen=True)
class ItemField:
    """One item with its control: options of a choice, or the text; `theirs` is what was saved meanwhile."""

    item: QuestionItem
    value: str
    error: str = ""
    theirs: str = ""

    @property
    def options(self) -> list[Option]:
        return [Option(value, label, is_chosen=value == self.value) for value, label in Choice.choices]


@dataclass
class AnswerPage:
    """A State's answer to one question as one of its people sees it; `path` leads back to the page."""

    request: HttpRequest
    row: Addressee
    question: Question
    given: GivenAnswer
    base: str
    path: str
    context: Mapping[str, Any]
    is_staff: bool = False
    may_ask_colleague: bool = True
    answer: Answer = field(init=False)

    def __post_init__(self) -> None:
        self.answer = actions.answer_of(self.row)

    @cached_property
    def may_read(self) -> bool:
        """Whether what is saved is for this person: no draft of a State is the secretariat's to read."""
        if not self.is_staff:
            return True
        return Answer.objects.visible_to(self.request.user).filter(pk=self.answer.pk).exists()

    @property
    def has_draft(self) -> bool:
        """Whether what is typed is kept as a draft: by people of the State, until the answer is sent."""
        return not self.is_staff and not self.row.is_answered

    @cached_property
    def items(self) -> list[QuestionItem]:
        return list(self.question.items.all())

    @cached_property
    def stored(self) -> dict[int, str]:
        """What is saved and this person may read, by the number of the item."""
        rows = self.answer.parts.select_related("item") if self.answer.pk and self.may_read else ()
        return {part.item.number: part.value for part in rows}

    def address(self, what: str = "") -> str:
        return f"{self.path}{'&' if '?' in self.path else '?'}{what}" if what else self.path

    @property
    def saved(self) -> actions.Written:
        return actions.Written(self.stored, self.answer.audience, self.answer.revision, self.language)

    def written(self) -> actions.Written:
        posted = self.request.POST
        audience = posted.get("audience", "")
        return actions.Written(
            values={item.number: _typed(item, posted.get(item.field, "")) for item in self.items},
            audience=audience if audience in self.audiences else self.answer.audience,
            revision=parse_revision(posted.get("revision", "")) or 0,
            language=language if (language := posted.get("language")) in LANGUAGES else self.language,
        )

    @property
    def language(self) -> str:
        """The language of the texts: as saved, and before that the one of the page."""
        return self.answer.language if self.answer.saved_at else get_language() or "en"

    @property
    def audiences(self) -> dict[str, str]:
        return audiences_of(self.question)

    def render(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        own = {
            "base": self.base,
            "question": self.question,
            "asker": asker_of(self.question),
            "state": state_name(self.state),
            "due": written_day(self.row.round.closes_on),
            "until": written_day(self.row.round.takes_answers_until),
            "is_staff": self.is_staff,
            "given_by": self.given.name if self.is_staff else "",
            "note": self.given.note,
            "back": self.path,
            "colleague_url": self.address("colleague") if self.may_ask_colleague else "",
            "sheet_url": self.address("sheet"),
            "language_of_question": "en",
        }
        shown = {**self.context, **own, **context}
        return render(self.request, f"exchange/questions/{template}.html", shown, status=status)

    @property
    def state(self) -> Any:
        return self.row.state


def _typed(item: QuestionItem, value: str) -> str:
    """What may be kept of what was sent: one of the choices, or a text of the longest length."""
    if item.is_choice:
        return value if value in Choice.values else ""
    return without_control_characters(value.replace("\r\n", "\n")).strip()[:LONGEST_ANSWER]


def show_or_act(page: AnswerPage) -> HttpResponse:
    """Raises `RoundClosedError`, `NoLongerAskedError`."""
    if "colleague" in page.request.GET and page.may_ask_colleague:
        return _colleague(page)
    if page.request.method != "POST":
        is_done = page.row.is_answered and "again" not in page.request.GET
        return sent_page(page) if is_done else _form_page(page)
    with pghistory.context(**ORIGIN if page.base == "links/base.html" else {}):
        return _ACTS.get(page.request.POST.get("act", ""), _save)(page)


def _form_page(
    page: AnswerPage, status: int = 200, written: actions.Written | None = None, **context: Any
) -> HttpResponse:
    """Show the form with what is saved, or with what was `written` into it."""
    shown = written or page.saved
    errors: frozenset[int] = context.pop("errors", frozenset())
    theirs: Mapping[int, str] = context.pop("theirs", {})
    missing = pgettext("letter", "Please answer this question.")
    return page.render(
        "answer",
        status,
        fields=[
            ItemField(
                item,
                shown.values.get(item.number, ""),
                missing if item.number in errors else "",
                value_in_words(item, theirs.get(item.number, "")),
            )
            for item in page.items
        ],
        audiences=[
            Option(value, label, is_chosen=value == shown.audience) for value, label in page.audiences.items()
        ],
        revision=shown.revision,
        text_languages=_languages(page, shown.language),
        saved=_saved(page),
        is_sent=page.row.is_answered,
        autosaves=page.has_draft,
        replaces_draft=page.is_staff and page.answer.saved_at is not None,
        **context,
    )


def _languages(page: AnswerPage, language: str) -> list[Option]:
    """Return what is offered as the language of the texts; nothing where no item asks for a text."""
    if all(item.is_choice for item in page.items):
        return []
    named = [(code, get_language_info(code)["name_local"]) for code in LANGUAGES if code]
    offered = [*named, ("", pgettext("letter", "Another language"))]
    return [Option(code, label, is_chosen=code == language) for code, label in offered]


def _saved(page: AnswerPage) -> str:
    """Say when a draft was saved last, and by whom where that was somebody else."""
    if page.answer.saved_at is None or page.row.is_answered or page.is_staff:
        return ""
    at = localtime(page.answer.saved_at)
    values = {"time": f"{at:%H:%M}", "day": written_day(at.date()), "name": page.answer.saved_by}
    if page.answer.saved_by and page.answer.saved_by != page.given.name:
        return pgettext("letter", "Draft saved on %(day)s at %(time)s by %(name)s") % values
    return pgettext("letter", "Draft saved on %(day)s at %(time)s") % values


def _save(page: AnswerPage) -> HttpResponse:
    """Keep the draft; the script of the page asks for no page in answer."""
    is_quiet = "quiet" in page.request.POST
    try:
        answer = actions.save_draft(page.row.key, page.written(), name=page.given.name)
    except StaleError as stale:
        return HttpResponse(status=409) if is_quiet else _conflict(page, stale)
    except actions.AlreadySentError:
        return HttpResponse(status=409) if is_quiet else redirect(page.address())
    if is_quiet:
        return draft_kept(revision=answer.revision)
    return redirect(page.address())


def _conflict(page: AnswerPage, stale: StaleError) -> HttpResponse:
    """Show what somebody else saved meanwhile beside what was typed; sent again, what was typed counts."""
    written = page.written()
    page.answer = stale.row
    page.__dict__.pop("stored", None)
    theirs = {
        number: value for number, value in page.stored.items() if value != written.values.get(number, "")
    }
    differs = page.may_read and stale.row.audience != written.audience
    return _form_page(
        page,
        409,
        replace(written, revision=stale.row.revision),
        theirs=theirs,
        their_audience=audience_label(page.question, stale.row.audience) if differs else "",
        conflict=_conflict_in_words(stale.row.saved_by),
    )


def _conflict_in_words(name: str) -> str:
    if not name:
        return pgettext(
            "letter",
            "Somebody else saved another version meanwhile. What differs is shown; what you send counts.",
        )
    text = pgettext(
        "letter", "%(name)s saved another version meanwhile. What differs is shown; what you send counts."
    )
    return text % {"name": name}


def _send(page: AnswerPage) -> HttpResponse:
    written = page.written()
    if not page.given.name:
        return _nameless(page, written)
    try:
        actions.send_answer(page.row.key, written, given=page.given)
    except actions.UnansweredError as unanswered:
        numbers = frozenset(unanswered.numbers)
        return _form_page(page, 422, written, errors=numbers)
    except StaleError as stale:
        return _conflict(page, stale)
    return redirect(_after_sending(page))


def _after_sending(page: AnswerPage) -> str:
    """Editors go on with the board."""
    return page.row.round.get_absolute_url() if page.is_staff else page.address()


def _nothing(page: AnswerPage) -> HttpResponse:
    written = page.written()
    if not page.given.name:
        return _nameless(page, written)
    try:
        actions.report_nothing(page.row.key, revision=written.revision, given=page.given)
    except StaleError as stale:
        return _conflict(page, stale)
    return redirect(_after_sending(page))


def _nameless(page: AnswerPage, written: actions.Written) -> HttpResponse:
    error = pgettext("letter", "Please give your name and function.")
    field = "given_by" if page.is_staff else "name"
    return _form_page(page, 422, written, name_error=(field, error))


def _fill(page: AnswerPage) -> HttpResponse:
    """Show the form with what was read from a sheet; nothing is kept before it is sent."""
    return _form_page(page, written=page.written())


_ACTS: dict[str, Callable[[AnswerPage], HttpResponse]] = {
    "send": _send,
    "nothing": _nothing,
    "save": _save,
    "fill": _fill,
}


def sent_page(page: AnswerPage, *, is_closed: bool = False) -> HttpResponse:
    """Show what was sent; it changes until the round closes."""
    values, names_sender = page.stored, page.may_read or page.row.outcome != Outcome.ANSWERED
    return page.render(
        "sent",
        rows=[
            (item, value_in_words(item, values[item.number]))
            for item in page.items
            if page.row.is_answered and item.number in values
        ],
        has_nothing=page.row.outcome == Outcome.NOTHING,
        is_answered=page.row.is_answered,
        may_read=page.may_read,
        audience=audience_label(page.question, page.answer.audience),
        text_language=page.answer.language,
        sent_by=page.row.answered_name if names_sender else state_name(page.state),
        again="" if is_closed else page.address("again"),
    )


# A colleague ----------------------------------------------------------------------------------------


def _colleague(page: AnswerPage) -> HttpResponse:
    form = ColleagueForm(page.request.POST or None)
    if page.request.method == "POST" and form.is_valid():
        invited = actions.Invited(**form.cleaned_data, language=get_language() or "en")
        try:
            actions.ask_colleague(page.row.key, invited, by_name=page.given.name or state_name(page.state))
        except actions.ManyColleaguesError:
            form.add_error(None, pgettext("letter", "Five colleagues have a link already."))
        else:
            return redirect(page.address("colleague"))
    return page.render("colleague", 422 if form.errors else 200, form=form, holders=_holders(page))


@dataclass(frozen=True)
class Holder:
    """Somebody who has a link to the draft, and what they did with it last."""

    name: str
    role: str
    wrote: str


def _holders(page: AnswerPage) -> list[Holder]:
    answer = page.answer
    wrote = _saved_at(answer)
    mailboxes = [
        (box.name or box.address, pgettext("letter", "Addressee")) for box in page.row.mailboxes.all()
    ]
    colleagues = list(answer.colleagues.all()) if answer.pk else []
    named = [
        (each.name, pgettext("letter", "Colleague, asked by %(name)s") % {"name": each.invited_by})
        for each in colleagues
    ]
    return [
        Holder(name, role, wrote if name == answer.saved_by else "") for name, role in (*mailboxes, *named)
    ]


def _saved_at(answer: Answer) -> str:
    if answer.saved_at is None:
        return ""
    at = localtime(answer.saved_at)
    values = {"day": written_day(at.date()), "time": f"{at:%H:%M}"}
    return pgettext("letter", "wrote on %(day)s at %(time)s") % values
