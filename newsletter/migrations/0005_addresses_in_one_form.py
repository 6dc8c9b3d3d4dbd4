"""E-mail addresses get the type that knows one form of them."""

import nfp_portal.text.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("text", "0001_email_address"),
        ('newsletter', '0004_limits'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='subscription',
            name='one_subscription_per_email',
        ),
        migrations.AlterField(
            model_name='subscription',
            name='email',
            field=nfp_portal.text.fields.AddressField(max_length=254, verbose_name='e-mail'),
        ),
        migrations.AddConstraint(
            model_name='subscription',
            constraint=models.UniqueConstraint(fields=('email',), name='one_subscription_per_email'),
        ),
    ]
