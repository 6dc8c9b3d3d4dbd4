"""Facts and recommendations of an assessment in words, as far as a reader may know them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from exchange.assessments.models import Assessment, Recommendation, Verdict
from exchange.assessments.permissions import may_decide, may_make_initiative, may_prepare, may_take_back
from exchange.initiatives.given_up import given_up, given_up_by_editors
from exchange.initiatives.models import Initiative
from meetings.participation.attendance import enumerated
from network.templatetags.network import link
from nfp_portal.accounts.access import Reader
from nfp_portal.accounts.audience import Audience
from nfp_portal.ui.buttons import Button


def days(first: date | None, last: date | None) -> str:
    """Write "4 May 2026 – 8 May 2026"; nothing where no day is known."""
    known = [date_format(day, "j F Y") for day in dict.fromkeys((first, last)) if day]
    return " – ".join(known)


def readers_of(assessment: Assessment) -> str:
    """Say who may read it."""
    if not assessment.opened_at:
        return _("The State and the Secretariat")
    return str(assessment.get_audience_display())


def what_came_of_it(assessment: Assessment) -> str:
    """Name the initiatives that others read, whether or not they read the assessment; nothing without one."""
    rows = Initiative.objects.filter(recommendation__assessment=assessment)
    read = rows.for_audience(Audience.FOCAL_POINTS).order_by("number")
    names = [_("Initiative %(number)d") % {"number": row.number} for row in read]
    if not names:
        return ""
    return _("What came of it stays as it is, and others read it: %(names)s.") % {"names": enumerated(names)}


def facts_of(assessment: Assessment, *, reads_all: bool) -> list[tuple[str, object]]:
    """Return what the page shows beside it, as term and text; `reads_all` with contact, letter and names."""
    facts: list[tuple[str, object]] = [
        (_("State"), link(assessment.state)),
        (_("Field of work"), link(assessment.field)),
        (_("Requested on"), date_format(assessment.requested_on, "j F Y")),
        (_("Preferred time"), assessment.preferred_time),
        *(_facts_of_plan(assessment, reads_all=reads_all) if assessment.accepted_at else ()),
    ]
    shown = [(term, text or _("not recorded")) for term, text in facts]
    return [*shown, *_private_facts(assessment)] if reads_all else shown


def _facts_of_plan(assessment: Assessment, *, reads_all: bool) -> Iterator[tuple[str, object]]:
    """Yield what is there to know once the request is accepted."""
    members = [(each.name, each.body) for each in assessment.team.all()]
    team = [", ".join(filter(None, pair if reads_all else pair[1:])) for pair in members]
    handed_over = assessment.handed_over_at
    yield _("Framework"), assessment.framework
    yield _("Team"), "\n".join(dict.fromkeys(filter(None, team)))
    yield _("Planned for"), days(assessment.planned_from, assessment.planned_to)
    yield _("Carried out"), days(assessment.held_from, assessment.held_to)
    yield _("Report handed over"), date_format(localtime(handed_over), "j F Y") if handed_over else ""


def _private_facts(assessment: Assessment) -> Iterator[tuple[str, object]]:
    """Yield what the State and the secretariat alone read."""
    yield _("Contact"), assessment.contact or _("not recorded")
    if assessment.letter:
        url = reverse("exchange:assessments:letter", args=[assessment.key])
        yield _("Requested by letter"), format_html('<a href="{}">{}</a>', url, assessment.letter_name)
    yield _("Read by"), readers_of(assessment)


@dataclass(frozen=True)
class ShownRecommendation:
    """A recommendation as the page shows it; `initiative` is there for who may read that."""

    row: Recommendation
    initiative: Initiative | None
    buttons: list[Button]
    note: str = ""

    @property
    def mark(self) -> tuple[str, str]:
        """The kind of the status mark, and the verdict in words."""
        verdict = Verdict(self.row.verdict)
        return verdict.mark, str(verdict.label)


def recommendations_of(
    assessment: Assessment, reader: Reader, *, is_own: bool, is_editor: bool
) -> list[ShownRecommendation]:
    """Return those that `reader` may read, in order; four queries, and one more for editors."""
    rows = list(assessment.recommendations.visible_to(reader))
    initiatives = Initiative.objects.visible_to(reader).in_bulk(
        {each.initiative_id for each in rows} - {None}
    )
    removed = given_up([row.key for row in rows if row.initiative_id is None]) if is_own or is_editor else []
    restorable = {each.key for each in (removed if is_own else given_up_by_editors(removed))}
    shown = []
    for row in rows:
        row.assessment = assessment
        offered = [*(_of_state(row) if is_own else _of_editors(row) if is_editor else ())]
        offered += [_restoring(row)] if row.key in restorable else []
        note = _note_on_initiative(row) if is_own and may_make_initiative(row) else ""
        shown.append(ShownRecommendation(row, initiatives.get(row.initiative_id or 0), offered, note))
    return shown


def _note_on_initiative(row: Recommendation) -> str:
    """Say who will read the initiative."""
    if row.assessment.opened_at:
        return _("Focal points of other States read the initiative at once.")
    return _("It begins as a draft, which your State and the Secretariat read until your State proposes it.")


def _of_state(row: Recommendation) -> Iterator[Button]:
    about = _("recommendation %(number)d") % {"number": row.position}
    if may_decide(row):
        url = _url("verdict", row)
        labels = (("endorsed", _("Endorse"), "small"), ("noted", _("Note"), "quiet small"))
        for verdict, label, style in (*labels, ("not_endorsed", _("Do not endorse"), "quiet small")):
            fields = {"verdict": verdict, "revision": str(row.revision)}
            yield Button(label, url, style, about, fields=fields)
        yield Button(_("Decide with a note"), url, "quiet small", about)
    if may_make_initiative(row):
        yield Button(_("Make it an initiative"), _url("initiative", row), "small", about, fields={})
    if may_take_back(row):
        yield Button(_("Take the verdict back"), _url("take_back", row), "quiet small", about, fields={})


def _restoring(row: Recommendation) -> Button:
    about = _("recommendation %(number)d") % {"number": row.position}
    url = reverse("exchange:initiatives:restore_draft", args=[row.key])
    return Button(_("Bring the draft back"), url, "quiet small", about, fields={})


def _of_editors(row: Recommendation) -> Iterator[Button]:
    about = _("recommendation %(number)d") % {"number": row.position}
    if may_prepare(row.assessment):
        yield Button(_("Change"), _url("reword", row), "quiet small", about)
        yield Button(_("Remove"), _url("remove", row), "quiet small", about)


def _url(name: str, row: Recommendation) -> str:
    return reverse(f"exchange:assessments:{name}", args=[row.assessment.key, row.key])
