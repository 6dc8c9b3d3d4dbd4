"""One calendar over the meetings of all series, conferences, study visits and trainings."""
