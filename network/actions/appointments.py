"""Begin and end appointments."""

from datetime import date

from django.db import transaction

from network.models import Appointment, EndReason


class AlreadyEndedError(Exception):
    """The appointment has an end already."""


@transaction.atomic
def end_appointment(appointment_id: int, *, on: date, reason: EndReason) -> Appointment:
    """End an appointment, so that `on` is the first day it is not in force.

    Raises `AlreadyEndedError` if it has an end. The row stays locked until the transaction ends.
    """
    appointment = Appointment.objects.select_for_update().get(pk=appointment_id)
    if appointment.ends_on is not None:
        raise AlreadyEndedError
    appointment.ends_on = on
    appointment.end_reason = reason
    appointment.save(update_fields=["ends_on", "end_reason"])
    return appointment
