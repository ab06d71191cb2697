"""Retention: clocks and notices of alerts, the restricted part, runs of the engine; its policies and triggers (CIS-65 to CIS-72)."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).parent / "sql" / "retention"
WALLS = [migrations.RunSQL([path.read_text(encoding="utf-8")]) for path in sorted(SQL.glob("*.sql"))]


class Migration(migrations.Migration):
    dependencies = [("firstwall", "0003_supervision_ledger")]

    operations = [
        migrations.CreateModel(
            name='RetentionRun',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('kind', models.TextField(default='run')),
                ('state', models.TextField(default='working')),
                ('started_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(null=True)),
                ('fault', models.TextField(blank=True, default='')),
                ('counts', models.JSONField(default=dict)),
                ('ledger_at', models.DateTimeField(null=True)),
                ('boot', models.TextField(blank=True, default='')),
                ('since_boot', models.FloatField(default=0)),
            ],
            options={
                'db_table': 'supervision_retention_run',
            },
        ),
        migrations.RemoveConstraint(
            model_name='alert',
            name='cis_alert_state',
        ),
        migrations.RemoveConstraint(
            model_name='alertversion',
            name='cis_alert_version_act',
        ),
        migrations.AddField(
            model_name='alert',
            name='end_noticed_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='alert',
            name='restricted_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='alert',
            name='review_noticed_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='screeningcandidate',
            name='withheld',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='screeningsighting',
            name='withheld',
            field=models.BooleanField(default=False),
        ),
        migrations.AddIndex(
            model_name='alert',
            index=models.Index(condition=models.Q(('state', 'erased'), _negated=True), fields=['last_day', 'id'], name='cis_alert_ending'),
        ),
        migrations.AddIndex(
            model_name='alert',
            index=models.Index(condition=models.Q(('state', 'active')), fields=['review_on', 'id'], name='cis_alert_review'),
        ),
        migrations.AddIndex(
            model_name='screeningcandidate',
            index=models.Index(fields=['alert_id'], name='screening_cand_alert'),
        ),
        migrations.AddIndex(
            model_name='screeningsighting',
            index=models.Index(fields=['alert_id'], name='screening_sighting_alert'),
        ),
        migrations.AddConstraint(
            model_name='alert',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ('active', 'withdrawn', 'restricted', 'erased'))), name='cis_alert_state'),
        ),
        migrations.AddConstraint(
            model_name='alertversion',
            constraint=models.CheckConstraint(condition=models.Q(('act__in', ('entered', 'amended', 'reviewed', 'prolonged', 'withdrawn'))), name='cis_alert_version_act'),
        ),
        migrations.AddConstraint(
            model_name='retentionrun',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ('run', 'confirmation'))), name='supervision_run_kind'),
        ),
        migrations.AddConstraint(
            model_name='retentionrun',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ('working', 'done', 'stopped', 'interrupted'))), name='supervision_run_state'),
        ),
        *WALLS,
    ]
