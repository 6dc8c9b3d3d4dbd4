"""E-mail addresses get the type that knows one form of them."""

import nfp_portal.text.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("text", "0001_email_address"),
        ('mail', '0001_outbox'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='suppression',
            name='one_suppression',
        ),
        migrations.AlterField(
            model_name='delivery',
            name='address',
            field=nfp_portal.text.fields.AddressField(max_length=254),
        ),
        migrations.AlterField(
            model_name='suppression',
            name='address',
            field=nfp_portal.text.fields.AddressField(max_length=254),
        ),
        migrations.AddConstraint(
            model_name='suppression',
            constraint=models.UniqueConstraint(fields=('address', 'stream'), name='one_suppression'),
        ),
    ]
