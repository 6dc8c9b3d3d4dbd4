"""Sentences about initiatives that pages and documents share."""

from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.translation import gettext as _

from exchange.initiatives.models import Initiative
from meetings.participation.attendance import enumerated
from network.labels import state_in_text
from network.models import Organisation, State
from network.templatetags.network import link


def name_of(body: object) -> str:
    """Name a State inside a sentence as it is called today, or an organisation."""
    return state_in_text(body) if isinstance(body, State) else str(body)


def proposed_by(initiative: Initiative) -> str:
    """Write "Proposed by Austria with Italy" or "Draft of Austria"; nothing where nobody is recorded."""
    first, *others = [name_of(body) for body in initiative.bodies] or [""]
    if not first:
        return ""
    if initiative.is_draft:
        return _("Draft of %(first)s") % {"first": first}
    text = _("Proposed by %(first)s with %(others)s") if others else _("Proposed by %(first)s")
    return text % {"first": first, "others": enumerated(others)}


def facts_of(initiative: Initiative) -> list[tuple[str, str]]:
    """Return what a page shows beside it, as term and text."""
    due = date_format(initiative.due_on, "j F Y") if initiative.due_on else ""
    structures = [body for body in initiative.bodies if isinstance(body, Organisation) and body.is_structure]
    sponsors = [
        (_("Structures of the OSCE"), format_html_join(", ", "{}", ((link(each),) for each in structures)))
    ]
    facts = (
        *(sponsors if structures else ()),
        (_("Field of work"), link(initiative.field)),
        (_("Led by"), initiative.lead),
        (_("Organised by"), initiative.organisers),
        (_("Due"), due),
        (_("Next step"), initiative.next_step),
        (_("Support requested"), initiative.support),
    )
    return [(term, text or _("not recorded")) for term, text in facts]
