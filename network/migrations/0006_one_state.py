"""A proposal and its appointment, and who succeeds whom, are of one State: the database holds to it."""

from django.db import migrations

OF_A_STATE = "ALTER TABLE network_appointment ADD CONSTRAINT appointment_of_a_state UNIQUE (id, state_id)"
PREDECESSOR = """
    ALTER TABLE network_appointment ADD CONSTRAINT predecessor_is_of_the_same_state
    FOREIGN KEY (succeeds_id, state_id) REFERENCES network_appointment (id, state_id)
    DEFERRABLE INITIALLY DEFERRED
"""
PROPOSAL = """
    ALTER TABLE network_proposal ADD CONSTRAINT proposal_is_of_its_appointments_state
    FOREIGN KEY (appointment_id, state_id) REFERENCES network_appointment (id, state_id)
    DEFERRABLE INITIALLY DEFERRED
"""
DROP = "ALTER TABLE {} DROP CONSTRAINT {}"


class Migration(migrations.Migration):
    dependencies = [("network", "0005_rounds")]

    operations = [
        migrations.RunSQL(OF_A_STATE, DROP.format("network_appointment", "appointment_of_a_state")),
        migrations.RunSQL(
            PREDECESSOR, DROP.format("network_appointment", "predecessor_is_of_the_same_state")
        ),
        migrations.RunSQL(PROPOSAL, DROP.format("network_proposal", "proposal_is_of_its_appointments_state")),
    ]
