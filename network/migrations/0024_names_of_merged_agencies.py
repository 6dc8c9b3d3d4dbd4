"""Free the name of an agency that was merged.

One step back is possible as long as no freed name was given again: else rename one of the two before.
"""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0023_one_open_round_of_a_kind'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='agency',
            name='one_agency_per_name',
        ),
        migrations.AddConstraint(
            model_name='agency',
            constraint=models.UniqueConstraint(condition=models.Q(('merged_into', None)), fields=('state', 'name'), name='one_agency_per_name'),
        ),
    ]
