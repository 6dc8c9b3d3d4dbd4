from django.db import migrations


class Migration(migrations.Migration):
    """The counts of readers live in `nfp_portal.audit`."""

    dependencies = [("network", "0026_forget_the_declined")]

    operations: list[migrations.operations.base.Operation] = []
