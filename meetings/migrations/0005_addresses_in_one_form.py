"""E-mail addresses get the type that knows one form of them."""

import nfp_portal.text.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("text", "0001_email_address"),
        ('meetings', '0004_limits'),
        ('network', '0030_addresses_in_one_form'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='participant',
            name='one_participant_per_email',
        ),
        migrations.AlterField(
            model_name='participant',
            name='email',
            field=nfp_portal.text.fields.AddressField(blank=True, max_length=254, verbose_name='e-mail'),
        ),
        migrations.AlterField(
            model_name='participantevent',
            name='email',
            field=nfp_portal.text.fields.AddressField(blank=True, max_length=254, verbose_name='e-mail'),
        ),
        migrations.AddConstraint(
            model_name='participant',
            constraint=models.UniqueConstraint(condition=models.Q(('email', ''), _negated=True), fields=('meeting', 'email'), name='one_participant_per_email', violation_error_message='Somebody with this e-mail address is on the list already.'),
        ),
    ]
