"""An agreement of two serves in the transaction it was given in, whatever time is written for it (SEC-12)."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql" / "agreed"


class Migration(migrations.Migration):

    dependencies = [
        ('firstwall', '0013_keys'),
    ]

    operations = [migrations.RunSQL([path.read_text(encoding="utf-8")]) for path in sorted(SQL.glob("*.sql"))]
