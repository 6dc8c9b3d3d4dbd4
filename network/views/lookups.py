"""Find what an address names."""

from django.shortcuts import get_object_or_404

from network.models import Appointment


def appointment_of(key: int) -> Appointment:
    return get_object_or_404(Appointment.objects.with_people(), pk=key)
