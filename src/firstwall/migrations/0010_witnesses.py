"""Witnesses of the ledger and their cosignatures (SEC-30)."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).parent / "sql" / "witnesses"
WALLS = [migrations.RunSQL([path.read_text(encoding="utf-8")]) for path in sorted(SQL.glob("*.sql"))]


class Migration(migrations.Migration):

    dependencies = [
        ('firstwall', '0007_rights'),
    ]

    operations = [
        migrations.CreateModel(
            name='Witness',
            fields=[
                ('key', models.TextField(primary_key=True, serialize=False)),
                ('name', models.TextField()),
                ('registered_at', models.DateTimeField()),
            ],
            options={
                'db_table': 'ledger_witness',
            },
        ),
        migrations.CreateModel(
            name='Cosignature',
            fields=[
                ('pk', models.CompositePrimaryKey('size', 'key', blank=True, editable=False, primary_key=True, serialize=False)),
                ('size', models.BigIntegerField()),
                ('key', models.TextField()),
                ('line', models.TextField()),
                ('cosigned_at', models.DateTimeField()),
                ('taken_at', models.DateTimeField()),
            ],
            options={
                'db_table': 'ledger_cosignature',
            },
        ),
        *WALLS,
    ]
