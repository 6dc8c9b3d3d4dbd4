"""The function that removes drafts which nobody touched for a year."""

from pathlib import Path

from django.db import migrations

FILE = Path(__file__).parent.parent / "contributions/sql/purge_drafts.sql"


class Migration(migrations.Migration):
    dependencies = [("newsletter", "0012_issues_leave_later")]

    operations = [migrations.RunSQL(FILE.read_text(), "DROP FUNCTION newsletter_purge_drafts()", elidable=False)]
