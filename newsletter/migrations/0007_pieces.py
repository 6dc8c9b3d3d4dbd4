"""What was called a contribution is a piece, which goes a longer way: to its State and back."""

import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("newsletter", "0006_search_vectors")]

    operations = [
        pgtrigger.migrations.RemoveTrigger(model_name="contribution", name="keep_frozen"),
        pgtrigger.migrations.RemoveTrigger(model_name="contribution", name="insert_insert"),
        pgtrigger.migrations.RemoveTrigger(model_name="contribution", name="update_update"),
        pgtrigger.migrations.RemoveTrigger(model_name="contributionevent", name="append_only"),
        migrations.RenameModel("Contribution", "Piece"),
        migrations.RenameModel("ContributionEvent", "PieceEvent"),
        migrations.RunSQL(
            "ALTER INDEX newsletter_contribution_search_vector RENAME TO newsletter_piece_search_vector",
            "ALTER INDEX newsletter_piece_search_vector RENAME TO newsletter_contribution_search_vector",
        ),
    ]
