"""What the search compares of questions, answers, initiatives and practices."""

from django.db import migrations

from network.models.search_vectors import vector_columns


class Migration(migrations.Migration):
    dependencies = [("exchange", "0005_files_of_practices"), ("network", "0011_search_vectors")]

    operations = [
        vector_columns("exchange_question", title=("title",), text=("background", "summary")),
        vector_columns("exchange_questionitem", title=("text",)),
        vector_columns("exchange_answerpart", title=("text",)),
        vector_columns(
            "exchange_initiative",
            title=("title",),
            text=("summary", "support", "lead", "organisers", "next_step"),
        ),
        vector_columns(
            "exchange_practice", title=("title",), text=("summary", "worked", "failed", "proof")
        ),
    ]
