"""The page behind the link in a round's letters: that of the addressee's kind of round."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import pgettext

from network.rounds.kinds import kind_of, link_page_of, page_afterwards
from network.rounds.links import PURPOSE
from network.rounds.models import Addressee, Mailbox
from network.rounds.queries import with_end
from nfp_portal.links.registry import Purpose, register_purpose
from nfp_portal.links.views import message_page


def register() -> None:
    register_purpose(Purpose(PURPOSE, find=find, language=lambda mailbox: mailbox.language, page=page))


def find(key: UUID) -> Mailbox | None:
    """Return the mailbox of a link; where both entries of a merged person were asked, for the entry kept."""
    mailbox = Mailbox.objects.filter(key=key).first()
    if mailbox is None:
        return None
    mailbox.addressee = _addressees().get(pk=mailbox.addressee_id)
    person = mailbox.addressee.person
    if person and person.merged_into_id:
        own = _addressees().filter(
            round=mailbox.addressee.round_id, person=person.merged_into_id, about=mailbox.addressee.about
        )
        mailbox.addressee = own.first() or mailbox.addressee
    return mailbox


def _addressees() -> QuerySet[Addressee]:
    return Addressee.objects.select_related(
        "round", "person__agency", "person__organisation", "state", "organisation", "represents"
    )


def page(request: HttpRequest, mailbox: Mailbox) -> HttpResponseBase:
    """Show or act; a closed round and one who is no longer asked say so."""
    row = mailbox.addressee
    if not row.round.is_open:
        afterwards = page_afterwards(row.round)
        return afterwards(request, mailbox) if afterwards else closed_page(request)
    has_page = kind_of(row.round).has_page_after_end
    if not has_page and with_end(Addressee.objects.filter(pk=row.pk)).filter(has_ended=True).exists():
        return ended_page(request, row)
    return link_page_of(row.round)(request, mailbox)


def ended_page(request: HttpRequest, row: Addressee) -> HttpResponse:
    return message_page(request, *kind_of(row.round).ended(), status=410)


def closed_page(request: HttpRequest) -> HttpResponse:
    title = pgettext("letter", "This round is closed")
    text = pgettext(
        "letter",
        "Answers to it are no longer taken. If something in your entry should change, "
        "please write to the Secretariat.",
    )
    return message_page(request, title, text, 410)
