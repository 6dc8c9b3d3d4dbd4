"""Two other indexes of deliveries begin with the letter."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mail", "0003_versions")]

    operations = [
        migrations.AlterField(
            model_name="delivery",
            name="letter",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="deliveries",
                to="mail.letter",
            ),
        ),
    ]
