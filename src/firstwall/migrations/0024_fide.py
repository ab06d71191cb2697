"""The customs files identification database: entries, their keys, lists of offences, deferrals, counts (FIDE-01 to FIDE-22)."""

from pathlib import Path

import django.db.models.deletion
import firstwall.kernel.ids
from django.db import migrations, models


SQL = Path(__file__).parent / "sql" / "fide"
WALLS = [migrations.RunSQL([path.read_text(encoding="utf-8")]) for path in sorted(SQL.glob("*.sql"))]


class Migration(migrations.Migration):

    dependencies = [
        ('firstwall', '0020_hits'),
    ]

    operations = [
        migrations.CreateModel(
            name='FileDeferral',
            fields=[
                ('id', models.UUIDField(default=firstwall.kernel.ids.record_id, editable=False, primary_key=True, serialize=False)),
                ('strand', models.CharField(max_length=1)),
                ('owner_id', models.UUIDField()),
                ('ground', models.CharField(max_length=20)),
                ('recheck_on', models.DateField()),
                ('made_by', models.UUIDField()),
                ('made_at', models.DateTimeField()),
                ('ended_on', models.DateField(null=True)),
                ('said', models.BinaryField()),
            ],
            options={
                'db_table': 'fide_deferral',
                'indexes': [models.Index(fields=['owner_id', 'strand', 'recheck_on'], name='fide_deferral_own')],
                'constraints': [models.CheckConstraint(condition=models.Q(('strand__in', ('C', 'A'))), name='fide_deferral_strand'), models.CheckConstraint(condition=models.Q(('ground__in', ['public_policy', 'security', 'rights', 'investigation', 'interests'])), name='fide_deferral_ground')],
            },
        ),
        migrations.CreateModel(
            name='FileEndedCount',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('strand', models.CharField(max_length=1)),
                ('state_code', models.CharField(max_length=2)),
                ('kind', models.CharField(max_length=8)),
                ('status', models.CharField(max_length=12)),
                ('subject', models.CharField(max_length=20)),
                ('why', models.CharField(max_length=10)),
                ('year', models.IntegerField()),
                ('number', models.IntegerField(default=0)),
            ],
            options={
                'db_table': 'fide_ended_count',
                'constraints': [models.UniqueConstraint(fields=('strand', 'state_code', 'kind', 'status', 'subject', 'why', 'year'), name='fide_ended_count_once'), models.CheckConstraint(condition=models.Q(('why__in', ('limit', 'inactive', 'cleared'))), name='fide_ended_count_why')],
            },
        ),
        migrations.CreateModel(
            name='FileEntry',
            fields=[
                ('id', models.UUIDField(default=firstwall.kernel.ids.record_id, editable=False, primary_key=True, serialize=False)),
                ('strand', models.CharField(max_length=1)),
                ('kind', models.CharField(max_length=8)),
                ('owner_id', models.UUIDField()),
                ('state_code', models.CharField(max_length=2)),
                ('status', models.CharField(max_length=12)),
                ('subject', models.CharField(max_length=20)),
                ('offence_code', models.CharField(blank=True, default='', max_length=40)),
                ('offence_list_id', models.UUIDField(null=True)),
                ('filed_on', models.DateField()),
                ('last_act_on', models.DateField()),
                ('gone_from', models.DateField()),
                ('version', models.IntegerField(default=1)),
                ('entered_by', models.UUIDField()),
                ('entered_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('said', models.BinaryField()),
            ],
            options={
                'db_table': 'fide_entry',
                'indexes': [models.Index(fields=['owner_id', 'strand', '-changed_at'], name='fide_entry_own'), models.Index(fields=['gone_from'], name='fide_entry_ends')],
                'constraints': [models.CheckConstraint(condition=models.Q(('strand__in', ('C', 'A'))), name='fide_entry_strand'), models.CheckConstraint(condition=models.Q(('kind__in', ('person', 'business'))), name='fide_entry_kind'), models.CheckConstraint(condition=models.Q(('status__in', ['suspected', 'established', 'sanctioned'])), name='fide_entry_status'), models.CheckConstraint(condition=models.Q(models.Q(('offence_list_id__isnull', False), ('strand', 'C'), models.Q(('offence_code', ''), _negated=True)), models.Q(('offence_code', ''), ('offence_list_id__isnull', True), ('strand', 'A')), _connector='OR'), name='fide_entry_offence'), models.CheckConstraint(condition=models.Q(('gone_from__gt', models.F('filed_on'))), name='fide_entry_clock')],
            },
        ),
        migrations.CreateModel(
            name='OffenceList',
            fields=[
                ('id', models.UUIDField(default=firstwall.kernel.ids.record_id, editable=False, primary_key=True, serialize=False)),
                ('state_code', models.CharField(max_length=2)),
                ('number', models.IntegerField()),
                ('in_force_from', models.DateField()),
                ('offences', models.JSONField()),
                ('authority_id', models.UUIDField()),
                ('given_by', models.UUIDField()),
                ('given_at', models.DateTimeField()),
            ],
            options={
                'db_table': 'fide_offence_list',
                'constraints': [models.UniqueConstraint(fields=('state_code', 'number'), name='fide_offence_list_once')],
            },
        ),
        migrations.CreateModel(
            name='FileEntryKey',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('key', models.BinaryField(max_length=16)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='keys', to='firstwall.fileentry')),
            ],
            options={
                'db_table': 'fide_entry_key',
                'indexes': [models.Index(fields=['key'], name='fide_entry_key_found')],
            },
        ),
        *WALLS,
    ]
