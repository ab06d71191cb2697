"""The law as rows, then row-level security from the first table on: each room's policies and triggers, by file name."""

from pathlib import Path

from django.db import migrations

from firstwall.law import rows_for_database

SQL = Path(__file__).parent / "sql"


def run(path: Path) -> migrations.RunSQL:
    return migrations.RunSQL([path.read_text(encoding="utf-8")])


def load_law(apps, schema_editor) -> None:
    """Runs before the law tables get their wall: FORCE binds the owner as well."""
    with schema_editor.connection.cursor() as cursor:
        for table, columns, rows in rows_for_database.tables():
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"insert into {table} ({', '.join(columns)}) values ({places})", rows)


first, *rest = sorted(SQL.glob("*.sql"))


class Migration(migrations.Migration):
    dependencies = [("firstwall", "0001_tables"), ("procrastinate", "0041_post_retry_failed_job")]
    operations = [run(first), migrations.RunPython(load_law, elidable=False), *[run(path) for path in rest]]
