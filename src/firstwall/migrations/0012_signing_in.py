"""Signing in: sessions, passkeys, identities, two people for higher accounts, tokens of services (SEC-12, SEC-15 to SEC-20)."""

from pathlib import Path

import django.contrib.postgres.fields
import firstwall.kernel.ids
from django.db import migrations, models


SQL = Path(__file__).parent / "sql" / "signing_in"
WALLS = [migrations.RunSQL([path.read_text(encoding="utf-8")]) for path in sorted(SQL.glob("*.sql"))]


class Migration(migrations.Migration):

    dependencies = [
        ('firstwall', '0011_node'),
    ]

    operations = [
        migrations.CreateModel(
            name='Passkey',
            fields=[
                ('id', models.UUIDField(default=firstwall.kernel.ids.record_id, primary_key=True, serialize=False)),
                ('person_id', models.UUIDField(db_index=True)),
                ('credential_id', models.BinaryField(unique=True)),
                ('credential', models.BinaryField()),
                ('sign_count', models.BigIntegerField(default=0)),
                ('label', models.CharField(max_length=80)),
                ('added_at', models.DateTimeField()),
                ('used_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'authorities_passkey',
            },
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('id', models.UUIDField(default=firstwall.kernel.ids.record_id, primary_key=True, serialize=False)),
                ('person_id', models.UUIDField(db_index=True)),
                ('method', models.CharField(max_length=12)),
                ('began_at', models.DateTimeField()),
                ('fresh_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'authorities_session',
            },
        ),
        migrations.CreateModel(
            name='UsedChallenge',
            fields=[
                ('hash', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('expires_at', models.DateTimeField()),
            ],
            options={
                'db_table': 'authorities_used_challenge',
            },
        ),
        migrations.AddField(
            model_name='enrolment',
            name='made_by',
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name='enrolment',
            name='person_id',
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name='person',
            name='kind',
            field=models.CharField(default='person', max_length=12),
        ),
        migrations.AddField(
            model_name='person',
            name='leaves_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='token',
            name='ended_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='token',
            name='label',
            field=models.CharField(blank=True, default='', max_length=80),
        ),
        migrations.AddField(
            model_name='token',
            name='made_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='token',
            name='made_by',
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name='token',
            name='networks',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=50), default=list, size=None),
        ),
        migrations.AddField(
            model_name='token',
            name='purposes',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), default=list, size=None),
        ),
        migrations.AddField(
            model_name='token',
            name='scope',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), default=list, size=None),
        ),
        migrations.CreateModel(
            name='Fallback',
            fields=[
                ('id', models.UUIDField(default=firstwall.kernel.ids.record_id, primary_key=True, serialize=False)),
                ('person_id', models.UUIDField(db_index=True)),
                ('kind', models.CharField(max_length=12)),
                ('password', models.CharField(max_length=200)),
                ('secret', models.BinaryField(default=b'')),
                ('last_step', models.BigIntegerField(default=0)),
                ('failures', models.IntegerField(default=0)),
                ('made_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'authorities_fallback',
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['totp', 'break_glass'])), name='authorities_fallback_kind')],
            },
        ),
        migrations.CreateModel(
            name='Identity',
            fields=[
                ('id', models.UUIDField(default=firstwall.kernel.ids.record_id, primary_key=True, serialize=False)),
                ('person_id', models.UUIDField(db_index=True)),
                ('issuer', models.CharField(max_length=300)),
                ('subject', models.CharField(max_length=255)),
                ('bound_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'authorities_identity',
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('issuer', 'subject'), name='authorities_identity_once')],
            },
        ),
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.UUIDField(default=firstwall.kernel.ids.record_id, primary_key=True, serialize=False)),
                ('authority_id', models.UUIDField(db_index=True)),
                ('person_id', models.UUIDField()),
                ('kind', models.CharField(max_length=8)),
                ('role', models.CharField(blank=True, default='', max_length=30)),
                ('strands', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=1), default=list, size=None)),
                ('leaves_on', models.DateField(null=True)),
                ('proposed_by', models.UUIDField()),
                ('proposed_at', models.DateTimeField()),
                ('state', models.CharField(default='proposed', max_length=10)),
                ('decided_by', models.UUIDField(null=True)),
                ('decided_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'authorities_proposal',
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['grant', 'take', 'link', 'leave'])), name='authorities_proposal_kind'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('state', 'proposed')), models.Q(('decided_at__isnull', False), ('state__in', ['agreed', 'declined'])), _connector='OR'), name='authorities_proposal_state'), models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(('decided_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='authorities_proposal_two_persons')],
            },
        ),
        *WALLS,
    ]
