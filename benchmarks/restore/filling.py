"""A ledger of years in minutes: entries in place with their true leaf hashes and blocks, so that every proof verifies."""

import json
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

_BATCH = 100_000
_SPAN = timedelta(days=690)  # none is over: entries are kept for 24 months
_INDEXES = (
    "select c.relname, pg_get_indexdef(i.indexrelid) from pg_index i join pg_class c on c.oid = i.indexrelid"
    " where i.indrelid = 'ledger_entry'::regclass and not i.indisprimary"
)
_DETAILS = {"kind": "person", "shown": [], "compared": 12, "threshold": "0.7"}


def fill_ledger(connection, authority: UUID, entries: int, say) -> None:
    """Put them behind what is in place already; nobody else may write meanwhile. Indexes are made anew at the end."""
    from firstwall.kernel.clock import utc_now  # noqa: PLC0415 - after django.setup
    from firstwall.ledger import checkpoint, tree  # noqa: PLC0415
    from firstwall.ledger.leaf import COLUMNS, leaf_of  # noqa: PLC0415
    from firstwall.ledger.merkle import Frontier  # noqa: PLC0415
    from firstwall.seals import signing  # noqa: PLC0415

    connection.execute("set session_replication_role = replica")
    connection.execute("set synchronous_commit = off")
    indexes = connection.execute(_INDEXES).fetchall()
    for name, _ in indexes:
        connection.execute(f"drop index {name}")
    frontier = Frontier()
    for (leaf,) in connection.execute("select leaf_hash from ledger_place order by seq").fetchall():
        frontier.append(bytes(leaf))
    step, at = _SPAN / entries, datetime.now(UTC) - _SPAN
    row = dict.fromkeys(COLUMNS, "") | {"node": "bench", "actor_name": "Officer", "authority_id": authority}
    row |= {"strand": "C", "role": "border_officer", "purpose": "border_control", "act": "screening.check"}
    row |= {"object_type": "check", "result": "none", "office_id": None, "mandate_id": uuid4(), "actor_id": uuid4()}
    row |= {"details": _DETAILS, "personal_commitment": None}
    copied = f"copy ledger_entry ({', '.join(COLUMNS)}) from stdin"
    for low in range(0, entries, _BATCH):
        places, blocks = [], []
        with connection.cursor().copy(copied) as copy:
            for number in range(low, min(low + _BATCH, entries)):
                at += step
                row |= {"id": _id_at(at, number), "at": at, "reference": f"lane {number % 40}"}
                leaf = leaf_of(row)
                places.append((frontier.size, row["id"], leaf))
                completed = frontier.append(leaf)
                blocks += tree.completed_blocks(frontier.size, completed)
                copy.write_row([json.dumps(_DETAILS) if name == "details" else row[name] for name in COLUMNS])
        with connection.cursor().copy("copy ledger_place (seq, entry_id, leaf_hash) from stdin") as copy:
            for place in places:
                copy.write_row(place)
        with connection.cursor().copy("copy ledger_node (level, place, hash) from stdin") as copy:
            for block in blocks:
                copy.write_row((block.level, block.place, block.hash))
        say(f"    ledger: {min(low + _BATCH, entries):,} of {entries:,}")
    for _, definition in indexes:
        connection.execute(definition)
    note = checkpoint.sign(frontier.size, frontier.root(), signing.load_signer())
    connection.execute(
        "insert into ledger_checkpoint (size, root, note, at) values (%s, %s, %s, %s)",
        [frontier.size, frontier.root(), note, utc_now()],
    )
    connection.commit()


def _id_at(at: datetime, number: int) -> UUID:
    """As the product's: the moment first."""
    head = int(at.timestamp() * 1000) << 80
    return UUID(int=head | 0x7 << 76 | 0x8 << 60 | number)
