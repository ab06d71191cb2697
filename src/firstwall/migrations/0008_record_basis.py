"""What an alert lacked before the law: the supplier's legal basis, as its list names it (CIS-22)."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).parent / "sql" / "record_basis"
WALLS = [migrations.RunSQL([path.read_text(encoding="utf-8")]) for path in sorted(SQL.glob("*.sql"))]


class Migration(migrations.Migration):
    dependencies = [("firstwall", "0007_rights")]

    operations = [
        migrations.AddField(
            model_name='designation',
            name='legal_basis',
            field=models.CharField(blank=True, db_default='', default='', max_length=200),
        ),
        *WALLS,
    ]
