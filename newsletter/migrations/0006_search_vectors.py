"""What the search compares of issues and their pieces."""

from django.db import migrations

from network.models.search_vectors import vector_columns


class Migration(migrations.Migration):
    dependencies = [("newsletter", "0005_news_taken_up"), ("network", "0011_search_vectors")]

    operations = [
        vector_columns("newsletter_issue", title=("number", "title", "period"), text=("opening",)),
        vector_columns("newsletter_contribution", title=("headline",), text=("body",)),
    ]
