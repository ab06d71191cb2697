"""How far a node's work has come, in counts and times, for its health page (REL-22)."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql" / "node" / "10_node_state.sql"


class Migration(migrations.Migration):

    dependencies = [
        ('firstwall', '0010_witnesses'),
    ]

    operations = [migrations.RunSQL([SQL.read_text(encoding="utf-8")])]
