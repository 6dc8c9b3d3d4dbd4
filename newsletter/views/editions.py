"""The editors' work on the editions of an issue: what each is called, and its pieces beside the originals."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from newsletter import actions, permissions
from newsletter.forms import EditionForm, TranslationForm
from newsletter.models import Edition, Issue, Piece, PieceText
from newsletter.printed import PrintedIssue
from newsletter.views.autosave import autosaved, closed_meanwhile, is_autosave, saved_now, unfinished
from newsletter.views.compose import not_now
from newsletter.wording import language_name
from nfp_portal.accounts.access import EDITORS, allow, signed_in
from nfp_portal.revisions.forms import RevisedForm
from nfp_portal.revisions.stale import StaleError
from nfp_portal.revisions.views import both_versions
from nfp_portal.ui.buttons import Button


@dataclass(frozen=True)
class TranslatedPiece:
    """A piece of an edition: whether it is translated, as a mark with words, and the button for that."""

    piece: Piece
    mark: str
    state: str
    button: Button | None

    @classmethod
    def of(cls, piece: Piece, issue: Issue, language: str, *, may_edit: bool) -> "TranslatedPiece":
        if piece.language == language:
            return cls(piece, "done", _("written in this language"), None)
        url = reverse("newsletter:translate", args=[issue.number, language, piece.pk])
        label = _("Translate")
        if (text := piece.translation_in(language)) is not None:
            mark, state, label = *_described(piece, text), _("Edit the translation")
        elif any(text.language == language for text in piece.texts.all()):
            mark, state = "due", _("the original changed since it was translated")
        else:
            mark, state = "waiting", _("not translated")
        return cls(
            piece, mark, state, Button(label, url, "quiet small", piece.headline) if may_edit else None
        )


def _described(piece: Piece, text: PieceText) -> tuple[str, str]:
    """Say whether the words of its pictures are translated too, as a mark with words."""
    if all(picture.translated(text.pictures) for picture in piece.text.pictures):
        return "done", _("translated")
    return "due", _("translated, but a picture is not described in this language")


@allow(EDITORS, "GET", "POST")
def edition(request: HttpRequest, number: int, language: str) -> HttpResponse:
    """Write title, period and opening note of an edition, and see which of its pieces are translated."""
    issue = get_object_or_404(Issue.objects.with_pieces(), number=number)
    row = _edition(issue, language)
    form = EditionForm(request.POST or None, instance=Edition.objects.get(pk=row.pk)) if row else None
    if request.method == "POST" and form is not None and form.is_valid():
        return _saved(request, issue, language, form)
    if request.method == "POST" and is_autosave(request):
        return unfinished(request)
    may_edit = permissions.may_edit(request.user, issue)
    back = Button(_("Back to the issue"), reverse("newsletter:compose", args=[number]))
    context = {
        "issue": issue,
        "heading": _edition_heading(issue, language),
        "form": form if may_edit else None,
        "written": None if may_edit else PrintedIssue.of(issue, language),
        "pieces": [
            TranslatedPiece.of(each, issue, language, may_edit=may_edit) for each in issue.pieces.all()
        ],
        "tools": [*_tools(issue, language, may_edit=may_edit and row is not None), back],
    }
    bound = form is not None and form.is_bound
    return render(request, "newsletter/edition.html", context, status=422 if bound else 200)


def _edition(issue: Issue, language: str) -> Edition | None:
    """Return the edition, None for the issue's own language; 404 where it does not appear in this one."""
    if language == issue.language:
        return None
    row = next((each for each in issue.editions.all() if each.language == language), None)
    if row is None:
        raise Http404
    return row


def _edition_heading(issue: Issue, language: str) -> str:
    values = {"number": issue.number, "language": language_name(language)}
    return _("No. %(number)d in %(language)s") % values


def _tools(issue: Issue, language: str, *, may_edit: bool) -> Iterator[Button]:
    preview = reverse("newsletter:preview", args=[issue.number])
    yield Button(_("Preview"), f"{preview}?edition={language}")
    if may_edit:
        remove = reverse("newsletter:remove_edition", args=[issue.number, language])
        yield Button(_("Remove this edition"), remove, "quiet", fields={})


