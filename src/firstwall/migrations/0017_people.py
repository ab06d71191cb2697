"""Two halves of a higher account's link, counts of refused sign-ins, names once per authority (SEC-09, SEC-12, SEC-15, SEC-26)."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).parent / "sql" / "people"
WALLS = [migrations.RunSQL([path.read_text(encoding="utf-8")]) for path in sorted(SQL.glob("*.sql"))]


class Migration(migrations.Migration):

    dependencies = [
        ('firstwall', '0016_parts'),
    ]

    operations = [
        migrations.CreateModel(
            name='RefusedSignIn',
            fields=[
                ('id', models.CharField(max_length=80, primary_key=True, serialize=False)),
                ('hour', models.DateTimeField()),
                ('number', models.IntegerField(default=1)),
            ],
            options={
                'db_table': 'authorities_refused_sign_in',
            },
        ),
        migrations.AddField(
            model_name='enrolment',
            name='code',
            field=models.CharField(blank=True, default='', max_length=64),
        ),
        migrations.AddField(
            model_name='fallback',
            name='waits_until',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='proposal',
            name='code',
            field=models.CharField(blank=True, default='', max_length=64),
        ),
        migrations.AlterField(
            model_name='office',
            name='code',
            field=models.CharField(max_length=40),
        ),
        migrations.AlterField(
            model_name='person',
            name='login',
            field=models.CharField(max_length=80),
        ),
        migrations.AddConstraint(
            model_name='office',
            constraint=models.UniqueConstraint(fields=('authority_id', 'code'), name='authorities_office_code_once'),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.UniqueConstraint(fields=('authority_id', 'login'), name='authorities_person_login_once'),
        ),
        *WALLS,
    ]
