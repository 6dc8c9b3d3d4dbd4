"""First contacts keep the days on which they are: so far, as long as their appointment."""

from django.db import migrations
from django.db.models import F, Q


def give_days(apps, schema_editor):
    first_contacts = apps.get_model("network", "Appointment").objects.filter(is_primary=True)
    first_contacts.update(primary_from=F("starts_on"))


def take_days(apps, schema_editor):
    """Give a State one first contact at a time; of a hand-over the one who began earlier."""
    appointments = apps.get_model("network", "Appointment").objects
    for one in appointments.filter(primary_from__isnull=False, primary_until=None).order_by("primary_from"):
        lasting = Q(ends_on=None) | Q(ends_on__gt=one.starts_on)
        others = appointments.filter(lasting, state=one.state_id, is_primary=True)
        if one.ends_on:
            others = others.filter(starts_on__lt=one.ends_on)
        if not others.exists():
            appointments.filter(pk=one.pk).update(is_primary=True)


class Migration(migrations.Migration):
    dependencies = [("network", "0007_acts")]

    operations = [migrations.RunPython(give_days, take_days)]
