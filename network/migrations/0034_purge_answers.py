"""What is kept of the answers to a round for a year after it was closed."""

from pathlib import Path

from django.db import migrations

NETWORK = Path(__file__).parent.parent


class Migration(migrations.Migration):
    dependencies = [("network", "0033_rounds_of_any_kind")]

    operations = [
        migrations.RunSQL(
            (NETWORK / "rounds/sql/purge_notes.sql").read_text(), "DROP FUNCTION network_purge_notes()"
        ),
        migrations.RunSQL(
            (NETWORK / "verification/sql/purge_successors.sql").read_text(),
            "DROP FUNCTION network_purge_successors()",
        ),
    ]
