"""The numbers of questions and initiatives are searched too, as those of issues and meetings are."""

from django.db import migrations

from network.models.search_vectors import drop_vector_columns, vector_columns


class Migration(migrations.Migration):
    dependencies = [("exchange", "0011_language_of_answers"), ("network", "0011_search_vectors")]

    operations = [
        drop_vector_columns("exchange_question", title=("title",), text=("background", "summary")),
        vector_columns("exchange_question", title=("number", "title"), text=("background", "summary")),
        drop_vector_columns(
            "exchange_initiative",
            title=("title",),
            text=("summary", "support", "lead", "organisers", "next_step"),
        ),
        vector_columns(
            "exchange_initiative",
            title=("number", "title"),
            text=("summary", "support", "lead", "organisers", "next_step"),
        ),
    ]
