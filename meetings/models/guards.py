"""What Postgres computes and refuses of a meeting: its day of now, its time zone, days and seats too few."""

from django.db import models
from django.utils import timezone


class TodayIn(models.Func):
    """The date of now in the zone of each meeting."""

    arg_joiner = " AT TIME ZONE "
    template = "(%(expressions)s)::date"
    output_field = models.DateField()

    def __init__(self) -> None:
        super().__init__(models.Value(timezone.now()), models.F("zone"))


class IsZone(models.Func):
    """Whether Postgres knows the time zone; for one it does not, it raises an error of its own."""

    template = "(timestamp '2000-01-01' AT TIME ZONE %(expressions)s) IS NOT NULL"
    output_field = models.BooleanField()


ITEM_DAYS_STAY_INSIDE = """
    IF EXISTS (SELECT 1 FROM meetings_agendaitem i WHERE i.meeting_id = NEW.id AND i.day IS NOT NULL
               AND (NEW.starts_on IS NULL OR i.day NOT BETWEEN NEW.starts_on
                    AND coalesce(NEW.ends_on, NEW.starts_on))) THEN
        RAISE EXCEPTION 'agenda items would lie outside the meeting' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'agenda_item_lies_inside_its_meeting';
    END IF;
    RETURN NEW;
"""

# Who has a seat; the same as `meetings.participation.models.ADMITTED`.
SEATS_SUFFICE = """
    IF EXISTS (SELECT 1 FROM meetings_participant p WHERE p.meeting_id = NEW.id
               AND p.status IN ('accepted', 'attended')
               HAVING count(*) > NEW.seats
                   OR count(*) FILTER (WHERE p.study_visit = 'joins') > NEW.visit_seats)
    THEN
        RAISE EXCEPTION 'more people are accepted than there are seats' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'seats_of_a_meeting_suffice';
    END IF;
    RETURN NEW;
"""
