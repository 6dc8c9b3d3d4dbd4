"""Who writes a self-assessment, and who closes and shares it."""

from exchange.self_assessment.models import SelfAssessment
from network.models import Appointment
from network.permissions import represented_states
from nfp_portal.accounts.access import Reader, Who, is_focal_point
from nfp_portal.accounts.models import Role

# Whose addresses write: the focal points of a State and its delegation.
OFFICIALS: Who = frozenset({Role.FOCAL_POINT, Role.DELEGATION})


def may_write(reader: Reader, assessment: SelfAssessment) -> bool:
    """Whether the reader is one of the State's own people, as long as it is open."""
    return assessment.is_open and is_own(reader, assessment)


def is_own(reader: Reader, assessment: SelfAssessment) -> bool:
    return represented_states(reader).filter(pk=assessment.state_id).exists()


def is_first_contact(reader: Reader, assessment: SelfAssessment) -> bool:
    """Whether the reader closes it, opens it again and shares it: the first contact of its State today."""
    if not is_focal_point(reader):
        return False
    primary = Appointment.objects.primary()
    return primary.filter(person__user=reader.pk, state=assessment.state_id).exists()
