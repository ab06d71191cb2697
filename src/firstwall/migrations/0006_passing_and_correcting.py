"""Registers of copies, transfers, corrections, decisions and disputes; their policies and triggers (CIS-50 to CIS-61)."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

import firstwall.kernel.ids

SQL = Path(__file__).parent / "sql" / "sharing"
WALLS = [migrations.RunSQL([path.read_text(encoding="utf-8")]) for path in sorted(SQL.glob("*.sql"))]


class Migration(migrations.Migration):

    dependencies = [
        ('firstwall', '0005_desks'),
    ]

    operations = [
        migrations.CreateModel(
            name='Copy',
            fields=[
                ('id', models.UUIDField(default=firstwall.kernel.ids.record_id, editable=False, primary_key=True, serialize=False)),
                ('strand', models.CharField(max_length=1)),
                ('alert_id', models.UUIDField()),
                ('alert_reference', models.CharField(max_length=60)),
                ('alert_category', models.CharField(max_length=1)),
                ('alert_version', models.IntegerField()),
                ('owner_id', models.UUIDField()),
                ('authority_id', models.UUIDField()),
                ('service_id', models.UUIDField()),
                ('kind', models.CharField(max_length=30)),
                ('system', models.CharField(max_length=120)),
                ('case_reference', models.CharField(max_length=80)),
                ('analyst_id', models.UUIDField(null=True)),
                ('need', models.BinaryField(null=True)),
                ('made_on', models.DateField()),
                ('review_on', models.DateField()),
                ('last_day', models.DateField()),
                ('review_noticed_on', models.DateField(null=True)),
                ('state', models.CharField(default='active', max_length=10)),
                ('ended_on', models.DateField(null=True)),
                ('ended_because', models.CharField(blank=True, default='', max_length=30)),
            ],
            options={
                'db_table': 'cis_copy',
            },
        ),
        migrations.CreateModel(
            name='CopyAnalyst',
            fields=[
                ('id', models.UUIDField(default=firstwall.kernel.ids.record_id, editable=False, primary_key=True, serialize=False)),
                ('authority_id', models.UUIDField()),
                ('strand', models.CharField(max_length=1)),
                ('person_id', models.UUIDField()),
                ('listed_by', models.UUIDField()),
                ('listed_on', models.DateField()),
                ('ended_on', models.DateField(null=True)),
            ],
            options={
                'db_table': 'cis_copy_analyst',
            },
        ),
        migrations.CreateModel(
            name='CopyService',
            fields=[
                ('id', models.UUIDField(default=firstwall.kernel.ids.record_id, editable=False, primary_key=True, serialize=False)),
                ('authority_id', models.UUIDField()),
                ('strand', models.CharField(max_length=1)),
                ('kind', models.CharField(max_length=30)),
                ('name', models.CharField(max_length=120)),
                ('system', models.CharField(max_length=120)),
                ('listed_on', models.DateField()),
                ('ended_on', models.DateField(null=True)),
            ],
            options={
                'db_table': 'cis_copy_service',
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.UUIDField(default=firstwall.kernel.ids.record_id, editable=False, primary_key=True, serialize=False)),
                ('strand', models.CharField(max_length=1)),
                ('alert_id', models.UUIDField()),
                ('alert_reference', models.CharField(max_length=60)),
                ('alert_version', models.IntegerField()),
                ('owner_id', models.UUIDField()),
                ('authority_id', models.UUIDField()),
                ('kind', models.CharField(max_length=30)),
                ('proposed_by', models.UUIDField()),
                ('proposed_at', models.DateTimeField()),
                ('due_on', models.DateField()),
                ('proposal', models.BinaryField(null=True)),
                ('state', models.CharField(default='open', max_length=10)),
                ('outcome', models.CharField(blank=True, default='', max_length=10)),
                ('decided_by', models.UUIDField(null=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('reasons', models.BinaryField(null=True)),
            ],
            options={
                'db_table': 'cis_correction',
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.UUIDField(default=firstwall.kernel.ids.record_id, editable=False, primary_key=True, serialize=False)),
                ('strand', models.CharField(max_length=1)),
                ('alert_id', models.UUIDField()),
                ('alert_reference', models.CharField(max_length=60)),
                ('alert_version', models.IntegerField()),
                ('owner_id', models.UUIDField()),
                ('authority_id', models.UUIDField()),
                ('body', models.CharField(max_length=30)),
                ('state_code', models.CharField(max_length=2)),
                ('decided_on', models.DateField()),
                ('order', models.CharField(max_length=20)),
                ('contradicts', models.UUIDField(null=True)),
                ('registered_by', models.UUIDField()),
                ('registered_at', models.DateTimeField()),
                ('said', models.BinaryField(null=True)),
                ('state', models.CharField(default='open', max_length=10)),
                ('outcome', models.CharField(blank=True, default='', max_length=10)),
                ('ended_by', models.UUIDField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'cis_decision',
            },
        ),
        migrations.CreateModel(
            name='Dispute',
            fields=[
                ('id', models.UUIDField(default=firstwall.kernel.ids.record_id, editable=False, primary_key=True, serialize=False)),
                ('strand', models.CharField(max_length=1)),
                ('first_alert_id', models.UUIDField()),
                ('first_owner_id', models.UUIDField()),
                ('later_alert_id', models.UUIDField()),
                ('later_owner_id', models.UUIDField()),
                ('fields', models.JSONField(default=list)),
                ('opened_by', models.UUIDField()),
                ('opened_at', models.DateTimeField()),
                ('later_position', models.BinaryField(null=True)),
                ('first_position', models.BinaryField(null=True)),
                ('referred_on', models.DateField(null=True)),
                ('escalates_on', models.DateField(null=True)),
                ('state', models.CharField(default='open', max_length=20)),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_by', models.UUIDField(null=True)),
            ],
            options={
                'db_table': 'cis_dispute',
            },
        ),
        migrations.CreateModel(
            name='Receipt',
            fields=[
                ('id', models.UUIDField(default=firstwall.kernel.ids.record_id, editable=False, primary_key=True, serialize=False)),
                ('strand', models.CharField(max_length=1)),
                ('held_as', models.CharField(max_length=10)),
                ('held_id', models.UUIDField()),
                ('alert_id', models.UUIDField()),
                ('alert_reference', models.CharField(max_length=60)),
                ('alert_version', models.IntegerField()),
                ('owner_id', models.UUIDField()),
                ('authority_id', models.UUIDField()),
                ('act', models.CharField(max_length=10)),
                ('because', models.CharField(max_length=30)),
                ('owed_at', models.DateTimeField()),
                ('due_on', models.DateField()),
                ('done_at', models.DateTimeField(null=True)),
                ('done_by', models.UUIDField(null=True)),
            ],
            options={
                'db_table': 'cis_receipt',
            },
        ),
        migrations.CreateModel(
            name='Transfer',
            fields=[
                ('id', models.UUIDField(default=firstwall.kernel.ids.record_id, editable=False, primary_key=True, serialize=False)),
                ('strand', models.CharField(max_length=1)),
                ('alert_id', models.UUIDField()),
                ('alert_reference', models.CharField(max_length=60)),
                ('alert_category', models.CharField(max_length=1)),
                ('owner_id', models.UUIDField()),
                ('authority_id', models.UUIDField()),
                ('kind', models.CharField(max_length=20)),
                ('country', models.CharField(blank=True, default='', max_length=2)),
                ('ground', models.CharField(blank=True, default='', max_length=30)),
                ('asked_by', models.UUIDField()),
                ('asked_at', models.DateTimeField()),
                ('asked', models.BinaryField(null=True)),
                ('state', models.CharField(default='asked', max_length=10)),
                ('decided_by', models.UUIDField(null=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('decided', models.BinaryField(null=True)),
                ('authorisation_id', models.UUIDField(null=True, unique=True)),
                ('valid_until', models.DateField(null=True)),
            ],
            options={
                'db_table': 'cis_transfer',
            },
        ),
        migrations.CreateModel(
            name='TransferMade',
            fields=[
                ('id', models.UUIDField(default=firstwall.kernel.ids.record_id, editable=False, primary_key=True, serialize=False)),
                ('strand', models.CharField(max_length=1)),
                ('owner_id', models.UUIDField()),
                ('authority_id', models.UUIDField()),
                ('alert_id', models.UUIDField()),
                ('alert_version', models.IntegerField()),
                ('made_by', models.UUIDField()),
                ('made_at', models.DateTimeField()),
                ('digest', models.CharField(max_length=64)),
                ('security_measures', models.CharField(blank=True, default='', max_length=500)),
            ],
            options={
                'db_table': 'cis_transfer_made',
            },
        ),
        migrations.RemoveConstraint(
            model_name='alert',
            name='cis_alert_last_day_after',
        ),
        migrations.AddField(
            model_name='alert',
            name='is_blocked',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='alert',
            name='is_contested',
            field=models.BooleanField(default=False),
        ),
        migrations.AddConstraint(
            model_name='alert',
            constraint=models.CheckConstraint(condition=models.Q(('last_day__gte', models.F('entered_on'))), name='cis_alert_last_day_after'),
        ),
        migrations.AddIndex(
            model_name='copy',
            index=models.Index(fields=['alert_id'], name='cis_copy_of_alert'),
        ),
        migrations.AddIndex(
            model_name='copy',
            index=models.Index(fields=['authority_id', 'strand', '-made_on'], name='cis_copy_of_holder'),
        ),
        migrations.AddIndex(
            model_name='copy',
            index=models.Index(condition=models.Q(('state', 'erased'), _negated=True), fields=['review_on', 'id'], name='cis_copy_review'),
        ),
        migrations.AddIndex(
            model_name='copy',
            index=models.Index(condition=models.Q(('state', 'erased'), _negated=True), fields=['last_day', 'id'], name='cis_copy_ending'),
        ),
        migrations.AddConstraint(
            model_name='copy',
            constraint=models.CheckConstraint(condition=models.Q(('strand__in', ('C', 'A'))), name='cis_copy_strand'),
        ),
        migrations.AddConstraint(
            model_name='copy',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ('active', 'blocked', 'erased'))), name='cis_copy_state'),
        ),
        migrations.AddConstraint(
            model_name='copy',
            constraint=models.CheckConstraint(condition=models.Q(('owner_id', models.F('authority_id')), _negated=True), name='cis_copy_of_others'),
        ),
        migrations.AddConstraint(
            model_name='copy',
            constraint=models.CheckConstraint(condition=models.Q(('case_reference', ''), _negated=True), name='cis_copy_for_a_case'),
        ),
        migrations.AddConstraint(
            model_name='copy',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_on__isnull', False), ('state', 'erased')), models.Q(models.Q(('state', 'erased'), _negated=True), ('ended_on__isnull', True)), _connector='OR'), name='cis_copy_ended_pair'),
        ),
        migrations.AddConstraint(
            model_name='copyservice',
            constraint=models.CheckConstraint(condition=models.Q(('strand__in', ('C', 'A'))), name='cis_copy_service_strand'),
        ),
        migrations.AddConstraint(
            model_name='copyservice',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ('risk_management', 'operational_analysis'))), name='cis_copy_service_kind'),
        ),
        migrations.AddField(
            model_name='copyanalyst',
            name='service',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='analysts', to='firstwall.copyservice'),
        ),
        migrations.AddIndex(
            model_name='correction',
            index=models.Index(fields=['alert_id', 'state'], name='cis_correction_of_alert'),
        ),
        migrations.AddIndex(
            model_name='correction',
            index=models.Index(fields=['owner_id', 'strand', 'state'], name='cis_correction_of_owner'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(('strand__in', ('C', 'A'))), name='cis_correction_strand'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(('owner_id', models.F('authority_id')), _negated=True), name='cis_correction_by_another'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('outcome', ''), ('state', 'open')), models.Q(('decided_at__isnull', False), ('outcome', ''), ('state', 'rejected')), models.Q(('decided_at__isnull', False), ('outcome__in', ('amended', 'erased')), ('state', 'accepted')), _connector='OR'), name='cis_correction_state'),
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(fields=['alert_id', 'state'], name='cis_decision_of_alert'),
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(fields=['owner_id', 'strand', 'state'], name='cis_decision_of_owner'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('strand__in', ('C', 'A'))), name='cis_decision_strand'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('order__in', ('amend', 'supplement', 'rectify', 'erase', 'keep'))), name='cis_decision_order'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('outcome', ''), ('state', 'open')), models.Q(('ended_at__isnull', False), ('outcome__in', ('amended', 'erased', 'kept')), ('state', 'executed')), models.Q(('ended_at__isnull', False), ('outcome', ''), ('state', 'retracted')), _connector='OR'), name='cis_decision_state'),
        ),
        migrations.AddIndex(
            model_name='dispute',
            index=models.Index(fields=['first_alert_id'], name='cis_dispute_first'),
        ),
        migrations.AddIndex(
            model_name='dispute',
            index=models.Index(fields=['later_alert_id'], name='cis_dispute_later'),
        ),
        migrations.AddConstraint(
            model_name='dispute',
            constraint=models.CheckConstraint(condition=models.Q(('strand__in', ('C', 'A'))), name='cis_dispute_strand'),
        ),
        migrations.AddConstraint(
            model_name='dispute',
            constraint=models.CheckConstraint(condition=models.Q(('first_owner_id', models.F('later_owner_id')), _negated=True), name='cis_dispute_of_two_suppliers'),
        ),
        migrations.AddConstraint(
            model_name='dispute',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ('open', 'referred', 'agreed', 'first_stands', 'court'))), name='cis_dispute_state'),
        ),
        migrations.AddConstraint(
            model_name='dispute',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('escalates_on__isnull', True), ('referred_on__isnull', True)), models.Q(('escalates_on__isnull', False), ('referred_on__isnull', False)), _connector='OR'), name='cis_dispute_referred_pair'),
        ),
        migrations.AddIndex(
            model_name='receipt',
            index=models.Index(fields=['authority_id', 'strand', 'due_on'], name='cis_receipt_owed'),
        ),
        migrations.AddIndex(
            model_name='receipt',
            index=models.Index(fields=['held_id'], name='cis_receipt_held'),
        ),
        migrations.AddConstraint(
            model_name='receipt',
            constraint=models.CheckConstraint(condition=models.Q(('strand__in', ('C', 'A'))), name='cis_receipt_strand'),
        ),
        migrations.AddConstraint(
            model_name='receipt',
            constraint=models.CheckConstraint(condition=models.Q(('held_as__in', ('copy', 'transfer'))), name='cis_receipt_held_as'),
        ),
        migrations.AddConstraint(
            model_name='receipt',
            constraint=models.CheckConstraint(condition=models.Q(('act__in', ('erase', 'correct'))), name='cis_receipt_act'),
        ),
        migrations.AddConstraint(
            model_name='receipt',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('done_at__isnull', True), ('done_by__isnull', True)), models.Q(('done_at__isnull', False), ('done_by__isnull', False)), _connector='OR'), name='cis_receipt_done_pair'),
        ),
        migrations.AddIndex(
            model_name='transfer',
            index=models.Index(fields=['alert_id'], name='cis_transfer_of_alert'),
        ),
        migrations.AddIndex(
            model_name='transfer',
            index=models.Index(fields=['owner_id', 'strand', 'state'], name='cis_transfer_of_owner'),
        ),
        migrations.AddIndex(
            model_name='transfer',
            index=models.Index(fields=['authority_id', 'strand', '-asked_at'], name='cis_transfer_of_asker'),
        ),
        migrations.AddConstraint(
            model_name='transfer',
            constraint=models.CheckConstraint(condition=models.Q(('strand__in', ('C', 'A'))), name='cis_transfer_strand'),
        ),
        migrations.AddConstraint(
            model_name='transfer',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ('asked', 'authorised', 'refused', 'revoked'))), name='cis_transfer_state'),
        ),
        migrations.AddConstraint(
            model_name='transfer',
            constraint=models.CheckConstraint(condition=models.Q(('owner_id', models.F('authority_id')), _negated=True), name='cis_transfer_of_others'),
        ),
        migrations.AddConstraint(
            model_name='transfer',
            constraint=models.CheckConstraint(condition=models.Q(('strand', 'A'), ('kind__in', ('other_use', 'national')), models.Q(('ground', ''), _negated=True), _connector='OR'), name='cis_transfer_grounded'),
        ),
        migrations.AddConstraint(
            model_name='transfer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('authorisation_id__isnull', False), ('state__in', ('authorised', 'revoked'))), models.Q(models.Q(('state__in', ('authorised', 'revoked')), _negated=True), ('authorisation_id__isnull', True)), _connector='OR'), name='cis_transfer_authorised_pair'),
        ),
        migrations.AddConstraint(
            model_name='transfer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('state', 'asked')), models.Q(models.Q(('state', 'asked'), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='cis_transfer_decided_pair'),
        ),
        migrations.AddField(
            model_name='transfermade',
            name='transfer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='made', to='firstwall.transfer'),
        ),
        migrations.AddConstraint(
            model_name='copyanalyst',
            constraint=models.CheckConstraint(condition=models.Q(('person_id', models.F('listed_by')), _negated=True), name='cis_copy_analyst_by_another'),
        ),
        migrations.AddConstraint(
            model_name='transfermade',
            constraint=models.CheckConstraint(condition=models.Q(('strand__in', ('C', 'A'))), name='cis_transfer_made_strand'),
        ),
        *WALLS,
    ]
