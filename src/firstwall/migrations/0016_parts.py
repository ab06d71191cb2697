"""What an alert lacked: attachments (CIS-15). What a witness lacked: who registered it, and its end (SEC-30)."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

import firstwall.kernel.ids

SQL = Path(__file__).parent / "sql" / "parts"
WALLS = [migrations.RunSQL([path.read_text(encoding="utf-8")]) for path in sorted(SQL.glob("*.sql"))]


class Migration(migrations.Migration):
    dependencies = [("firstwall", "0015_by_alert")]

    operations = [
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.UUIDField(default=firstwall.kernel.ids.record_id, editable=False, primary_key=True, serialize=False)),
                ('owner_id', models.UUIDField()),
                ('strand', models.CharField(max_length=1)),
                ('added_version', models.IntegerField()),
                ('removed_version', models.IntegerField(null=True)),
                ('sealed', models.BinaryField()),
                ('alert', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='firstwall.alert')),
            ],
            options={
                'db_table': 'cis_attachment',
                'constraints': [models.CheckConstraint(condition=models.Q(('strand__in', ('C', 'A'))), name='cis_attachment_strand'), models.CheckConstraint(condition=models.Q(('removed_version__isnull', True), ('sealed', b''), _connector='XOR'), name='cis_attachment_removed_empty')],
            },
        ),
        migrations.AddField(model_name='witness', name='ended_at', field=models.DateTimeField(null=True)),
        migrations.AddField(model_name='witness', name='ended_by', field=models.UUIDField(null=True)),
        migrations.AddField(model_name='witness', name='registered_by', field=models.UUIDField(null=True)),
        migrations.AddConstraint(
            model_name='witness',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('ended_by__isnull', True)), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False)), _connector='OR'), name='ledger_witness_ended_by_whom'),
        ),
        *WALLS,
    ]
