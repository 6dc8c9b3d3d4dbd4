"""The Network's record: States and bodies, the people who speak for them, and by which act."""

from network.models.appointments import Appointment, AppointmentStatus, EndReason, InstrumentKind
from network.models.bodies import Agency, AgencyKind, FieldOfWork, NewAgency, Organisation, OrganisationKind
from network.models.contacts import Contact
from network.models.coverage import Coverage, StateCoverage, coverage
from network.models.delegations import Delegate
from network.models.directory_entries import DirectoryEntry
from network.models.duplicates import NotDuplicate
from network.models.networks import Membership, Network
from network.models.people import Person, Visibility
from network.models.states import Chair, Participation, State, StateName, SubRegion

__all__ = [
    "Agency",
    "AgencyKind",
    "Appointment",
    "AppointmentStatus",
    "Chair",
    "Contact",
    "Coverage",
    "Delegate",
    "DirectoryEntry",
    "EndReason",
    "FieldOfWork",
    "InstrumentKind",
    "Membership",
    "Network",
    "NewAgency",
    "NotDuplicate",
    "Organisation",
    "OrganisationKind",
    "Participation",
    "Person",
    "State",
    "StateCoverage",
    "StateName",
    "SubRegion",
    "Visibility",
    "coverage",
]
