"""What is typed in Cyrillic letters is looked for by each usual way of writing it in Latin ones."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("network", "0011_search_vectors")]

    operations = [
        migrations.RunSQL(
            (SQL / "search_vectors.sql").read_text(), migrations.RunSQL.noop, elidable=False
        ),
    ]
