"""A world with everything in it: each kind of authority, each way to stand on the list, and a record of each kind.

Nothing goes through the doors: designations stand here that the law forbids, so that each lock is tried for itself. All of it
lies in one transaction of the superuser, under the application's role while it asks, and is gone at the end.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import product
from uuid import UUID, uuid4

import psycopg
from tests.law.oracle import ACCESS
from tests.law.oracle_of_records import (
    AUDIENCES,
    CATEGORIES,
    HANDLING,
    LISTED,
    LISTED_CATEGORIES,
    PURPOSES,
    ROLES,
    STATES,
    A,
    Asker,
    C,
    Record,
)  # fmt: skip

from firstwall.authorities import mandates
from firstwall.authorities.permissions import is_permitted
from firstwall.authorities.types import AuthorityFacts, Decision, DesignationFacts, PersonFacts
from firstwall.kernel.actor import Actor
from firstwall.kernel.refusal import Refusal
from firstwall.runtime.provision import DATABASE
from firstwall.seals import context_mac

TODAY = datetime.now(UTC).date()
LATER = TODAY + timedelta(days=700)
SUPPLIER = "customs of the supplier"
_ALERT = (
    "id, reference, strand, category, owner_id, action, handling, evaluation_source, evaluation_information, entered_on,"
    " review_on, last_day, restricted_on, state, is_narrowed, is_contested, is_blocked, access_class, version, changed_at"
)


# whoever is no partner enters nothing; the agencies' desks get something of their own, so that their locks are tried (CIS-31)
SUPPLIERS = {
    strand: {kind for kind, given in ACCESS.items() if given[place] in ("partner", "read_on_screen")}
    for place, strand in enumerate((C, A))
}


@dataclass
class World:
    """Names of authorities with their ids, records with theirs, and the connection."""

    connection: psycopg.Connection
    ids: dict[str, UUID] = field(default_factory=dict)
    person: UUID = field(default_factory=uuid4)
    records: dict[UUID, Record] = field(default_factory=dict)

    @contextmanager
    def undone(self) -> Iterator[None]:
        """What is changed inside is undone at the end."""
        self.connection.execute("savepoint before")
        try:
            yield
        finally:
            self.connection.execute("rollback to savepoint before")
            self.connection.execute("release savepoint before")

    @contextmanager
    def broken(self, harm: str) -> Iterator[None]:
        """One rule broken, until the block ends; what harms nothing is no proof."""
        with self.undone():
            self.connection.execute("set local session_replication_role = replica")
            assert self.connection.execute(harm).rowcount != 0
            self.connection.execute("set local session_replication_role = origin")
            yield

    def seen(self, who: Asker) -> set[UUID]:
        """The records that PostgreSQL shows in this context, if its law table knows the purpose for the role."""
        known = "select 1 from law_purpose where strand = %s and role = %s and purpose = %s"
        query = f"select id from cis_alert where exists ({known})"
        with self._acting(who):
            return {row[0] for row in self.connection.execute(query, [who.strand, who.role, who.purpose])}

    def is_changed(self, who: Asker, record: UUID) -> bool:
        """Whether PostgreSQL lets this context change the record."""
        query = "update cis_alert set version = version + 1, changed_at = now() where id = %s"
        with self.undone(), self._acting(who):
            try:
                return self.connection.execute(query, [record]).rowcount == 1
            except psycopg.DatabaseError:
                return False

    @contextmanager
    def _acting(self, who: Asker) -> Iterator[None]:
        connection = self.connection
        pid, started = connection.info.backend_pid, self._started()
        person = self.person if who.role != "system" else ""
        payload = f"v1|{person}|{self.ids[who.authority]}|{who.strand}|{who.role}|{who.purpose}||{pid}|{started}"
        connection.execute("select set_config('fw.ctx', %s, true)", [f"{payload}|{context_mac.mac(payload)}"])
        connection.execute("set local role fw_app")
        try:
            yield
        finally:
            if connection.info.transaction_status != psycopg.pq.TransactionStatus.INERROR:
                connection.execute("reset role")

    def _started(self) -> int:
        query = "select (extract(epoch from transaction_timestamp()) * 1000000)::bigint"
        return self.connection.execute(query).fetchone()[0]


def authorities() -> dict[str, tuple[str, str]]:
    """Each name with its kind and its standing: every kind fully listed, and one customs for each other standing."""
    kinds = {kind: (kind, "fully") for kind in ACCESS}
    return kinds | {f"customs, {standing}": ("customs", standing) for standing in LISTED}


def askers() -> list[Asker]:
    """Every authority, role, purpose and strand."""
    return [
        Asker(name, kind, listed, role, purpose, strand)
        for (name, (kind, listed)), role, purpose, strand in product(authorities().items(), ROLES, PURPOSES, (C, A))
    ]


def records(names: list[str]) -> list[Record]:
    """Of the supplier each combination; of everybody else one of each category and state. The audience is narrowed in A alone."""
    of_supplier = [
        Record(SUPPLIER, strand, category, handling, state, audience)
        for strand, category, handling, state, audience in product((C, A), CATEGORIES, HANDLING, STATES, AUDIENCES)
        if strand == A or audience == "all"
    ]
    own = [
        Record(name, strand, category, "H0", state, "all")
        for name, strand, category, state in product(names, (C, A), CATEGORIES, STATES)
        if authorities()[name][0] in SUPPLIERS[strand]
    ]
    return of_supplier + own


@contextmanager
def everything(superuser) -> Iterator[World]:
    """The world, until the block ends."""
    with superuser.connect(DATABASE) as connection:
        connection.autocommit = False
        world = World(connection)
        connection.execute("set local session_replication_role = replica")
        _fill(world)
        connection.execute("set local session_replication_role = origin")
        yield world
        connection.rollback()


def _fill(world: World) -> None:
    connection = world.connection
    for name, (kind, listed) in {**authorities(), SUPPLIER: ("customs", "fully")}.items():
        world.ids[name] = uuid4()
        decision = ("7/2026", "All", [C], LATER) if kind == "international_organisation" else ("", "", [], None)
        connection.execute(
            "insert into authorities_authority (id, code, name, type, state_code, decision_reference, decision_scope,"
            " decision_strands, decision_ends_on) values (%s, %s, %s, %s, '', %s, %s, %s, %s)",
            [world.ids[name], name[:40], name, kind, *decision],
        )
        for row in designations(name, listed):
            connection.execute(
                "insert into authorities_designation (id, authority_id, strand, categories, purposes, rights, screen_only,"
                " valid_from, valid_until, list_version) values (%s, %s, %s, %s, %s, %s, false, %s, %s, '')",
                [uuid4(), world.ids[name], row.strand, list(row.categories), list(row.purposes), list(row.rights),
                 row.valid_from, row.valid_until],
            )  # fmt: skip
    connection.execute(
        "insert into authorities_person (id, login, name, authority_id, kind, is_active, is_demo, theme, single_keys,"
        " confirmed_until) values (%s, 'who', 'Who', %s, 'person', true, false, '', true, %s)",
        [world.person, world.ids[SUPPLIER], LATER],
    )
    classes = _classes(world)
    made = records(list(authorities()))
    with connection.cursor().copy(f"copy cis_alert ({_ALERT}) from stdin") as copy:
        for number, record in enumerate(made):
            alert_id = uuid4()
            world.records[alert_id] = record
            state = record.state if record.state in ("quarantine", "withdrawn", "restricted", "erased") else "active"
            clear = (alert_id, f"X-{number}", record.strand, record.category, world.ids[record.owner])
            marks = ("operational_analysis", [record.handling], "B", "2", TODAY - timedelta(days=400), LATER)
            ends = TODAY if record.state == "last_day" else LATER
            restricted = TODAY if state == "restricted" else None
            narrowed = record.audience != "all"
            where = classes[record.strand, record.category, record.audience]
            copy.write_row(
                (
                    *clear,
                    *marks,
                    ends,
                    restricted,
                    state,
                    narrowed,
                    False,
                    record.state == "blocked",
                    where,
                    1,
                    datetime.now(UTC),
                )
            )


def _classes(world: World) -> dict[tuple[str, str, str], int]:
    """Everybody of this world is named in one audience, and nobody but the supplier in the other."""
    connection = world.connection
    named = [key for name, key in world.ids.items() if name != SUPPLIER]
    for number, members in ((901, named), (902, [world.ids[SUPPLIER]])):
        connection.execute(
            "insert into authorities_audience (id, key, members) values (%s, %s, %s)", [number, str(number), members]
        )
        connection.execute(
            "insert into authorities_access_class (id, strand, category, audience_id)"
            " select %s * 100 + ascii(c), 'A', c, %s from unnest(%s::text[]) c",
            [number, number, list(CATEGORIES)],
        )
    rows = connection.execute("select strand, category, audience_id, id from authorities_access_class").fetchall()
    audiences = {0: "all", 901: "named", 902: "others"}
    return {
        (strand, category, audiences[audience]): key
        for strand, category, audience, key in rows
        if audience in audiences
    }


def designations(name: str, listed: str) -> list[DesignationFacts]:
    """The rows of the list, in both strands, whatever the law says of this kind of authority."""
    if listed == "not at all":
        return []
    purposes, rights = LISTED[listed]
    if not purposes:
        purposes, rights = LISTED["fully"]
    if name in ("europol", "eurojust"):
        purposes = purposes - {"rights"}
    first = TODAY + timedelta(days=1) if listed == "not yet" else date(2024, 4, 8)
    last = TODAY if listed == "no longer" else LATER
    return [
        DesignationFacts(
            UUID(int=0),
            strand,
            tuple(sorted(LISTED_CATEGORIES)),
            tuple(sorted(purposes)),
            tuple(sorted(rights)),
            False,
            first,
            last,
        )
        for strand in ((C,) if listed == "one strand" else (C, A))
    ]


def opens(who: Asker) -> bool:
    """Whether the product opens this mandate."""
    decision = Decision("7/2026", "All", (C,), LATER) if who.type == "international_organisation" else None
    authority = AuthorityFacts(UUID(int=1), who.authority[:40], who.authority, who.type, "", decision)
    person = PersonFacts(UUID(int=2), "who", "Who", authority, None, frozenset({(who.role, who.strand)}))
    wanted = mandates.Wanted(who.role, (who.strand,), who.purpose, "OP-1", "Lane 1", "early")
    try:
        mandates.must_be_known(wanted)
        mandates.check(person, wanted, designations(who.authority, who.listed), TODAY)
    except Refusal:
        return False
    return True


def permits(who: Asker, act: str) -> bool:
    """Whether the product's permissions let this role of this kind of authority do the act, on the screen."""
    actor = Actor(
        person_id=UUID(int=2), person_name="Who", authority_id=UUID(int=1), authority_code=who.authority, office_id=None,
        strands=(who.strand,), strand=who.strand, role=who.role, purpose=who.purpose, reference="OP-1", mandate_id=None,
        place="", channel="page", authority_type=who.type,
    )  # type: ignore[arg-type]  # fmt: skip
    return is_permitted(actor, act)
