"""A proposal and its appointment, and who succeeds whom, are of one State: the database holds to it."""

from django.db import migrations

NAMED = "ALTER TABLE network_appointment ADD CONSTRAINT appointment_of_a_state UNIQUE (id, state_id)"
FOLLOWS = """
    ALTER TABLE network_appointment ADD CONSTRAINT predecessor_is_of_the_same_state
    FOREIGN KEY (succeeds_id, state_id) REFERENCES network_appointment (id, state_id)
    DEFERRABLE INITIALLY DEFERRED
"""
ASKED = """
    ALTER TABLE network_proposal ADD CONSTRAINT proposal_is_of_its_appointments_state
    FOREIGN KEY (appointment_id, state_id) REFERENCES network_appointment (id, state_id)
    DEFERRABLE INITIALLY DEFERRED
"""
DROP = "ALTER TABLE {} DROP CONSTRAINT {}"


class Migration(migrations.Migration):
    dependencies = [("network", "0020_search_by_lines_alone")]

    operations = [
        migrations.RunSQL(NAMED, DROP.format("network_appointment", "appointment_of_a_state")),
        migrations.RunSQL(FOLLOWS, DROP.format("network_appointment", "predecessor_is_of_the_same_state")),
        migrations.RunSQL(ASKED, DROP.format("network_proposal", "proposal_is_of_its_appointments_state")),
    ]
