"""Feeds of traffic, receipts of their messages, traffic that is held; how long the law of its kind lets it be held (SEC-49)."""

from pathlib import Path

import django.contrib.postgres.fields
from django.db import migrations, models

import firstwall.kernel.ids
from firstwall.law import rows_for_database

SQL = Path(__file__).parent / "sql" / "feeds"
WALLS = [migrations.RunSQL([path.read_text(encoding="utf-8")]) for path in sorted(SQL.glob("*.sql"))]
LAW = """create table law_feed (code text primary key, keeps_personal text not null, keeps text not null,
    citation text not null, mark text not null)"""


def load_feeds(apps, schema_editor) -> None:
    """Runs before the table gets its wall."""
    table, columns, rows = rows_for_database.feeds()
    places = ", ".join(["%s"] * len(columns))
    with schema_editor.connection.cursor() as cursor:
        cursor.executemany(f"insert into {table} ({', '.join(columns)}) values ({places})", rows)


class Migration(migrations.Migration):

    dependencies = [
        ('firstwall', '0017_people'),
    ]

    operations = [
        migrations.AddField(model_name='screeningcandidate', name='feed_id', field=models.UUIDField(null=True)),
        migrations.AddField(
            model_name='screeningcandidate', name='movement_digest', field=models.BinaryField(max_length=32, null=True)
        ),
        migrations.CreateModel(
            name='Feed',
            fields=[
                ('id', models.UUIDField(default=firstwall.kernel.ids.record_id, editable=False, primary_key=True, serialize=False)),
                ('authority_id', models.UUIDField()),
                ('office_id', models.UUIDField(null=True)),
                ('code', models.CharField(max_length=40)),
                ('label', models.CharField(max_length=80)),
                ('kind', models.CharField(max_length=20)),
                ('channel', models.CharField(max_length=10)),
                ('strands', models.CharField(max_length=2)),
                ('purpose', models.CharField(max_length=60)),
                ('reference', models.CharField(max_length=80)),
                ('place', models.CharField(blank=True, max_length=80)),
                ('mandate_id', models.UUIDField(null=True)),
                ('state', models.CharField(default='proposed', max_length=10)),
                ('proposed_by', models.UUIDField()),
                ('proposed_at', models.DateTimeField()),
                ('agreed_by', models.UUIDField(null=True)),
                ('agreed_at', models.DateTimeField(null=True)),
                ('ends_at', models.DateTimeField(null=True)),
                ('ended_by', models.UUIDField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'screening_feed',
                'constraints': [models.CheckConstraint(condition=models.Q(('strands__in', ['C', 'A', 'CA'])), name='screening_feed_strands'), models.CheckConstraint(condition=models.Q(models.Q(('agreed_at__isnull', True), ('ended_at__isnull', True), ('state', 'proposed')), models.Q(('agreed_at__isnull', False), ('ended_at__isnull', True), ('mandate_id__isnull', False), ('state', 'open')), models.Q(('ended_at__isnull', False), ('state', 'ended')), _connector='OR'), name='screening_feed_state'), models.CheckConstraint(condition=models.Q(('agreed_by__isnull', True), models.Q(('agreed_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='screening_feed_by_two'), models.UniqueConstraint(condition=models.Q(('state', 'ended'), _negated=True), fields=('authority_id', 'code'), name='screening_feed_code')],
            },
        ),
        migrations.CreateModel(
            name='FeedMessage',
            fields=[
                ('id', models.UUIDField(default=firstwall.kernel.ids.record_id, editable=False, primary_key=True, serialize=False)),
                ('feed_id', models.UUIDField()),
                ('authority_id', models.UUIDField()),
                ('strand', models.CharField(max_length=1)),
                ('message_digest', models.BinaryField(max_length=32)),
                ('body_digest', models.BinaryField(max_length=32)),
                ('taken_at', models.DateTimeField()),
                ('answer', models.JSONField(default=dict)),
            ],
            options={
                'db_table': 'screening_feed_message',
                'indexes': [models.Index(fields=['taken_at'], name='screening_feed_message_taken')],
                'constraints': [models.CheckConstraint(condition=models.Q(('strand__in', ('C', 'A'))), name='screening_feed_message_strand'), models.UniqueConstraint(fields=('feed_id', 'strand', 'message_digest'), name='screening_feed_message_once')],
            },
        ),
        migrations.CreateModel(
            name='HeldMovement',
            fields=[
                ('id', models.UUIDField(default=firstwall.kernel.ids.record_id, editable=False, primary_key=True, serialize=False)),
                ('feed_id', models.UUIDField()),
                ('authority_id', models.UUIDField()),
                ('strand', models.CharField(max_length=1)),
                ('reference_digest', models.BinaryField(max_length=32)),
                ('party_digests', django.contrib.postgres.fields.ArrayField(base_field=models.BinaryField(max_length=32), default=list, size=None)),
                ('sealed', models.BinaryField()),
                ('held_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('seen_from', models.BigIntegerField(default=0)),
                ('changed_tx', models.BigIntegerField(default=0)),
            ],
            options={
                'db_table': 'screening_held',
                'indexes': [models.Index(fields=['expires_at'], name='screening_held_ending'), models.Index(fields=['strand', 'changed_tx'], name='screening_held_changed')],
                'constraints': [models.CheckConstraint(condition=models.Q(('strand__in', ('C', 'A'))), name='screening_held_strand'), models.UniqueConstraint(fields=('feed_id', 'strand', 'reference_digest'), name='screening_held_once')],
            },
        ),
        migrations.CreateModel(
            name='HeldMark',
            fields=[
                ('strand', models.CharField(max_length=1, primary_key=True, serialize=False)),
                ('alerts', models.BigIntegerField()),
                ('held', models.BigIntegerField()),
                ('at', models.DateTimeField()),
            ],
            options={
                'db_table': 'screening_held_mark',
                'constraints': [models.CheckConstraint(condition=models.Q(('strand__in', ('C', 'A'))), name='screening_held_mark_strand')],
            },
        ),
        migrations.RunSQL([LAW]),
        migrations.RunPython(load_feeds, elidable=False),
        *WALLS,
    ]
