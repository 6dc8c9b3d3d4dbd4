from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("network", "0031_final_sigma")]

    operations = [
        migrations.RunSQL("DROP FUNCTION network_forget_successors()", migrations.RunSQL.noop),
        migrations.DeleteModel("ConfirmationEvent"),
        migrations.DeleteModel("Confirmation"),
        migrations.DeleteModel("RoundEvent"),
        migrations.DeleteModel("Round"),
    ]
