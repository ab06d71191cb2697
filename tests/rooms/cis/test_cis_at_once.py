"""Several people at once: no number twice, no line twice, no change lost to the index, no plan that reads every row."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from tests.harness.coalition import a_coalition, a_lorry_alert, for_strand, in_c
from tests.harness.raw import select

from firstwall.authorities.acting import acting
from firstwall.cis import queries, services
from firstwall.cis.types import ImportRow
from firstwall.kernel.refusal import Fault
from firstwall.runtime.provision import DATABASE


@pytest.fixture
def estonia(clean):
    return in_c(a_coalition().estonia)


def at_once(*works) -> list:
    """Run all at the same moment, each with a connection of its own; errors come back as values."""
    ready = threading.Barrier(len(works))

    def run(work):
        ready.wait(timeout=10)
        try:
            return work()
        except Fault as fault:
            return fault
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def enter(actor):
    return services.enter_alert(actor, **for_strand(a_lorry_alert(), "C"))


def test_numbers_are_given_once(estonia):
    refs = at_once(*[lambda: enter(estonia) for _ in range(6)])
    assert sorted(ref.reference[-6:] for ref in refs) == [f"{n:06d}" for n in range(1, 7)]


def test_a_refused_entry_leaves_no_gap(estonia):
    first = enter(estonia)
    with pytest.raises(Exception, match="handling"):
        services.enter_alert(estonia, **for_strand(a_lorry_alert(handling=[]), "C"))
    assert int(enter(estonia).reference[-6:]) == int(first.reference[-6:]) + 1


def test_one_amendment_wins_and_the_other_is_told(estonia):
    """REL-05: the second to come sees that the alert moved on, and nothing of it is stored."""
    ref = enter(estonia)
    changed = {name: value for name, value in for_strand(a_lorry_alert(), "C").items() if name != "category"}

    def amend():
        return services.amend_alert(estonia, ref.id, version=1, **changed)

    answers = at_once(amend, amend, amend)
    assert sorted(getattr(one, "status", 200) for one in answers) == [200, 409, 409]
    assert queries.alert_for(estonia, ref.id).version == 2


def test_two_imports_of_one_file_enter_it_once(estonia):
    rows = [ImportRow(n, str(n), services.entry_of(**for_strand(a_lorry_alert(), "C"))) for n in range(1, 21)]
    one, other = at_once(*[lambda: services.enter_many(estonia, rows)] * 2)
    assert sorted({result.outcome for result in (*one, *other)}) == ["entered", "known"]
    assert len(queries.alerts_of(estonia, size=100).alerts) == 20


def test_the_same_key_at_once_enters_once(estonia):
    """REL-02."""
    said = for_strand(a_lorry_alert(), "C")
    one, other = at_once(*[lambda: services.enter_alert(estonia, key="k", **said)] * 2)
    assert one == other
    assert len(queries.alerts_of(estonia).alerts) == 1


def test_a_late_commit_is_not_missed_by_the_index(estonia):
    """An entry begun before the follower looked and committed after it is in the next answer."""
    begun, looked = threading.Event(), threading.Event()

    def slow():
        with acting(estonia):
            ref = enter(estonia)
            begun.set()
            assert looked.wait(timeout=10)
        connections.close_all()
        return ref

    with ThreadPoolExecutor(1) as pool:
        late = pool.submit(slow)
        assert begun.wait(timeout=10)
        mark = queries.index_changes("C").mark
        looked.set()
        ref = late.result(timeout=10)
    assert str(ref.id) in {entity.id for entity in queries.index_changes("C", mark).entities}


def test_nothing_comes_twice_for_ever(estonia):
    """Once all is committed, the next look is empty: following costs one cheap query."""
    enter(estonia)
    mark = queries.index_changes("C").mark
    for _ in range(100):  # PostgreSQL's own housekeeping may be an older transaction for a moment
        changes = queries.index_changes("C", mark)
        mark = changes.mark
        if not changes.entities:
            break
    assert changes.entities == ()


def test_policies_leave_the_indexes_usable(estonia, clean):
    """SEC-04: the context is asked once per statement, not once per row, and a page reads a page."""
    rows = [ImportRow(n, str(n), services.entry_of(**for_strand(a_lorry_alert(), "C"))) for n in range(2000)]
    services.enter_many(estonia, rows)
    with clean.superuser.connect(DATABASE) as superuser:
        superuser.execute("analyze cis_alert")
    page = "explain select * from cis_alert where state = 'active' order by changed_at desc, id desc limit 50"
    one = "explain select * from cis_alert where id = '0b7e2a4e-93a5-4d2f-8a53-0a2c0b6f8f11'"
    for statement in (page, one):
        plan = "\n".join(line for (line,) in select(estonia, statement))
        assert "Seq Scan on cis_alert" not in plan, plan
        assert "InitPlan" in plan
