"""The upgrade of jobs that are there already."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from nfp_portal.jobs.models import Job, JobState


@pytest.mark.django_db(transaction=True)
def test_what_was_done_before_the_upgrade_counts_as_opened_when_it_was_done() -> None:
    done_at = timezone.now() - timedelta(minutes=2)
    ended = {JobState.DONE: done_at, JobState.FAILED: done_at, JobState.WAITING: None}
    try:
        call_command("migrate", "jobs", "0001", verbosity=0)
        with connection.cursor() as cursor:
            for state, finished_at in ended.items():
                cursor.execute(
                    "INSERT INTO jobs_job (key, kind, subject, parameters, digest, state, done, total, note,"
                    " attempts, file, finished_at)"
                    " VALUES (gen_random_uuid(), 'copy', %s, '{}', '', %s, 0, 0, '', 1, '', %s)",
                    [state, state, finished_at],
                )
    finally:
        call_command("migrate", verbosity=0)
    opened = dict(Job.objects.values_list("state", "opened_at"))
    assert opened == {JobState.DONE: done_at, JobState.FAILED: None, JobState.WAITING: None}
