"""Desks, lists, organisations: matches and consent, versions of lists, decisions of the Council, confirmations (CIS-24 to CIS-32)."""

from pathlib import Path

import django.contrib.postgres.fields
import firstwall.authorities.confirmation
import firstwall.kernel.ids
from django.db import migrations, models

SQL = Path(__file__).parent / "sql" / "desks"
WALLS = [migrations.RunSQL([path.read_text(encoding="utf-8")]) for path in sorted(SQL.glob("*.sql"))]


class Migration(migrations.Migration):

    dependencies = [
        ('firstwall', '0004_retention_engine'),
    ]

    operations = [
        migrations.CreateModel(
            name='AgencyMatch',
            fields=[
                ('id', models.UUIDField(default=firstwall.kernel.ids.record_id, editable=False, primary_key=True, serialize=False)),
                ('strand', models.CharField(max_length=1)),
                ('alert_id', models.UUIDField()),
                ('alert_version', models.IntegerField()),
                ('owner_id', models.UUIDField()),
                ('agency_id', models.UUIDField()),
                ('found_by', models.UUIDField()),
                ('found_at', models.DateTimeField()),
                ('purpose', models.CharField(max_length=30)),
                ('reference', models.CharField(blank=True, default='', max_length=120)),
                ('state', models.CharField(default='open', max_length=10)),
                ('sealed', models.BinaryField(default=b'')),
                ('decided_by', models.UUIDField(null=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('withheld', models.BooleanField(default=False)),
            ],
            options={
                'db_table': 'cis_agency_match',
            },
        ),
        migrations.CreateModel(
            name='ListVersion',
            fields=[
                ('id', models.UUIDField(default=firstwall.kernel.ids.record_id, primary_key=True, serialize=False)),
                ('strand', models.CharField(max_length=1)),
                ('state_code', models.CharField(blank=True, default='', max_length=2)),
                ('number', models.IntegerField()),
                ('rows', models.JSONField()),
                ('reason', models.CharField(max_length=2000)),
                ('in_force_from', models.DateField()),
                ('state', models.CharField(default='proposed', max_length=10)),
                ('proposed_by', models.UUIDField()),
                ('proposed_for', models.UUIDField()),
                ('proposed_at', models.DateTimeField()),
                ('finding', models.CharField(blank=True, default='', max_length=2000)),
                ('checked_by', models.UUIDField(null=True)),
                ('checked_for', models.UUIDField(null=True)),
                ('checked_at', models.DateTimeField(null=True)),
                ('confirmed_by', models.UUIDField(null=True)),
                ('confirmed_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'authorities_list_version',
            },
        ),
        migrations.AddField(
            model_name='authority',
            name='decision_ends_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='authority',
            name='decision_reference',
            field=models.CharField(blank=True, default='', max_length=80),
        ),
        migrations.AddField(
            model_name='authority',
            name='decision_scope',
            field=models.CharField(blank=True, default='', max_length=500),
        ),
        migrations.AddField(
            model_name='authority',
            name='decision_strands',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=1), default=list, size=None),
        ),
        migrations.AddField(
            model_name='designation',
            name='list_id',
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name='person',
            name='confirmed_by',
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name='person',
            name='confirmed_until',
            field=models.DateField(default=firstwall.authorities.confirmation.first_until),
        ),
        migrations.AddConstraint(
            model_name='authority',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decision_ends_on__isnull', False), ('decision_strands__len__gte', 1), ('type', 'international_organisation'), models.Q(('decision_reference', ''), _negated=True), models.Q(('decision_scope', ''), _negated=True)), models.Q(models.Q(('type', 'international_organisation'), _negated=True), ('decision_ends_on__isnull', True), ('decision_reference', ''), ('decision_scope', ''), ('decision_strands', [])), _connector='OR'), name='authorities_authority_decision'),
        ),
        migrations.AddIndex(
            model_name='agencymatch',
            index=models.Index(fields=['owner_id', 'state', '-found_at'], name='cis_match_of_owner'),
        ),
        migrations.AddIndex(
            model_name='agencymatch',
            index=models.Index(fields=['agency_id', '-found_at'], name='cis_match_of_agency'),
        ),
        migrations.AddIndex(
            model_name='agencymatch',
            index=models.Index(fields=['alert_id'], name='cis_match_of_alert'),
        ),
        migrations.AddConstraint(
            model_name='agencymatch',
            constraint=models.UniqueConstraint(fields=('agency_id', 'alert_id', 'alert_version', 'reference'), name='cis_match_once_a_case'),
        ),
        migrations.AddConstraint(
            model_name='agencymatch',
            constraint=models.CheckConstraint(condition=models.Q(('strand', 'C')), name='cis_match_strand'),
        ),
        migrations.AddConstraint(
            model_name='agencymatch',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ('open', 'consent', 'conditions', 'refusal'))), name='cis_match_state'),
        ),
        migrations.AddConstraint(
            model_name='agencymatch',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('sealed', b''), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False), models.Q(('sealed', b''), _negated=True)), _connector='OR'), name='cis_match_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='listversion',
            constraint=models.UniqueConstraint(fields=('strand', 'state_code', 'number'), name='authorities_list_number'),
        ),
        migrations.AddConstraint(
            model_name='listversion',
            constraint=models.CheckConstraint(condition=models.Q(('strand__in', ['C', 'A'])), name='authorities_list_strand'),
        ),
        migrations.AddConstraint(
            model_name='listversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('checked_at__isnull', True), ('confirmed_at__isnull', True), ('state', 'proposed')), models.Q(('checked_at__isnull', False), ('confirmed_at__isnull', True), ('state__in', ['checked', 'returned']), models.Q(('finding', ''), _negated=True)), models.Q(('checked_at__isnull', False), ('confirmed_at__isnull', False), ('state', 'confirmed'), models.Q(('finding', ''), _negated=True)), _connector='OR'), name='authorities_list_checked_before_confirmed'),
        ),
        migrations.AddConstraint(
            model_name='listversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('checked_by__isnull', True), models.Q(('checked_by', models.F('proposed_by')), _negated=True), _connector='OR'), models.Q(('confirmed_by__isnull', True), models.Q(('confirmed_by', models.F('proposed_by')), _negated=True), _connector='OR')), name='authorities_list_two_persons'),
        ),
        *WALLS,
    ]
