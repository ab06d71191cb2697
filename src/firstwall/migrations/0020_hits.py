"""Hits with an owner, a clock and a second person; shifts; the daily list of unanswered hits; seizures (CIS-38, JCO-11)."""

from pathlib import Path

import django.contrib.postgres.fields
import uuid
from django.db import migrations, models

SQL = Path(__file__).parent / "sql" / "hits"
WALLS = [migrations.RunSQL([path.read_text(encoding="utf-8")]) for path in sorted(SQL.glob("*.sql"))]


class Migration(migrations.Migration):

    dependencies = [
        ('firstwall', '0019_feeds'),
    ]

    operations = [
        migrations.CreateModel(
            name='ScreeningHandover',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('strand', models.CharField(max_length=1)),
                ('authority_id', models.UUIDField()),
                ('office_id', models.UUIDField(null=True)),
                ('place', models.CharField(blank=True, max_length=120)),
                ('given_by', models.UUIDField()),
                ('given_at', models.DateTimeField()),
                ('note', models.BinaryField()),
                ('hits', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None)),
                ('overdue', models.IntegerField()),
                ('accepted_by', models.UUIDField(null=True)),
                ('accepted_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'screening_handover',
            },
        ),
        migrations.CreateModel(
            name='ScreeningOfficeRule',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('authority_id', models.UUIDField()),
                ('office_id', models.UUIDField(null=True)),
                ('clock_minutes', models.IntegerField()),
                ('head_id', models.UUIDField(null=True)),
                ('set_by', models.UUIDField()),
                ('set_at', models.DateTimeField()),
            ],
            options={
                'db_table': 'screening_office_rule',
            },
        ),
        migrations.CreateModel(
            name='ScreeningSeizure',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('strand', models.CharField(max_length=1)),
                ('authority_id', models.UUIDField()),
                ('office_id', models.UUIDField(null=True)),
                ('candidate_id', models.UUIDField(null=True)),
                ('alert_id', models.UUIDField(null=True)),
                ('goods', models.CharField(max_length=30)),
                ('quantity', models.DecimalField(decimal_places=3, max_digits=18)),
                ('unit', models.CharField(max_length=20)),
                ('counted', models.DecimalField(decimal_places=6, max_digits=24)),
                ('value', models.DecimalField(decimal_places=2, max_digits=18, null=True)),
                ('currency', models.CharField(blank=True, max_length=3)),
                ('transport', models.CharField(max_length=20)),
                ('concealment', models.CharField(max_length=20)),
                ('place', models.CharField(max_length=120)),
                ('seized_at', models.DateTimeField()),
                ('said', models.BinaryField()),
                ('recorded_by', models.UUIDField()),
                ('recorded_at', models.DateTimeField()),
                ('revision', models.IntegerField(default=1)),
            ],
            options={
                'db_table': 'screening_seizure',
            },
        ),
        migrations.CreateModel(
            name='ScreeningUnanswered',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('strand', models.CharField(max_length=1)),
                ('authority_id', models.UUIDField()),
                ('office_id', models.UUIDField(null=True)),
                ('day', models.DateField()),
                ('hits', models.IntegerField()),
                ('told_at', models.DateTimeField()),
            ],
            options={
                'db_table': 'screening_unanswered',
            },
        ),
        migrations.AddField(
            model_name='screeningcandidate',
            name='assigned_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='screeningcandidate',
            name='assigned_to',
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name='screeningcandidate',
            name='clock_minutes',
            field=models.IntegerField(db_default=720),
        ),
        migrations.AddField(
            model_name='screeningcandidate',
            name='needs_second',
            field=models.BooleanField(db_default=False),
        ),
        migrations.AddField(
            model_name='screeningcandidate',
            name='rank',
            field=models.FloatField(db_default=0.0),
        ),
        migrations.AddField(
            model_name='screeningcandidate',
            name='seconded_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='screeningcandidate',
            name='seconded_by',
            field=models.UUIDField(null=True),
        ),
        migrations.AddIndex(
            model_name='screeningcandidate',
            index=models.Index(condition=models.Q(('sighting_id__isnull', True), models.Q(models.Q(('state', 'different'), _negated=True), ('needs_second', True), _connector='OR')), fields=['authority_id', 'strand', '-rank'], name='screening_cand_ranked'),
        ),
        migrations.AddConstraint(
            model_name='screeningcandidate',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('seconded_at__isnull', True), ('seconded_by__isnull', True)), models.Q(('needs_second', False), ('seconded_at__isnull', False), ('seconded_by__isnull', False), models.Q(('seconded_by', models.F('decided_by')), _negated=True)), _connector='OR'), name='screening_cand_seconded_by_another'),
        ),
        migrations.AddIndex(
            model_name='screeninghandover',
            index=models.Index(fields=['authority_id', 'strand', '-given_at'], name='screening_handover_recent'),
        ),
        migrations.AddConstraint(
            model_name='screeninghandover',
            constraint=models.CheckConstraint(condition=models.Q(('strand__in', ['C', 'A'])), name='screening_handover_strand'),
        ),
        migrations.AddConstraint(
            model_name='screeninghandover',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('accepted_at__isnull', True), ('accepted_by__isnull', True)), models.Q(('accepted_at__isnull', False), ('accepted_by__isnull', False), models.Q(('accepted_by', models.F('given_by')), _negated=True)), _connector='OR'), name='screening_handover_accepted_by_another'),
        ),
        migrations.AddConstraint(
            model_name='screeningofficerule',
            constraint=models.UniqueConstraint(fields=('authority_id', 'office_id'), name='screening_office_rule_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='screeningofficerule',
            constraint=models.CheckConstraint(condition=models.Q(('clock_minutes__gte', 5), ('clock_minutes__lte', 10080)), name='screening_office_rule_clock'),
        ),
        migrations.AddIndex(
            model_name='screeningseizure',
            index=models.Index(fields=['authority_id', 'strand', '-seized_at'], name='screening_seizure_recent'),
        ),
        migrations.AddIndex(
            model_name='screeningseizure',
            index=models.Index(fields=['candidate_id'], name='screening_seizure_of_hit'),
        ),
        migrations.AddIndex(
            model_name='screeningseizure',
            index=models.Index(fields=['alert_id'], name='screening_seizure_alert'),
        ),
        migrations.AddConstraint(
            model_name='screeningseizure',
            constraint=models.CheckConstraint(condition=models.Q(('strand__in', ['C', 'A'])), name='screening_seizure_strand'),
        ),
        migrations.AddConstraint(
            model_name='screeningseizure',
            constraint=models.CheckConstraint(condition=models.Q(('counted__gt', 0), ('quantity__gt', 0)), name='screening_seizure_quantity'),
        ),
        migrations.AddConstraint(
            model_name='screeningseizure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('currency', ''), ('value__isnull', True)), models.Q(('value__gte', 0), models.Q(('currency', ''), _negated=True)), _connector='OR'), name='screening_seizure_value_has_a_currency'),
        ),
        migrations.AddConstraint(
            model_name='screeningunanswered',
            constraint=models.CheckConstraint(condition=models.Q(('strand__in', ['C', 'A'])), name='screening_unanswered_strand'),
        ),
        migrations.AddConstraint(
            model_name='screeningunanswered',
            constraint=models.UniqueConstraint(fields=('authority_id', 'strand', 'office_id', 'day'), name='screening_unanswered_once_a_day', nulls_distinct=False),
        ),
        migrations.CreateModel(
            name='ScreeningEvidence',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('sighting_id', models.UUIDField()),
                ('alert_id', models.UUIDField()),
                ('strand', models.CharField(max_length=1)),
                ('owner_authority_id', models.UUIDField()),
                ('reporting_authority_id', models.UUIDField()),
                ('shows', models.CharField(max_length=15)),
                ('kind', models.CharField(max_length=10)),
                ('size', models.IntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('name', models.BinaryField()),
                ('sealed', models.BinaryField()),
                ('added_by', models.UUIDField()),
                ('added_at', models.DateTimeField()),
                ('withheld', models.BooleanField(default=False)),
            ],
            options={
                'db_table': 'screening_evidence',
                'indexes': [models.Index(fields=['alert_id'], name='screening_evidence_alert')],
                'constraints': [models.CheckConstraint(condition=models.Q(('strand__in', ['C', 'A'])), name='screening_evidence_strand'), models.CheckConstraint(condition=models.Q(('shows__in', ['means', 'objects', 'circumstances'])), name='screening_evidence_shows'), models.UniqueConstraint(fields=('sighting_id', 'sha256'), name='screening_evidence_once')],
            },
        ),
        *WALLS,
    ]
