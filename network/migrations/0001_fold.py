"""The function by which names are compared without case and accents; columns and indexes stand on it."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("text", "0002_extensions")]

    operations = [migrations.RunSQL((SQL / "fold.sql").read_text(), "DROP FUNCTION nfp_fold(text[])")]
