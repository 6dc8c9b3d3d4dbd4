"""What the search compares of meetings, agendas, points, papers and reports."""

from django.db import migrations

from network.models.search_vectors import vector_columns

# The parts of a report that everybody reads.
_OPEN = ("background", "opening", "sessions", "study_visit", "closing")


class Migration(migrations.Migration):
    dependencies = [("meetings", "0014_fields_of_work"), ("network", "0011_search_vectors")]

    operations = [
        vector_columns(
            "meetings_meeting",
            title=("number", "title", "city", "extract(year FROM starts_on)"),
            text=("theme", "symbol", "venue", "organiser", "host", "about", "practical"),
        ),
        vector_columns("meetings_agendaitem", title=("title",), text=("note", "location")),
        vector_columns("meetings_agendaentry", title=("title",), text=("text",)),
        vector_columns("meetings_speaker", title=("name",), text=("function", "body")),
        vector_columns("meetings_point", title=("title",), text=("text",)),
        vector_columns("meetings_document", title=("symbol", "title")),
        vector_columns("meetings_conclusion", title=("text",), text=("addressee", "follow_up")),
        vector_columns("meetings_report", title=("''",), text=_OPEN),
        migrations.RunSQL(
            "ALTER TABLE meetings_report ADD COLUMN restricted_vector tsvector"
            " GENERATED ALWAYS AS (nfp_vector('', focal_points_part)) STORED",
            "ALTER TABLE meetings_report DROP COLUMN restricted_vector",
        ),
        vector_columns(
            "meetings_releasecopy", title=("''",), text=("nfp_json_texts(content, '$.parts[*].text')",)
        ),
    ]
