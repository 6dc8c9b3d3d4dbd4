"""The letters that say what was decided on a point, in six languages by the catalogue of letters."""

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.db.models import Q
from django.utils.translation import override, pgettext

from meetings.points.models import Point, Raiser
from meetings.recipients import Recipient, each_address_once, recipient_of
from network.permissions import represented_states
from nfp_portal.accounts.languages import for_letters
from nfp_portal.accounts.models import User
from nfp_portal.text.normal import one_line
from nfp_portal.ui.letters import Letter, render_letter


def prefix_of(point: Point) -> str:
    """Return what the keys of all letters about a point begin with."""
    return f"point {point.key} "


def recipients_of(point: Point) -> list[Recipient]:
    """Return who raised a point, each address once: the account that did, else the contacts of the body."""
    raised = Raiser.objects.filter(Q(point=point) | Q(point__merged_into=point)).order_by("point", "position")
    rows: Iterable[Raiser] = raised.select_related("state", "organisation", "by")
    return each_address_once(each for row in rows for each in _recipients(row))


def _recipients(row: Raiser) -> Iterator[Recipient]:
    if row.by is not None and _speaks_for(row.by, row):
        yield Recipient(str(row.by), row.by.email, row.by.language)
    else:
        yield from map(recipient_of, row.body.contacts.select_related("state", "organisation"))


def _speaks_for(user: User, row: Raiser) -> bool:
    """Whether the account still speaks for the State, which else is written to by its contacts."""
    return user.is_active and row.state in represented_states(user)


def letter_of(point: Point, recipient: Recipient) -> Letter:
    """Say that a point is on the agenda, or was declined and why."""
    language = for_letters(recipient.language)
    with override(language):
        values = {"title": one_line(point.title), "meeting": one_line(point.meeting.title)}
        subject, text = _declined() if point.declined_at else _on_agenda()
        context = {
            "subject_line": subject % values,
            "greeting": pgettext("letter", "Dear %(name)s,") % {"name": one_line(recipient.name)},
            "text": text % values,
            "facts": [(pgettext("letter", "Remark"), point.remark)] if point.declined_at else [],
            "button": pgettext("letter", "Open the meeting"),
            "link": settings.SITE_URL + point.meeting.get_absolute_url(),
            "after": pgettext("letter", "If you have questions, please answer this message."),
            "reason": pgettext("letter", "You receive this message because you raised this point."),
        }
        return render_letter("email/facts_letter", context, language=language)


def _on_agenda() -> tuple[str, str]:
    subject = pgettext("letter", "Your point is on the agenda: %(title)s")
    text = pgettext(
        "letter",
        "the Secretariat has put the point “%(title)s” on the agenda of this meeting: %(meeting)s.",
    )
    return subject, text


def _declined() -> tuple[str, str]:
    subject = pgettext("letter", "Your point is not on the agenda: %(title)s")
    text = pgettext(
        "letter",
        "the Secretariat has not put the point “%(title)s” on the agenda of this meeting: %(meeting)s.",
    )
    return subject, text
