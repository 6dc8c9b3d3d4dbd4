"""Structures have a seat, times and what they are part of; fields of work have an address."""

import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

from network import reference


ADDED = ("parent", "seat", "started", "source", "ended")


def load(apps, schema_editor):
    reference.load_added_fields(lambda name: apps.get_model("network", name), ADDED)


class Migration(migrations.Migration):

    dependencies = [('network', '0009_search_texts')]

    operations = [
        migrations.AddField(
            model_name='organisation',
            name='parent',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='units', to='network.organisation', verbose_name='part of'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='seat',
            field=models.CharField(blank=True, max_length=100, verbose_name='seat'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='started',
            field=models.CharField(blank=True, max_length=10, verbose_name='since'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='source',
            field=models.CharField(blank=True, max_length=200, verbose_name='source'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='ended',
            field=models.CharField(blank=True, max_length=10, verbose_name='until'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(('ended__regex', '^(\\d{4}(-\\d{2}(-\\d{2})?)?)?$'), ('started__regex', '^(\\d{4}(-\\d{2}(-\\d{2})?)?)?$')), name='times_of_an_organisation_are_partial_dates', violation_error_message='Write a day, month or year as 2009-05-27, 2012-01 or 2011.'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(('parent', None), models.Q(('parent', models.F('pk')), _negated=True), _connector='OR'), name='an_organisation_is_no_part_of_itself'),
        ),
        migrations.AddField(
            model_name='fieldofwork',
            name='slug',
            field=models.GeneratedField(db_persist=True, expression=models.Func(django.db.models.functions.text.Lower('name'), models.Value('[^a-z0-9]+'), models.Value('-'), models.Value('g'), function='regexp_replace'), output_field=models.SlugField(max_length=100), unique=True),
        ),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
