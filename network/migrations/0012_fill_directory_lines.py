"""Write the lines of the appointments that are there already."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("network", "0011_directory_lines")]

    operations = [
        migrations.RunSQL(
            "SELECT network_refill_lines(array_agg(id)) FROM network_appointment", migrations.RunSQL.noop
        )
    ]
