"""Row-level security from the first table on: each room's policies and triggers, in order of their file names."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


def walls() -> list[migrations.RunSQL]:
    return [migrations.RunSQL([path.read_text(encoding="utf-8")]) for path in sorted(SQL.glob("*.sql"))]


class Migration(migrations.Migration):
    dependencies = [("firstwall", "0001_tables"), ("procrastinate", "0041_post_retry_failed_job")]
    operations = walls()
