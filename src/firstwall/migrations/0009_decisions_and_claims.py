"""Decisions registered by reference, contested, judged (CIS-60); what was ordered for a person (RTS-08);
checks between supervisors (RTS-09); who signs for a list (CIS-26); claims between partners (GOV-03).
"""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

import firstwall.kernel.ids

SQL = Path(__file__).parent / "sql" / "claims"
WALLS = [migrations.RunSQL([path.read_text(encoding="utf-8")]) for path in sorted(SQL.glob("*.sql"))]


class Migration(migrations.Migration):

    dependencies = [
        ('firstwall', '0008_record_basis'),
    ]

    operations = [
        migrations.RemoveConstraint(model_name='decision', name='cis_decision_state'),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('outcome', ''), ('state', 'open')), models.Q(('ended_at__isnull', False), ('outcome__in', ('amended', 'erased', 'kept')), ('state', 'executed')), models.Q(('ended_at__isnull', False), ('outcome', ''), ('state__in', ('retracted', 'struck'))), _connector='OR'), name='cis_decision_state'),
        ),
        migrations.CreateModel(
            name='Contest',
            fields=[
                ('id', models.UUIDField(default=firstwall.kernel.ids.record_id, editable=False, primary_key=True, serialize=False)),
                ('strand', models.CharField(max_length=1)),
                ('decision_id', models.UUIDField(unique=True)),
                ('alert_id', models.UUIDField(db_index=True)),
                ('alert_reference', models.CharField(max_length=60)),
                ('owner_id', models.UUIDField()),
                ('authority_id', models.UUIDField()),
                ('contested_by', models.UUIDField()),
                ('contested_at', models.DateTimeField()),
                ('reason', models.BinaryField(null=True)),
                ('state', models.CharField(default='open', max_length=12)),
                ('supervisor_id', models.UUIDField(null=True)),
                ('judged_by', models.UUIDField(null=True)),
                ('judged_at', models.DateTimeField(null=True)),
                ('judgement', models.BinaryField(null=True)),
            ],
            options={
                'db_table': 'cis_contest',
                'constraints': [models.CheckConstraint(condition=models.Q(('strand__in', ('C', 'A'))), name='cis_contest_strand'), models.CheckConstraint(condition=models.Q(('owner_id', models.F('authority_id')), _negated=True), name='cis_contest_of_anothers'), models.CheckConstraint(condition=models.Q(models.Q(('judged_at__isnull', True), ('judged_by__isnull', True), ('state', 'open'), ('supervisor_id__isnull', True)), models.Q(('judged_at__isnull', False), ('judged_by__isnull', False), ('state__in', ('genuine', 'not_genuine')), ('supervisor_id__isnull', False)), _connector='OR'), name='cis_contest_state')],
            },
        ),
        migrations.CreateModel(
            name='RightsRemedy',
            fields=[
                ('id', models.UUIDField(default=firstwall.kernel.ids.record_id, editable=False, primary_key=True, serialize=False)),
                ('authority_id', models.UUIDField()),
                ('strand', models.CharField(max_length=1)),
                ('orders', models.CharField(max_length=20)),
                ('body', models.CharField(max_length=30)),
                ('state_code', models.CharField(max_length=2)),
                ('decided_on', models.DateField()),
                ('said', models.BinaryField()),
                ('holding_id', models.UUIDField(null=True)),
                ('decision_id', models.UUIDField(null=True)),
                ('bound_request_id', models.UUIDField(null=True)),
                ('registered_by', models.UUIDField()),
                ('registered_at', models.DateTimeField()),
                ('paid_on', models.DateField(null=True)),
                ('paid_by', models.UUIDField(null=True)),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='remedies', to='firstwall.rightsrequest')),
            ],
            options={
                'db_table': 'supervision_rights_remedy',
                'constraints': [models.CheckConstraint(condition=models.Q(('strand__in', ['C', 'A'])), name='supervision_remedy_strand'), models.CheckConstraint(condition=models.Q(models.Q(('bound_request_id__isnull', True), ('decision_id__isnull', False), ('holding_id__isnull', False), ('orders__in', ['rectify', 'erase'])), models.Q(('bound_request_id__isnull', False), ('decision_id__isnull', True), ('holding_id__isnull', True), ('orders', 'access')), models.Q(('bound_request_id__isnull', True), ('decision_id__isnull', True), ('holding_id__isnull', True), ('orders', 'compensation')), _connector='OR'), name='supervision_remedy_wired'), models.CheckConstraint(condition=models.Q(models.Q(('paid_by__isnull', True), ('paid_on__isnull', True)), models.Q(('orders', 'compensation'), ('paid_by__isnull', False), ('paid_on__isnull', False)), _connector='OR'), name='supervision_remedy_paid_pair')],
            },
        ),
        migrations.AddField(model_name='rightsrequest', name='checked_on', field=models.DateField(null=True)),
        migrations.CreateModel(
            name='RightsCheck',
            fields=[
                ('id', models.UUIDField(default=firstwall.kernel.ids.record_id, editable=False, primary_key=True, serialize=False)),
                ('request_id', models.UUIDField(unique=True)),
                ('reference', models.CharField(max_length=60)),
                ('strand', models.CharField(max_length=1)),
                ('authority_id', models.UUIDField()),
                ('taken_by_authority', models.UUIDField()),
                ('opened_by', models.UUIDField()),
                ('opened_at', models.DateTimeField()),
                ('answer_from', models.DateField()),
                ('state', models.CharField(default='open', max_length=10)),
                ('finding', models.CharField(blank=True, default='', max_length=20)),
                ('words', models.BinaryField(null=True)),
                ('closed_by', models.UUIDField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'supervision_rights_check',
                'constraints': [models.CheckConstraint(condition=models.Q(('strand__in', ['C', 'A'])), name='supervision_check_strand'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('closed_by__isnull', True), ('finding', ''), ('state', 'open')), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False), ('state', 'closed'), models.Q(('finding', ''), _negated=True)), _connector='OR'), name='supervision_check_state')],
            },
        ),
        migrations.CreateModel(
            name='CheckQuestion',
            fields=[
                ('id', models.UUIDField(default=firstwall.kernel.ids.record_id, editable=False, primary_key=True, serialize=False)),
                ('check_id', models.UUIDField(db_index=True)),
                ('reference', models.CharField(max_length=60)),
                ('strand', models.CharField(max_length=1)),
                ('authority_id', models.UUIDField()),
                ('asked_id', models.UUIDField()),
                ('owner_id', models.UUIDField()),
                ('alert_id', models.UUIDField()),
                ('asked_at', models.DateTimeField()),
                ('due_on', models.DateField()),
                ('state', models.CharField(default='open', max_length=10)),
                ('finding', models.CharField(blank=True, default='', max_length=20)),
                ('words', models.BinaryField(null=True)),
                ('replied_by', models.UUIDField(null=True)),
                ('replied_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'supervision_check_question',
                'indexes': [models.Index(fields=['asked_id', 'strand', 'due_on'], name='supervision_question_asked')],
                'constraints': [models.CheckConstraint(condition=models.Q(('strand__in', ['C', 'A'])), name='supervision_question_strand'), models.UniqueConstraint(fields=('check_id', 'alert_id'), name='supervision_question_once'), models.CheckConstraint(condition=models.Q(models.Q(('finding', ''), ('replied_at__isnull', True), ('replied_by__isnull', True), ('state__in', ['open', 'silent'])), models.Q(('replied_at__isnull', False), ('replied_by__isnull', False), ('state', 'replied'), models.Q(('finding', ''), _negated=True)), _connector='OR'), name='supervision_question_state')],
            },
        ),
        migrations.CreateModel(
            name='Claim',
            fields=[
                ('id', models.UUIDField(default=firstwall.kernel.ids.record_id, editable=False, primary_key=True, serialize=False)),
                ('strand', models.CharField(max_length=1)),
                ('alert_reference', models.CharField(max_length=60)),
                ('owner_id', models.UUIDField()),
                ('authority_id', models.UUIDField()),
                ('amount_cents', models.BigIntegerField()),
                ('share_percent', models.SmallIntegerField(null=True)),
                ('claimed_by', models.UUIDField()),
                ('claimed_at', models.DateTimeField()),
                ('harm', models.BinaryField()),
                ('state', models.CharField(default='open', max_length=10)),
                ('answered_by', models.UUIDField(null=True)),
                ('answered_at', models.DateTimeField(null=True)),
                ('answer', models.BinaryField(null=True)),
                ('paid_on', models.DateField(null=True)),
                ('paid_by', models.UUIDField(null=True)),
            ],
            options={
                'db_table': 'cis_claim',
                'indexes': [models.Index(fields=['owner_id', 'strand', 'state'], name='cis_claim_of_owner')],
                'constraints': [models.CheckConstraint(condition=models.Q(('strand__in', ('C', 'A'))), name='cis_claim_strand'), models.CheckConstraint(condition=models.Q(('owner_id', models.F('authority_id')), _negated=True), name='cis_claim_of_anothers'), models.CheckConstraint(condition=models.Q(('amount_cents__gt', 0)), name='cis_claim_amount'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('paid_on__isnull', True), ('share_percent__isnull', True), ('state', 'open')), models.Q(('answered_at__isnull', False), ('paid_on__isnull', True), ('share_percent', 0), ('state', 'declined')), models.Q(('answered_at__isnull', False), ('paid_on__isnull', True), ('share_percent__gt', 0), ('share_percent__lte', 100), ('state', 'agreed')), models.Q(('answered_at__isnull', False), ('paid_on__isnull', False), ('share_percent__gt', 0), ('share_percent__lte', 100), ('state', 'paid')), _connector='OR'), name='cis_claim_state')],
            },
        ),
        *WALLS,
    ]
