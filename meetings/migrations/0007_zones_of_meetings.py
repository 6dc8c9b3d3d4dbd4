"""Each meeting gets the time zone of its place; the Secretariat's where that does not follow."""

from django.db import migrations

from meetings.zones import SECRETARIAT_ZONE, zone_of


def set_zones(apps, schema_editor):
    for meeting in apps.get_model("meetings.Meeting").objects.select_related("country"):
        meeting.zone = zone_of(meeting.city, meeting.country.iso2 if meeting.country else "") or SECRETARIAT_ZONE
        meeting.save(update_fields=["zone"])


class Migration(migrations.Migration):
    dependencies = [("meetings", "0006_wall_clock_times")]

    operations = [migrations.RunPython(set_zones, migrations.RunPython.noop)]
