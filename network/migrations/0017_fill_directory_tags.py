"""Write the tags of the lines that are there already."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("network", "0016_directory_tags")]

    operations = [
        migrations.RunSQL(
            "SELECT network_refill_lines(array_agg(id)) FROM network_appointment", migrations.RunSQL.noop
        )
    ]
