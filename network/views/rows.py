"""An appointment as pages list it, with what this reader may do with it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from network.models import Appointment
from network.permissions import may_see_instrument
from network.sections import Action
from nfp_portal.accounts.access import Reader


@dataclass(frozen=True)
class AppointmentRow:
    """`reference` names the instrument; `scan_url` is empty for who may not open its scan."""

    appointment: Appointment
    reference: str
    scan_url: str
    actions: list[Action]


def rows_of(appointments: list[Appointment], reader: Reader, *, may_record: bool) -> list[AppointmentRow]:
    """One query at most for each appointment with a scan, for a delegation alone."""
    return [_row(each, reader, may_record=may_record) for each in appointments]


def _row(appointment: Appointment, reader: Reader, *, may_record: bool) -> AppointmentRow:
    named = appointment.instrument_reference
    reference = f"{appointment.get_instrument_kind_display()} {named}" if named else ""
    opens = appointment.instrument_file and may_see_instrument(reader, appointment.state)
    scan_url = reverse("network:instrument", args=[appointment.pk]) if opens else ""
    return AppointmentRow(appointment, reference, scan_url, actions_on(appointment) if may_record else [])


def actions_on(appointment: Appointment) -> list[Action]:
    """What an editor may do with an appointment."""
    hand_over = _("Name the successor") if appointment.is_over else _("Hand over")
    possible = (
        (_("End"), "end_appointment", not appointment.ends_on),
        (hand_over, "hand_over", True),
        (_("Make first contact"), "first_contact", _may_become_first_contact(appointment)),
        (_("Correct"), "correct_appointment", True),
    )
    about = str(appointment.person)
    return [
        Action(label, reverse(f"network:{name}", args=[appointment.pk]), about=about)
        for label, name, is_possible in possible
        if is_possible
    ]


def _may_become_first_contact(appointment: Appointment) -> bool:
    return not (appointment.is_primary or appointment.becomes_primary or appointment.is_over)
