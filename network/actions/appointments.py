"""Begin and end appointments."""

from datetime import date

from django.db import transaction

from network.models import Appointment, EndReason


class AlreadyEndedError(Exception):
    """The appointment has an end already."""


@transaction.atomic
def end_appointment(appointment_id: int, *, on: date, reason: EndReason) -> Appointment:
    """End an appointment, so that `on` is the first day it is not in force.

    Raises `AlreadyEndedError` if it has an end. The row stays locked until the transaction ends. The time as
    first contact ends with it at the latest.
    """
    appointment = Appointment.objects.select_for_update().get(pk=appointment_id)
    if appointment.ends_on is not None:
        raise AlreadyEndedError
    appointment.ends_on, appointment.end_reason = on, reason
    limit_first_contact(appointment)
    appointment.revision += 1
    appointment.save()
    return appointment


def limit_first_contact(appointment: Appointment) -> None:
    """Keep the time as first contact within the appointment; a time that lies outside is struck out."""
    begin, until, end = appointment.primary_from, appointment.primary_until, appointment.ends_on
    if begin is None or end is None:
        return
    if begin >= end:
        appointment.primary_from = appointment.primary_until = None
    elif until is not None and until >= end:
        appointment.primary_until = None
