"""Keys change while work goes on: data keys wrapped anew, two context keys for a while (SEC-40)."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql" / "keys"


class Migration(migrations.Migration):

    dependencies = [
        ('firstwall', '0012_signing_in'),
    ]

    operations = [migrations.RunSQL([path.read_text(encoding="utf-8")]) for path in sorted(SQL.glob("*.sql"))]
