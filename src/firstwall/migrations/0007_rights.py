"""Requests of persons about themselves; the purpose of those who answer them; what is over after 24 months (RTS-01 to RTS-09)."""

from pathlib import Path

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import firstwall.kernel.ids
from firstwall.law import rows_for_database

SQL = Path(__file__).parent / "sql" / "rights"
WALLS = [migrations.RunSQL([path.read_text(encoding="utf-8")]) for path in sorted(SQL.glob("*.sql"))]


def law_again(apps, schema_editor) -> None:
    """A node that stands already has the law of its first migration: rows that came since are added."""
    with schema_editor.connection.cursor() as cursor:
        for table, columns, rows in rows_for_database.tables():
            places = ", ".join(["%s"] * len(columns))
            cursor.execute(f"alter table {table} no force row level security")
            cursor.executemany(
                f"insert into {table} ({', '.join(columns)}) values ({places}) on conflict do nothing", rows
            )
            cursor.execute(f"alter table {table} force row level security")


class Migration(migrations.Migration):

    dependencies = [
        ('firstwall', '0006_passing_and_correcting'),
    ]

    operations = [
        migrations.CreateModel(
            name='RightsRequest',
            fields=[
                ('id', models.UUIDField(default=firstwall.kernel.ids.record_id, editable=False, primary_key=True, serialize=False)),
                ('reference', models.CharField(max_length=60, unique=True)),
                ('authority_id', models.UUIDField(db_index=True)),
                ('strand', models.CharField(max_length=1)),
                ('asks', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), size=None)),
                ('identity', models.CharField(max_length=20)),
                ('law', models.CharField(max_length=40)),
                ('sealed', models.BinaryField()),
                ('state', models.CharField(default='taken', max_length=10)),
                ('received_on', models.DateField()),
                ('due_on', models.DateField()),
                ('taken_by', models.UUIDField()),
                ('taken_at', models.DateTimeField()),
                ('gathered_at', models.DateTimeField(null=True)),
                ('answer_from', models.DateField(null=True)),
                ('outcome', models.CharField(blank=True, default='', max_length=10)),
                ('ground', models.CharField(blank=True, default='', max_length=20)),
                ('reason', models.BinaryField(null=True)),
                ('decided_by', models.UUIDField(null=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('answered_at', models.DateTimeField(null=True)),
                ('answer_sha256', models.CharField(blank=True, default='', max_length=64)),
                ('kept_until', models.DateField(null=True)),
            ],
            options={
                'db_table': 'supervision_rights_request',
                'indexes': [models.Index(fields=['authority_id', 'strand', 'due_on'], name='supervision_rights_due'), models.Index(fields=['kept_until'], name='supervision_rights_kept')],
                'constraints': [models.CheckConstraint(condition=models.Q(('strand__in', ['C', 'A'])), name='supervision_rights_strand'), models.CheckConstraint(condition=models.Q(('state__in', ['taken', 'gathered', 'decided', 'answered'])), name='supervision_rights_state'), models.CheckConstraint(condition=models.Q(('outcome__in', ['', 'none_held', 'disclosed', 'partly', 'withheld'])), name='supervision_rights_outcome'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('outcome', ''), ('reason__isnull', True)), models.Q(models.Q(('outcome', ''), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False), ('reason__isnull', False)), _connector='OR'), name='supervision_rights_who_decided'), models.CheckConstraint(condition=models.Q(models.Q(('outcome__in', ['partly', 'withheld']), _negated=True), models.Q(('ground', ''), _negated=True), _connector='OR'), name='supervision_rights_has_ground')],
            },
        ),
        migrations.CreateModel(
            name='RightsHolding',
            fields=[
                ('id', models.UUIDField(default=firstwall.kernel.ids.record_id, editable=False, primary_key=True, serialize=False)),
                ('authority_id', models.UUIDField()),
                ('strand', models.CharField(max_length=1)),
                ('alert_id', models.UUIDField()),
                ('owner_id', models.UUIDField(db_index=True)),
                ('alert_version', models.IntegerField()),
                ('action', models.CharField(max_length=30)),
                ('score', models.FloatField()),
                ('is_past', models.BooleanField(default=False)),
                ('candidates', models.IntegerField(default=0)),
                ('sightings', models.IntegerField(default=0)),
                ('concerns', models.CharField(max_length=4)),
                ('asked', models.BinaryField(null=True)),
                ('asked_at', models.DateTimeField(null=True)),
                ('position_due_on', models.DateField(null=True)),
                ('position', models.CharField(blank=True, default='', max_length=12)),
                ('position_ground', models.CharField(blank=True, default='', max_length=20)),
                ('position_reason', models.BinaryField(null=True)),
                ('position_at', models.DateTimeField(null=True)),
                ('position_by', models.UUIDField(null=True)),
                ('is_disclosed', models.BooleanField(null=True)),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holdings', to='firstwall.rightsrequest')),
            ],
            options={
                'db_table': 'supervision_rights_holding',
                'constraints': [models.UniqueConstraint(fields=('request', 'alert_id'), name='supervision_holding_once'), models.CheckConstraint(condition=models.Q(('strand__in', ['C', 'A'])), name='supervision_holding_strand'), models.CheckConstraint(condition=models.Q(('concerns__in', ['yes', 'no', 'open'])), name='supervision_holding_concerns'), models.CheckConstraint(condition=models.Q(('position__in', ['', 'agrees', 'objects', 'executed', 'declined', 'silent'])), name='supervision_holding_position')],
            },
        ),
        migrations.RunPython(law_again, elidable=False),
        *WALLS,
    ]
