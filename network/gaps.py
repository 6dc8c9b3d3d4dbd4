"""What is missing in the representation of a State, and the letter that asks for it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db import models
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from network.models import Appointment, AppointmentStatus, Person, State
from nfp_portal.database.truncated import Truncated

ENOUGH = 2


class Lack(models.TextChoices):
    NOBODY = "nobody", gettext_lazy("No focal point is named.")
    ONE_ONLY = "one_only", gettext_lazy("Only one focal point is named: nobody stands in.")
    FIRST_CONTACT = "first_contact", gettext_lazy("No focal point is named as the first contact.")
    OVERDUE = "overdue", gettext_lazy("Entries wait for their yearly confirmation.")
    UNREACHABLE = "unreachable", gettext_lazy("Mail to focal points bounces.")


@dataclass(frozen=True)
class Gap:
    """Something missing, with the people it is about (none where there is nobody)."""

    lack: Lack
    people: tuple[Person, ...] = ()
    # Whether all who speak for the State were looked at, or the first of very many.
    of_all: bool = True

    @property
    def links(self) -> str:
        """Links to the entries of the people it is about, each on a line of its own."""
        addresses = ((person.get_absolute_url(), person.in_list) for person in self.people)
        return format_html_join("", '<br><a href="{}">{}</a>', addresses)

    @property
    def message(self) -> str:
        number = len(self.people)
        if self.lack == Lack.OVERDUE:
            one, many = _("%(n)d entry waits for"), _("%(n)d entries wait for")
            entries = ngettext(one, many, number) % {"n": number}
            sentence = _("%(entries)s the yearly confirmation.")
            return (sentence if self.of_all else _("At least %(entries)s the yearly confirmation.")) % {
                "entries": entries
            }
        return str(self.lack.label)


def gaps_of(appointments: Iterable[Appointment]) -> list[Gap]:
    """What today's appointments of a State leave open; one query.

    Of a `Truncated` that is cut the numbers are the least that there are, and say so.
    """
    of_all = not (isinstance(appointments, Truncated) and appointments.has_more)
    appointments = list(appointments)
    people = {each.person_id for each in appointments}
    unreachable = set(Person.objects.unreachable().filter(pk__in=people).values_list("pk", flat=True))
    gaps = _gaps(appointments, unreachable, timezone.localdate())
    return [replace(gap, of_all=of_all) for gap in gaps]


def _gaps(appointments: list[Appointment], unreachable: set[int], today: date) -> Iterator[Gap]:
    if not appointments:
        yield Gap(Lack.NOBODY)
        return
    people = {each.person_id: each.person for each in appointments}
    if len(people) < ENOUGH:
        yield Gap(Lack.ONE_ONLY)
    if not any(each.is_primary_on(today) for each in appointments):
        yield Gap(Lack.FIRST_CONTACT)
    overdue = tuple(person for person in people.values() if not person.is_confirmed(today))
    if overdue:
        yield Gap(Lack.OVERDUE, overdue)
    silent = tuple(person for key, person in people.items() if key in unreachable)
    if silent:
        yield Gap(Lack.UNREACHABLE, silent)


def missing_of(named: list[Appointment]) -> list[str]:
    """What a delegation may mend, in words; one query, for appointments with people and successors."""
    in_force = Truncated(each for each in named if each.is_in_force())
    in_force.has_more = isinstance(named, Truncated) and named.has_more
    missing = [_with_names(gap) for gap in gaps_of(in_force)]
    for each in in_force:
        missing += _missing_of_person(each)
    return missing


def _with_names(gap: Gap) -> str:
    names = ", ".join(str(person) for person in gap.people)
    return f"{gap.message} {names}".strip()


def _missing_of_person(appointment: Appointment) -> list[str]:
    person = appointment.person
    ends_unfollowed = appointment.status == AppointmentStatus.ENDING and not appointment.successors.all()
    checks = (
        (not person.email, _("%(person)s has no e-mail address.")),
        (not person.body, _("%(person)s has no agency.")),
        (ends_unfollowed, _("The appointment of %(person)s ends soon, and no successor is named.")),
    )
    return [message % {"person": person} for lacks, message in checks if lacks]


@dataclass(frozen=True)
class Letter:
    """A letter ready to be sent; `to` is empty where no address of the delegation is recorded."""

    to: str
    subject: str
    text: str

    @property
    def mailto(self) -> str:
        """The address that opens the letter in one's mail program (RFC 6068: new lines as CRLF)."""
        query = {"subject": self.subject, "body": self.text.replace("\n", "\r\n")}
        return f"mailto:{quote(self.to, safe='@')}?{urlencode(query, quote_via=quote)}"


def letter_to(state: State, gaps: list[Gap], *, sender: str) -> Letter:
    """Ask a State's delegation for what is missing, in the words of the secretariat."""
    context = {
        "state": state,
        "gaps": gaps,
        "sender": sender,
        "help_address": settings.HELP_ADDRESS,
        "address": f"{settings.SITE_URL}{state.get_absolute_url()}",
    }
    subject = _("National Focal Points Network: focal points of %(state)s") % {"state": state.name_in_text}
    text = render_to_string("network/letter_to_delegation.txt", context)
    contact = state.first_contact
    return Letter(contact.address if contact else "", subject, text.strip() + "\n")