def _saved(request: HttpRequest, issue: Issue, language: str, form: EditionForm) -> HttpResponse:
    try:
        row = actions.change_edition(issue.number, language, by=signed_in(request), **form.cleaned_data)
    except StaleError as stale:
        return _stale(request, form, stale)
    except actions.NotNowError:
        return _closed(request, issue.number)
    if is_autosave(request):
        return saved_now(request, row.revision)
    messages.success(request, _("Saved."))
    return redirect("newsletter:edition", issue.number, language)


def _stale(request: HttpRequest, form: RevisedForm, stale: StaleError) -> HttpResponse:
    if is_autosave(request):
        message = _("Not saved: somebody else changed this. Click Save to compare both versions.")
        return autosaved(request, message, status=409)
    return both_versions(request, form, stale.row)


def _closed(request: HttpRequest, number: int) -> HttpResponse:
    return closed_meanwhile(request, number) if is_autosave(request) else not_now(request, number)


@allow(EDITORS, "POST")
def add(request: HttpRequest, number: int, language: str) -> HttpResponse:
    get_object_or_404(Issue, number=number)
    if language not in dict(settings.LANGUAGES):
        raise Http404
    try:
        actions.add_edition(number, language, by=signed_in(request))
    except actions.NotNowError:
        return not_now(request, number)
    values = {"language": language_name(language)}
    messages.success(request, _("The issue appears in %(language)s too.") % values)
    return redirect("newsletter:edition", number, language)


@allow(EDITORS, "POST")
def remove(request: HttpRequest, number: int, language: str) -> HttpResponse:
    get_object_or_404(Issue, number=number)
    try:
        actions.remove_edition(number, language, by=signed_in(request))
    except actions.NotNowError:
        return not_now(request, number)
    undo = reverse("newsletter:add_edition", args=[number, language])
    values = {"language": language_name(language)}
    message = _("The issue no longer appears in %(language)s.") % values
    messages.success(request, message, extra_tags=f"undo:{undo}")
    return redirect("newsletter:compose", number)


@allow(EDITORS, "GET", "POST")
def translate(request: HttpRequest, number: int, language: str, piece: int) -> HttpResponse:
    """Write a piece in the language of an edition, beside what it says in its own."""
    issue = get_object_or_404(Issue.objects.with_pieces(), number=number)
    original = _original(issue, language, piece)
    if not permissions.may_edit(request.user, issue):
        return _closed(request, number)
    text = original.texts.filter(language=language).first()
    form = TranslationForm(request.POST or None, instance=text or _begun(original, language))
    if request.method == "POST" and form.is_valid():
        return _translated(request, issue, original, form)
    if request.method == "POST" and is_autosave(request):
        return unfinished(request)
    context = {
        "issue": issue,
        "piece": original,
        "form": form,
        "is_outdated": text is not None and text.source_hash != original.source_hash,
        "edition_title": _edition_heading(issue, language),
        "edition_url": reverse("newsletter:edition", args=[number, language]),
    }
    return render(request, "newsletter/translate.html", context, status=422 if form.is_bound else 200)


def _original(issue: Issue, language: str, pk: int) -> Piece:
    """Return the piece of the issue that may be translated into this language; else 404."""
    piece = next((each for each in issue.pieces.all() if each.pk == pk), None)
    if piece is None or language == piece.language or language not in issue.languages:
        raise Http404
    return piece


def _begun(piece: Piece, language: str) -> PieceText:
    """Return a translation to be written; that of a block begins as the portal writes it in this language."""
    block = actions.block_of(piece)
    written = {"headline": block.headline_in(language), "body": block.text_in(language)} if block else {}
    return PieceText(piece=piece, language=language, revision=0, **written)


def _translated(request: HttpRequest, issue: Issue, piece: Piece, form: TranslationForm) -> HttpResponse:
    language = form.instance.language
    try:
        text = actions.translate(piece.pk, language, by=signed_in(request), **form.cleaned_data)
    except StaleError as stale:
        return _stale(request, form, stale)
    except actions.NotNowError:
        return _closed(request, issue.number)
    is_of_now = text.source_hash == piece.source_hash
    note = _("Saved, but the original was changed while you translated it. Compare it once more.")
    if is_autosave(request):
        return (
            saved_now(request, text.revision)
            if is_of_now
            else autosaved(request, note, revision=text.revision)
        )
    if not is_of_now:
        messages.error(request, note)
        return redirect(request.path)
    messages.success(request, _("Saved: %(headline)s.") % {"headline": text.headline})
    return redirect("newsletter:edition", issue.number, language)
