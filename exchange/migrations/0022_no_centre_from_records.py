"""No public record names a centre at Świecko, which earlier versions entered; one that editors changed stays."""

from django.db import migrations

RECORD = "OSCE press release, 12 April 2016"


def remove(apps, schema_editor):
    untouched = {"revision": 1, "reported": "", "confirmed_on": None, "recorded_in__startswith": RECORD}
    apps.get_model("exchange", "Centre").objects.filter(slug="swiecko", **untouched).delete()


class Migration(migrations.Migration):

    dependencies = [('exchange', '0021_drafts_of_unopened_assessments')]

    operations = [migrations.RunPython(remove, migrations.RunPython.noop)]
