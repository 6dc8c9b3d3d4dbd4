"""An acting approver is named for about three months at most."""

import datetime
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("revisions", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="actingapprover",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "to_day__lte",
                        django.db.models.expressions.CombinedExpression(
                            models.F("from_day"), "+", models.Value(datetime.timedelta(days=92))
                        ),
                    )
                ),
                name="acting_approver_for_92_days_at_most",
                violation_error_message="An acting approver is named for at most 92 days.",
            ),
        ),
    ]
