"""A person on a list requests a correction too, not only a delegation."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0009_who_signs'),
        ('network', '0008_reference'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='changerequest',
            name='participant',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='change_requests', to='meetings.participant'),
        ),
        migrations.AlterField(
            model_name='changerequest',
            name='addressee',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='change_requests', to='network.addressee'),
        ),
        migrations.AddConstraint(
            model_name='changerequest',
            constraint=models.CheckConstraint(condition=models.Q(('addressee', None), ('participant', None), _connector='XOR'), name='a_change_is_requested_by_a_delegation_or_a_person'),
        ),
    ]
