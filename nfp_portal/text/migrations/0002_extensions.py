"""What Postgres needs for text and for periods: folding of accents, trigrams, exclusion over equality."""

from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension, UnaccentExtension
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("text", "0001_email_address")]

    operations = [UnaccentExtension(), TrigramExtension(), BtreeGistExtension()]
