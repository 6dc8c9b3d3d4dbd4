"""What the search compares, and the words of States' names."""

from pathlib import Path

from django.db import migrations

from network.models.search_vectors import vector_columns

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("network", "0010_structures_and_fields")]

    operations = [
        migrations.RunSQL(
            (SQL / "search_vectors.sql").read_text(), migrations.RunSQL.noop, elidable=False
        ),
        vector_columns("network_state", title=("name", "name_fr", "iso2")),
        vector_columns("network_fieldofwork", title=("name",)),
        vector_columns("network_organisation", title=("name", "acronym", "nfp_fold(VARIADIC aliases::text[])")),
    ]
