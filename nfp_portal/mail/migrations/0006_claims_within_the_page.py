"""A claim writes no indexed column, and each page has room for what it writes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mail", "0005_inline_parts")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE mail_delivery SET (fillfactor = 50)", "ALTER TABLE mail_delivery RESET (fillfactor)"
        ),
        migrations.RemoveIndex(
            model_name='delivery',
            name='deliveries_by_state',
        ),
        migrations.RemoveIndex(
            model_name='delivery',
            name='deliveries_for_staff',
        ),
        migrations.RemoveIndex(
            model_name='delivery',
            name='open_deliveries',
        ),
        migrations.AddField(
            model_name='delivery',
            name='is_open',
            field=models.GeneratedField(db_persist=True, expression=models.ExpressionWrapper(models.Q(('state__in', ('waiting', 'sending', 'deferred'))), output_field=models.BooleanField()), output_field=models.BooleanField()),
        ),
        migrations.AddField(
            model_name='delivery',
            name='needs_staff',
            field=models.GeneratedField(db_persist=True, expression=models.ExpressionWrapper(models.Q(('state', 'failed'), ('ambiguous', True), _connector='OR'), output_field=models.BooleanField()), output_field=models.BooleanField()),
        ),
        migrations.AlterField(
            model_name='delivery',
            name='key',
            field=models.CharField(db_collation='C', max_length=100),
        ),
        migrations.AlterField(
            model_name='delivery',
            name='message_id',
            field=models.CharField(db_collation='C', editable=False, max_length=255),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(models.F('priority'), models.F('id'), condition=models.Q(('is_open', True)), name='open_deliveries'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(models.F('letter'), condition=models.Q(('needs_staff', True)), name='deliveries_for_staff'),
        ),
        migrations.RunSQL("ANALYZE mail_delivery", migrations.RunSQL.noop),
    ]
