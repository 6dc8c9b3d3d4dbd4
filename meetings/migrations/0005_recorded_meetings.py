"""Load the recorded meetings; each is in the time zone of its place, else in the Secretariat's."""

from django.db import migrations

from meetings import reference
from meetings.zones import SECRETARIAT_ZONE, zone_of


def load(apps, schema_editor):
    reference.load(apps.get_model)
    for meeting in apps.get_model("meetings.Meeting").objects.select_related("country"):
        code = meeting.country.iso2 if meeting.country else ""
        meeting.zone = zone_of(meeting.city, code) or SECRETARIAT_ZONE
        meeting.save(update_fields=["zone"])


class Migration(migrations.Migration):
    dependencies = [("meetings", "0004_reports")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
