"""Names ready for searching, with the database's own full-text index on them.

SQLite: FTS5 with the table as its external content, kept in step by triggers (`sync` works on every
SQLite that Python 3.12 or later comes with: no contentless-delete). PostgreSQL: a generated tsvector
column with GIN. Neither needs an extension to be created, so the migration needs no special right.
"""

import django.db.models.deletion
from django.db import migrations, models

SQLITE = [
    # Prefix searches and ordering want byte order, which is SQLite's default collation.
    "CREATE INDEX search_name_key ON register_searchname (key)",
    "CREATE INDEX search_name_initials ON register_searchname (initials) WHERE initials <> ''",
    "CREATE INDEX identifier_value ON register_identifier (value)",
    "CREATE INDEX organisation_order ON register_organisation (name COLLATE NOCASE, id)",
    "CREATE INDEX organisation_facets ON register_organisation"
    " (merged_into_id, made_by_load_id, status, kind, income_pence)",
    "CREATE INDEX organisation_by_income ON register_organisation (income_pence DESC, id)"
    " WHERE merged_into_id IS NULL",
    "CREATE INDEX search_word_backwards ON register_searchword (backwards)",
    """CREATE VIRTUAL TABLE register_searchname_fts USING fts5(
        doc, content='register_searchname', content_rowid='id',
        tokenize="unicode61 remove_diacritics 0", detail=none, columnsize=0, prefix='1 2 3')""",
    """CREATE TRIGGER register_searchname_added AFTER INSERT ON register_searchname BEGIN
        INSERT INTO register_searchname_fts (rowid, doc) VALUES (new.id, new.doc);
    END""",
    """CREATE TRIGGER register_searchname_removed AFTER DELETE ON register_searchname BEGIN
        INSERT INTO register_searchname_fts (register_searchname_fts, rowid, doc)
        VALUES ('delete', old.id, old.doc);
    END""",
    """CREATE TRIGGER register_searchname_changed AFTER UPDATE OF doc ON register_searchname BEGIN
        INSERT INTO register_searchname_fts (register_searchname_fts, rowid, doc)
        VALUES ('delete', old.id, old.doc);
        INSERT INTO register_searchname_fts (rowid, doc) VALUES (new.id, new.doc);
    END""",
]
SQLITE_BACK = [
    "DROP TRIGGER register_searchname_changed",
    "DROP TRIGGER register_searchname_removed",
    "DROP TRIGGER register_searchname_added",
    "DROP TABLE register_searchname_fts",
    "DROP INDEX search_word_backwards",
    "DROP INDEX organisation_by_income",
    "DROP INDEX organisation_facets",
    "DROP INDEX organisation_order",
    "DROP INDEX identifier_value",
    "DROP INDEX search_name_initials",
    "DROP INDEX search_name_key",
]
POSTGRESQL = [
    "CREATE INDEX search_name_key ON register_searchname (key text_pattern_ops)",
    "CREATE INDEX search_name_initials ON register_searchname (initials) WHERE initials <> ''",
    "CREATE INDEX identifier_value ON register_identifier (value text_pattern_ops)",
    "CREATE INDEX organisation_order ON register_organisation (upper(name), id)",
    "CREATE INDEX organisation_facets ON register_organisation"
    " (merged_into_id, made_by_load_id, status, kind, income_pence)",
    "CREATE INDEX organisation_by_income ON register_organisation"
    " (income_pence DESC NULLS LAST, id) WHERE merged_into_id IS NULL",
    "CREATE INDEX search_word_word ON register_searchword (word text_pattern_ops)",
    "CREATE INDEX search_word_backwards ON register_searchword (backwards text_pattern_ops)",
    """ALTER TABLE register_searchname ADD COLUMN vector tsvector
        GENERATED ALWAYS AS (array_to_tsvector(string_to_array(doc, ' '))) STORED""",
    """CREATE INDEX search_name_vector ON register_searchname
        USING gin (vector) WITH (fastupdate = off)""",
]
POSTGRESQL_BACK = [
    "DROP INDEX search_name_vector",
    "ALTER TABLE register_searchname DROP COLUMN vector",
    "DROP INDEX search_word_backwards",
    "DROP INDEX search_word_word",
    "DROP INDEX organisation_by_income",
    "DROP INDEX organisation_facets",
    "DROP INDEX organisation_order",
    "DROP INDEX identifier_value",
    "DROP INDEX search_name_initials",
    "DROP INDEX search_name_key",
]


def add_index(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def remove_index(apps, schema_editor):
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    for statement in POSTGRESQL_BACK if on_postgresql else SQLITE_BACK:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("register", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="SearchName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(max_length=300)),
                ("key", models.CharField(max_length=320)),
                ("letters", models.CharField(max_length=320)),
                ("initials", models.CharField(blank=True, max_length=20)),
                ("doc", models.TextField()),
                ("is_main", models.BooleanField()),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="search_names",
                        to="register.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["letters"], name="search_name_letters"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                ("word", models.CharField(max_length=320, primary_key=True, serialize=False)),
                ("backwards", models.CharField(max_length=320)),
                ("names", models.IntegerField(default=0)),
            ],
        ),
        migrations.RunPython(add_index, remove_index),
    ]
