"""Years of a ledger in minutes: invented entries in place, with the tree's blocks and a signed checkpoint over them.

Entries are made by PostgreSQL itself, with ids that are ordered by time as the product's are. Their leaf hashes are invented too:
a page reads and proves them at the same cost, and says of them that they do not fit. What the bench itself does is real.
"""

import hashlib
from dataclasses import dataclass
from uuid import UUID

YEARS = 2
_PER_DAY = 86_400_000
_INDEXES = (
    "select c.relname, pg_get_indexdef(i.indexrelid) from pg_index i join pg_class c on c.oid = i.indexrelid"
    " where i.indrelid = 'ledger_entry'::regclass and not i.indisprimary"
)
# one act in a hundred is a reading, an entry, a refusal, a sign-in; the others are checks at a lane
_ENTRIES = """
insert into ledger_entry (id, at, node, actor_id, actor_name, office_id, authority_id, mandate_id, strand, role, purpose,
    reference, place, channel, act, object_type, object_id, result, details, prior_hash, request_id, personal_commitment)
select (lpad(to_hex(ms), 12, '0') || '7' || substr(h, 1, 3) || '8' || substr(h, 4, 15))::uuid, to_timestamp(ms / 1000.0), 'bench',
    ('00000000-0000-4000-8000-' || lpad(to_hex(n %% 400), 12, '0'))::uuid, 'Officer ' || n %% 400, null,
    (%(authorities)s::uuid[])[1 + (n %% 10) / 6 + (n %% 10) / 9],
    ('00000000-0000-4000-9000-' || lpad(to_hex(n / 200), 12, '0'))::uuid,
    case when n %% 3 = 0 then 'A' else 'C' end, 'border_officer', 'border_control', 'lane ' || n %% 40, 'Narva', 'page',
    case n %% 100 when 1 then 'cis.read_alert' when 2 then 'cis.list_alerts' when 3 then 'authorities.open_mandate'
        when 4 then 'screening.decide' else 'screening.check' end,
    case n %% 100 when 1 then 'alert' when 4 then 'candidate' else 'check' end,
    case n %% 100 when 1 then (%(alerts)s::text[])[1 + n / 100 %% %(shown)s] else '' end,
    case when n %% 20000 = 9 then 'refused' when n %% 50 = 0 then 'found' else 'none' end,
    case when n %% 50 = 0 then jsonb_build_object('kind', 'person', 'shown',
        jsonb_build_array((%(alerts)s::text[])[1 + n / 50 %% %(shown)s]))
        else '{"kind": "person", "shown": [], "compared": 12, "threshold": "0.7"}'::jsonb end,
    '', h, sha256(h::bytea)
from (select n, %(begun)s::bigint + n * %(step)s::bigint as ms, md5(n::text) as h
    from generate_series(%(low)s::bigint, %(high)s::bigint) n) x
"""


@dataclass(frozen=True)
class Wanted:
    """How many entries, of whom (six in ten of the first authority, three of the second), about which alerts."""

    entries: int
    authorities: list[UUID]
    alerts: list[str]
    # the newest of the invented entries is older than any real one
    until_ms: int


def fill_ledger(connection, wanted: Wanted, say) -> None:
    """Put the entries before anything that the site has written: the ledger must be empty."""
    if connection.execute("select exists (select from ledger_entry)").fetchone()[0]:
        raise SystemExit("the ledger is filled before the site writes to it")
    step = YEARS * 365 * _PER_DAY // wanted.entries
    values = {
        "authorities": wanted.authorities,
        "alerts": wanted.alerts,
        "shown": len(wanted.alerts),
        "begun": wanted.until_ms - step * wanted.entries,
        "step": step,
    }
    connection.execute("set session_replication_role = replica")
    connection.execute("set synchronous_commit = off")
    indexes = connection.execute(_INDEXES).fetchall()
    for name, _ in indexes:
        connection.execute(f"drop index {name}")
    for low in range(0, wanted.entries, 500_000):
        connection.execute(_ENTRIES, values | {"low": low, "high": min(low + 500_000, wanted.entries) - 1})
        connection.commit()
        say(f"entries: {min(low + 500_000, wanted.entries)}")
    for _, definition in indexes:
        connection.execute(definition)
    connection.execute(
        "insert into ledger_place select row_number() over (order by id) - 1, id,"
        " sha256((row_number() over (order by id) - 1)::text::bytea) from ledger_entry"
    )
    connection.execute(
        "insert into ledger_digest (day, digest, entry_id) select (at at time zone 'UTC')::date,"
        " substr(sha256(request_id::bytea), 1, 16), id from ledger_entry where at > now() - interval '5 months'"
    )
    connection.commit()
    _tree(connection, wanted.entries)
    connection.commit()
    say("placed and signed")


def _tree(connection, count: int) -> None:
    from firstwall.kernel.clock import utc_now  # noqa: PLC0415 - after django.setup
    from firstwall.ledger import checkpoint, tree  # noqa: PLC0415
    from firstwall.ledger.merkle import Frontier  # noqa: PLC0415
    from firstwall.seals import signing  # noqa: PLC0415

    frontier = Frontier()
    with connection.cursor().copy("copy ledger_node (level, place, hash) from stdin") as copy:
        for number in range(count):
            completed = frontier.append(hashlib.sha256(b"%d" % number).digest())
            if len(completed) > tree.BLOCK_BITS:
                for block in tree.completed_blocks(frontier.size, completed):
                    copy.write_row((block.level, block.place, block.hash))
    note = checkpoint.sign(count, frontier.root(), signing.load_signer())
    connection.execute(
        "insert into ledger_checkpoint values (%s, %s, %s, %s)", [count, frontier.root(), note, utc_now()]
    )
