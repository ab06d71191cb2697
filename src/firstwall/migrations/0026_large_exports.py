"""Two supervisors for an export of more than a thousand records (SEC-12)."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).parent / "sql" / "large_exports"
KINDS = ['grant', 'take', 'link', 'leave', 'export']
WALL = (SQL / "10_two_supervisors.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):

    dependencies = [
        ('firstwall', '0024_fide'),
    ]

    operations = [
        migrations.AddField(
            model_name='proposal',
            name='wanted',
            field=models.CharField(blank=True, default='', max_length=200),
        ),
        migrations.AddField(
            model_name='proposal',
            name='number',
            field=models.IntegerField(default=0),
        ),
        migrations.RunSQL([WALL], state_operations=[
            migrations.RemoveConstraint(model_name='proposal', name='authorities_proposal_kind'),
            migrations.AddConstraint(
                model_name='proposal',
                constraint=models.CheckConstraint(condition=models.Q(('kind__in', KINDS)), name='authorities_proposal_kind'),
            ),
        ]),
    ]
