"""What the record itself shows on the page of a structure of the OSCE."""

from django.utils.translation import gettext as _

from network.models import Organisation
from network.permissions import may_see_people
from network.sections import MOST_LINES, Line, Section, register_structure_section, section_of_lines
from nfp_portal.accounts.access import Reader


def people_of_structure(structure: Organisation, reader: Reader) -> Section | None:
    """Return who belongs to it, for those who see people; one query."""
    if not may_see_people(reader):
        return None
    people = structure.people.kept().select_related("state")[: MOST_LINES + 1]
    lines = (
        Line(
            str(person), person.get_absolute_url(), person.function, is_demonstration=person.is_demonstration
        )
        for person in people
    )
    return section_of_lines(_("People"), lines)


def register() -> None:
    register_structure_section(people_of_structure)
