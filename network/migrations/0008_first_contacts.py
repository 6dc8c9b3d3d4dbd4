"""First contacts keep the days on which they are: so far, as long as their appointment."""

from django.db import migrations
from django.db.models import F


def give_days(apps, schema_editor):
    first_contacts = apps.get_model("network", "Appointment").objects.filter(is_primary=True)
    first_contacts.update(primary_from=F("starts_on"))


def take_days(apps, schema_editor):
    """Whose time as first contact was only a part of the appointment becomes it for the whole of it."""
    appointments = apps.get_model("network", "Appointment").objects
    appointments.filter(primary_from__isnull=False, primary_until=None).update(is_primary=True)


class Migration(migrations.Migration):
    dependencies = [("network", "0007_acts")]

    operations = [migrations.RunPython(give_days, take_days)]
