"""Functions and triggers: entries of the directory, lists as of a past day, what is purged after a year."""

from pathlib import Path

from django.db import migrations

NETWORK = Path(__file__).parent.parent
FILES = (
    "sql/spellings.sql",
    "sql/directory_entries.sql",
    "directory/sql/past_days.sql",
    "proposals/sql/purge_declined.sql",
    "rounds/sql/purge_notes.sql",
    "verification/sql/purge_successors.sql",
)


class Migration(migrations.Migration):
    dependencies = [("network", "0006_one_state")]

    operations = [
        migrations.RunSQL((NETWORK / file).read_text(), migrations.RunSQL.noop, elidable=False)
        for file in FILES
    ]
