"""The pages behind the link of a focal point, and behind that of a colleague who was asked to help."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from exchange.questions.links import PURPOSE
from exchange.questions.models import Colleague, Question
from exchange.questions.views.answers import LONGEST_NAME, AnswerPage, sent_page
from exchange.questions.views.sheets import show_or_act
from network.models import Appointment
from network.rounds.actions.answers import GivenAnswer, NoLongerAskedError, RoundClosedError
from network.rounds.models import Addressee, Channel, Mailbox
from network.rounds.views.link import closed_page, ended_page
from nfp_portal.links.registry import Purpose, register_purpose
from nfp_portal.links.views import frame, path_in_language
from nfp_portal.text.normal import one_line, printable


def register() -> None:
    register_purpose(
        Purpose(PURPOSE, find=_find, language=lambda colleague: colleague.language, page=colleague)
    )


def _find(key: UUID) -> Colleague | None:
    rows = Colleague.objects.select_related("answer__addressee__round", "answer__addressee__state")
    return rows.filter(key=key).first()


def focal_point(request: HttpRequest, mailbox: Mailbox) -> HttpResponse:
    if _has_left(mailbox):
        return ended_page(request, mailbox.addressee)
    return _answered(_page(request, mailbox.addressee, mailbox.name))


def focal_point_afterwards(request: HttpRequest, mailbox: Mailbox) -> HttpResponse:
    if _has_left(mailbox):
        return closed_page(request)
    return sent_page(_page(request, mailbox.addressee, mailbox.name), is_closed=True)


def _has_left(mailbox: Mailbox) -> bool:
    """Whether the letter went to somebody whose appointment for the State has ended since."""
    of_address = Appointment.objects.filter(state=mailbox.addressee.state, person__email=mailbox.address)
    return of_address.exists() and not of_address.in_force().exists()


def colleague(request: HttpRequest, holder: Colleague) -> HttpResponse:
    """Show the same draft until the round closes; a colleague asks nobody else."""
    page = _page(request, holder.answer.addressee, holder.name)
    page.may_ask_colleague = False
    if not page.row.round.is_open:
        return closed_page(request)
    return _answered(page)


def _answered(page: AnswerPage) -> HttpResponse:
    try:
        return show_or_act(page)
    except RoundClosedError:
        return closed_page(page.request)
    except NoLongerAskedError:
        return ended_page(page.request, page.row)


def _typed_name(request: HttpRequest) -> str:
    return printable(one_line(request.POST.get("name", "")))[:LONGEST_NAME]


def _page(request: HttpRequest, row: Addressee, name: str) -> AnswerPage:
    return AnswerPage(
        request=request,
        row=row,
        question=Question.objects.select_related("state", "author", "round").get(round=row.round_id),
        given=GivenAnswer(Channel.LINK, name=name or _typed_name(request)),
        base="links/base.html",
        path=path_in_language(request),
        context=frame(request) | {"asks_name": not name, "name": request.POST.get("name", "")},
    )
