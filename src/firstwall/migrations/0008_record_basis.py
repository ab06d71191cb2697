"""What an alert lacked before the law: the legal basis of its supplier (CIS-22), quarantine for what was not reviewed (CIS-66)."""

from pathlib import Path

from django.db import migrations, models

import firstwall.kernel.ids

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
        migrations.AddField(
            model_name='alert',
            name='legacy_reviewed_on',
            field=models.DateField(null=True),
        ),
        migrations.RemoveConstraint(model_name='alert', name='cis_alert_state'),
        migrations.AddConstraint(
            model_name='alert',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ('active', 'quarantine', 'withdrawn', 'restricted', 'erased'))), name='cis_alert_state'),
        ),
        migrations.RemoveConstraint(model_name='alertversion', name='cis_alert_version_act'),
        migrations.AddConstraint(
            model_name='alertversion',
            constraint=models.CheckConstraint(condition=models.Q(('act__in', ('entered', 'held', 'released', 'amended', 'reviewed', 'prolonged', 'withdrawn'))), name='cis_alert_version_act'),
        ),
        migrations.CreateModel(
            name='ProceedingUse',
            fields=[
                ('id', models.UUIDField(default=firstwall.kernel.ids.record_id, editable=False, primary_key=True, serialize=False)),
                ('strand', models.CharField(max_length=1)),
                ('alert_id', models.UUIDField()),
                ('alert_reference', models.CharField(max_length=60)),
                ('alert_version', models.IntegerField()),
                ('owner_id', models.UUIDField()),
                ('authority_id', models.UUIDField()),
                ('used_on', models.DateField()),
                ('told_by', models.UUIDField()),
                ('told_at', models.DateTimeField()),
                ('said', models.BinaryField(null=True)),
            ],
            options={
                'db_table': 'cis_proceeding_use',
                'indexes': [models.Index(fields=['alert_id'], name='cis_proceeding_of_alert'), models.Index(fields=['owner_id', 'strand', '-told_at'], name='cis_proceeding_of_owner'), models.Index(fields=['authority_id', 'strand', '-told_at'], name='cis_proceeding_of_user')],
                'constraints': [models.CheckConstraint(condition=models.Q(('strand__in', ('C', 'A'))), name='cis_proceeding_strand'), models.CheckConstraint(condition=models.Q(('owner_id', models.F('authority_id')), _negated=True), name='cis_proceeding_of_others')],
            },
        ),
        *WALLS,
    ]
