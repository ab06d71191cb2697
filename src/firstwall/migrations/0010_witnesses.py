"""Witnesses of the ledger and their cosignatures (SEC-30); indexes for years of entries and a million alerts."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).parent / "sql" / "witnesses"
WALLS = [migrations.RunSQL([path.read_text(encoding="utf-8")]) for path in sorted(SQL.glob("*.sql"))]


class Migration(migrations.Migration):

    dependencies = [
        ('firstwall', '0009_decisions_and_claims'),
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
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['act', 'id'], name='ledger_entry_act'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(condition=models.Q(('reference', ''), _negated=True), fields=['reference', 'id'], name='ledger_entry_reference'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(condition=models.Q(('result__in', ('done', 'found', 'none')), _negated=True), fields=['result', 'id'], name='ledger_entry_result'),
        ),
        migrations.AddIndex(
            model_name='alert',
            index=models.Index(fields=['strand', 'state', 'category', '-changed_at', '-id'], name='cis_alert_by_category'),
        ),
        migrations.AddIndex(
            model_name='alert',
            index=models.Index(fields=['strand', 'state', 'action', '-changed_at', '-id'], name='cis_alert_by_action'),
        ),
        migrations.AddIndex(
            model_name='alert',
            index=models.Index(condition=models.Q(('state', 'active'), _negated=True), fields=['strand', 'state', '-changed_at', '-id'], name='cis_alert_by_state'),
        ),
        *WALLS,
    ]
