"""E-mail addresses get the type that knows one form of them."""

import nfp_portal.text.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("text", "0001_email_address"),
        ('accounts', '0002_cache_table'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='user',
            name='one_account_per_email',
        ),
        migrations.AlterField(
            model_name='user',
            name='email',
            field=nfp_portal.text.fields.AddressField(max_length=254, verbose_name='e-mail'),
        ),
        migrations.AlterField(
            model_name='userevent',
            name='email',
            field=nfp_portal.text.fields.AddressField(max_length=254, verbose_name='e-mail'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.UniqueConstraint(fields=('email',), name='one_account_per_email'),
        ),
    ]
