from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("jobs", "0001_jobs_and_turns")]

    operations = [
        migrations.RenameModel("Turn", "PeriodicRun"),
        migrations.RenameField("PeriodicRun", "taken_at", "done_at"),
        migrations.RemoveConstraint("PeriodicRun", "one_turn_per_slot"),
        migrations.AddConstraint(
            "PeriodicRun", models.UniqueConstraint("work", "slot", name="one_run_per_slot")
        ),
    ]
