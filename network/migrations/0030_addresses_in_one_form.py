"""E-mail addresses get the type that knows one form of them."""

import nfp_portal.text.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("text", "0001_email_address"),
        ('network', '0029_delegates_that_went'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='person',
            name='one_person_per_email',
        ),
        migrations.AlterField(
            model_name='confirmation',
            name='successor_email',
            field=nfp_portal.text.fields.AddressField(blank=True, max_length=254),
        ),
        migrations.AlterField(
            model_name='confirmationevent',
            name='successor_email',
            field=nfp_portal.text.fields.AddressField(blank=True, max_length=254),
        ),
        migrations.AlterField(
            model_name='person',
            name='email',
            field=nfp_portal.text.fields.AddressField(blank=True, max_length=254, verbose_name='e-mail'),
        ),
        migrations.AlterField(
            model_name='person',
            name='second_email',
            field=nfp_portal.text.fields.AddressField(blank=True, max_length=254, verbose_name='second e-mail'),
        ),
        migrations.AlterField(
            model_name='personevent',
            name='email',
            field=nfp_portal.text.fields.AddressField(blank=True, max_length=254, verbose_name='e-mail'),
        ),
        migrations.AlterField(
            model_name='personevent',
            name='second_email',
            field=nfp_portal.text.fields.AddressField(blank=True, max_length=254, verbose_name='second e-mail'),
        ),
        migrations.AlterField(
            model_name='state',
            name='delegation_email',
            field=nfp_portal.text.fields.AddressField(blank=True, max_length=254, verbose_name="delegation's e-mail"),
        ),
        migrations.AlterField(
            model_name='stateevent',
            name='delegation_email',
            field=nfp_portal.text.fields.AddressField(blank=True, max_length=254, verbose_name="delegation's e-mail"),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.UniqueConstraint(condition=models.Q(('email', ''), _negated=True), fields=('email',), name='one_person_per_email', violation_error_message='This e-mail address belongs to another entry.'),
        ),
    ]
