"""The type of every column that holds an e-mail address."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql" / "email_address.sql"


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [migrations.RunSQL(SQL.read_text(), "DROP DOMAIN email_address")]
