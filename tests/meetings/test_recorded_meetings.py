"""What public records say of the Network's meetings, and nothing beyond it."""

import pytest

from meetings import reference
from meetings.models import AgendaItem, Meeting, Stage
from meetings.participation.attendance import attendance_of, sentence_of
from nfp_portal.accounts.audience import Audience
from tests.factories.meetings import make_meeting, make_participant

pytestmark = pytest.mark.django_db

STATES_OF_THE_10TH = (
    """
Albania, Germany, the United States of America, Armenia, Austria, Azerbaijan, Belarus, Belgium,
Bosnia and Herzegovina, Canada, Croatia, Estonia, Finland, France,
the former Yugoslav Republic of Macedonia, Georgia, Hungary, Italy, Kyrgyzstan, Latvia, Lithuania,
Moldova, Mongolia, Montenegro, the Netherlands, Poland, Romania, the Russian Federation, Serbia,
Slovakia, Switzerland, Tajikistan, the Czech Republic, Turkmenistan, Ukraine
""".strip()
    .replace(",\n", ", ")
    .split(", ")
)


def meeting(slug: str) -> Meeting:
    return Meeting.objects.get(slug=slug)


def test_loading_again_adds_nothing() -> None:
    before = (Meeting.objects.count(), AgendaItem.objects.count())
    reference.load()
    assert (Meeting.objects.count(), AgendaItem.objects.count()) == before


def test_loading_again_leaves_what_editors_changed() -> None:
    Meeting.objects.filter(slug="13").update(theme="Corrected by an editor")
    reference.load()
    assert meeting("13").theme == "Corrected by an editor"


def test_no_meeting_bears_a_number_that_is_not_recorded() -> None:
    numbered = Meeting.objects.exclude(number=None).order_by("number")
    assert [each.number for each in numbered] == [10, 12, 13, 14, 15]


def test_the_meeting_of_2010_has_no_number() -> None:
    assert meeting("vienna-october-2010").number is None


def test_the_conference_in_skopje_has_no_date_and_the_name_of_its_time() -> None:
    conference = meeting("pccc-inaugural-conference")
    assert conference.starts_on is None
    assert conference.location == "Skopje, the former Yugoslav Republic of Macedonia"
    assert conference.follows == meeting("10")


def test_what_is_not_recorded_stays_empty() -> None:
    online = meeting("15")
    assert (online.city, online.country, online.venue) == ("", None, "")


def test_the_tenth_meeting_lists_its_states_as_the_record_does() -> None:
    attendance = attendance_of(meeting("10"))
    day = meeting("10").named_as_of
    names = [state.name_on(day).in_text for state in attendance.participating_states]
    assert names == STATES_OF_THE_10TH
    assert len(names) == 35


def test_the_sentence_of_the_tenth_meeting_says_who_took_part() -> None:
    listed = f"{', '.join(STATES_OF_THE_10TH[:-1])} and {STATES_OF_THE_10TH[-1]}"
    assert sentence_of(attendance_of(meeting("10"))) == (
        f"102 participants from {listed} took part. Algeria, BOMCA, BOMNAF, DCAF, Europol, Frontex, ICMPD, "
        "INTERPOL, PCC SEE, UNCCT, FBI (United States of America) and NCTC (United States of America) "
        "also took part."
    )


def test_a_headcount_may_only_be_known_as_more_than() -> None:
    assert sentence_of(attendance_of(meeting("12"))) == "More than 60 participants took part."


def test_the_sixth_objective_and_the_working_session_are_for_focal_points_only() -> None:
    tenth = meeting("10")
    assert [each.audience for each in tenth.objectives.all()] == [Audience.ALL] * 5 + [Audience.FOCAL_POINTS]
    assert tenth.items.get(audience=Audience.FOCAL_POINTS).title == "Working session of the focal points"


def test_the_report_of_the_tenth_meeting_comes_from_public_records() -> None:
    assert meeting("10").report.is_from_public_records
    assert meeting("10").stage == Stage.PUBLISHED


def test_nobody_attended_a_meeting_without_participants() -> None:
    assert sentence_of(attendance_of(make_meeting())) == ""


def test_those_who_withdrew_did_not_take_part() -> None:
    held = make_meeting()
    make_participant(held, "AT")
    make_participant(held, "CH", status="withdrawn")
    assert sentence_of(attendance_of(held)) == "1 participant from Austria took part."


def test_a_body_alone_makes_a_sentence_of_its_own() -> None:
    held = make_meeting()
    make_participant(held, "interpol")
    assert sentence_of(attendance_of(held)) == "1 participant took part, among them INTERPOL."


def test_bodies_stand_by_category() -> None:
    held = make_meeting()
    for body in ("fbi", "AT", "interpol", "bsmu", "DZ"):
        make_participant(held, body)
    rows = [
        (str(category), [name for _, name, _ in rows]) for category, rows in attendance_of(held).by_category()
    ]
    assert rows == [
        ("participating_state", ["Austria"]),
        ("partner", ["Algeria"]),
        ("osce", ["Border Security and Management Unit (BSMU)"]),
        ("international", ["International Criminal Police Organization (INTERPOL)"]),
        ("national_agency", ["Federal Bureau of Investigation (FBI), United States of America"]),
    ]
