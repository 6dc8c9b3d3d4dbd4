"""Password resets, used codes, and the epoch that ends sessions."""

import django.db.models.deletion
import django.db.models.functions.datetime
import nfp_portal.text.fields
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_addresses_in_one_form'),
        ('mfa', '0003_authenticator_type_uniq'),
    ]

    operations = [
        migrations.CreateModel(
            name='PasswordReset',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', nfp_portal.text.fields.AddressField(max_length=254)),
                ('requested_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('sent_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='UsedCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step', models.BigIntegerField()),
            ],
        ),
        migrations.AddField(
            model_name='user',
            name='session_epoch',
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='user',
            trigger=pgtrigger.compiler.Trigger(name='closing_ends_sessions', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT NEW."is_active" AND OLD."is_active")', func='NEW.session_epoch := OLD.session_epoch + 1; RETURN NEW;', hash='ee7513b5fadeec1af8c9cc6938918d7426041833', operation='UPDATE', pgid='pgtrigger_closing_ends_sessions_a4ec1', table='accounts_user', when='BEFORE')),
        ),
        migrations.AddField(
            model_name='passwordreset',
            name='user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='password_resets', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='usedcode',
            name='authenticator',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='mfa.authenticator'),
        ),
        migrations.AddConstraint(
            model_name='passwordreset',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('sent_at', None), ('user', None)), models.Q(('sent_at__isnull', False), ('user__isnull', False)), _connector='OR'), name='password_reset_is_sent_to_an_account'),
        ),
        migrations.AddConstraint(
            model_name='usedcode',
            constraint=models.UniqueConstraint(fields=('authenticator', 'step'), name='a_code_is_used_once'),
        ),
    ]
