"""Addresses entered on the portal, until a worker answers them."""

import django.db.models.deletion
import django.db.models.functions.datetime
import nfp_portal.text.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('newsletter', '0005_addresses_in_one_form'),
    ]

    operations = [
        migrations.CreateModel(
            name='SubscriptionRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', nfp_portal.text.fields.AddressField(max_length=254)),
                ('language', models.CharField(choices=[('de', 'German'), ('en', 'English'), ('es', 'Spanish'), ('fr', 'French'), ('it', 'Italian'), ('ru', 'Russian')], max_length=2)),
                ('requested_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('replaces', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='newsletter.subscription')),
            ],
        ),
    ]
