"""Name directory entries and pairs that are no duplicates as what they are."""

import re

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models


NAMES = {
    "network_directoryline": "network_directoryentry",
    "place": "sort_key",
    "folded": "search_text",
    "tags": "facets",
}
WRITERS = """
    SELECT pg_get_functiondef(oid) FROM pg_proc
    WHERE proname LIKE 'network\\_%%' AND prosrc LIKE %s
"""


def rewrite(schema_editor, names):
    """Let the functions that write the entries know the table and its columns by these names."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(WRITERS, [f"%{next(iter(names))}%"])
        for (definition,) in cursor.fetchall():
            for old, new in names.items():
                definition = re.sub(rf"\b{old}\b", new, definition)
            cursor.execute(definition.replace("%", "%%"))


def forwards(apps, schema_editor):
    rewrite(schema_editor, NAMES)


def backwards(apps, schema_editor):
    rewrite(schema_editor, {new: old for old, new in NAMES.items()})


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("network", "0034_purge_answers"),
    ]

    operations = [
        migrations.RenameModel("ToldApart", "NotDuplicate"),
        migrations.RenameField("notduplicate", "told_by", "marked_by"),
        migrations.RenameField("notduplicate", "told_at", "marked_at"),
        migrations.RemoveConstraint("notduplicate", "two_people_are_told_apart_once"),
        migrations.AddConstraint(
            "notduplicate",
            models.UniqueConstraint(fields=["first", "second"], name="a_pair_is_marked_distinct_once"),
        ),
        migrations.RemoveIndex("directoryline", "line_by_state"),
        migrations.RemoveIndex("directoryline", "line_folded"),
        migrations.RemoveIndex("directoryline", "line_tags"),
        migrations.RenameModel("DirectoryLine", "DirectoryEntry"),
        migrations.RenameField("directoryentry", "place", "sort_key"),
        migrations.RenameField("directoryentry", "folded", "search_text"),
        migrations.RenameField("directoryentry", "tags", "facets"),
        migrations.AlterField(
            "directoryentry",
            "appointment",
            models.OneToOneField(
                on_delete=models.DO_NOTHING,
                primary_key=True,
                related_name="directory_entry",
                serialize=False,
                to="network.appointment",
            ),
        ),
        migrations.AlterModelOptions("directoryentry", {"ordering": ("sort_key",)}),
        migrations.AddIndex(
            "directoryentry", models.Index(fields=["state", "sort_key"], name="entry_by_state")
        ),
        migrations.AddIndex(
            "directoryentry",
            GinIndex(fields=["search_text"], name="entry_search_text", opclasses=["gin_trgm_ops"]),
        ),
        migrations.AddIndex("directoryentry", GinIndex(fields=["facets"], name="entry_facets")),
        migrations.RunPython(forwards, backwards),
    ]
