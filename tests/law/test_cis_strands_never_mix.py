"""CIS-01: every record has one strand, and nothing a one-strand reader gets reveals a record of the other.

Whatever happens in the criminal strand, a reader of the administrative one gets the same answers: rows, pages, counts, index
entries, references and errors.
"""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.harness.coalition import a_coalition, a_lorry_alert, a_person_alert, for_strand, in_a, in_c
from tests.harness.summary import FULL_SIZE

from firstwall.authorities.acting import acting
from firstwall.authorities.queries import classes_of
from firstwall.cis import queries, services
from firstwall.cis.queries import Filters
from firstwall.kernel.refusal import NothingHere

ACTS = st.lists(
    st.tuples(
        st.sampled_from(["estonia", "latvia"]), st.sampled_from("CA"), st.sampled_from(["enter", "amend", "end"])
    ),
    min_size=1,
    max_size=12,
)


def answers(reader, others: list) -> tuple:
    """Everything the room answers to a reader of one strand."""
    pages = tuple(
        tuple(
            (view.reference, view.version, view.title)
            for view in queries.alerts_of(reader, Filters(order=order)).alerts
        )
        for order in ("changed", "reference")
    )
    errors = []
    for ref in others:
        with pytest.raises(NothingHere) as caught:
            queries.alert_for(reader, ref.id)
        errors.append(str(caught.value))
    return pages, tuple(queries.own_counts(reader).values()), set(errors)


@settings(
    max_examples=40 if FULL_SIZE else 6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(acts=ACTS)
def test_strands_never_mix(content, acts):
    """The administrative answers equal those of a world in which the criminal acts never happened."""
    worlds = []
    for with_criminal in (True, False):
        content.empty()
        coalition = a_coalition()
        entered = play(coalition, [act for act in acts if with_criminal or act[1] == "A"])
        reader = in_a(coalition.finland)
        criminal = [ref for strand, ref in entered if strand == "C"]
        pages, counts, errors = answers(reader, criminal)
        index = len(queries.index_changes("A").entities)
        worlds.append((pages, counts, index))
        assert len(errors) <= 1
        with acting(reader):
            admitted = classes_of(reader)
        criminal_classes = {entity.access_class for entity in queries.index_changes("C").entities}
        assert not admitted & criminal_classes
    assert worlds[0] == worlds[1]


def play(coalition, acts) -> list:
    entered: list = []
    for who, strand, act in acts:
        actor = (in_c if strand == "C" else in_a)(getattr(coalition, who))
        own = [ref for s, ref in entered if s == strand and ref.reference.startswith(actor.authority_code)]
        own = [ref for ref in own if queries.alert_for(actor, ref.id).state == "active"]
        if act == "enter" or not own:
            said = for_strand(a_person_alert() if sum(s == strand for s, _ in entered) % 2 else a_lorry_alert(), strand)
            entered.append((strand, services.enter_alert(actor, **said)))
        elif act == "amend":
            view = queries.alert_for(actor, own[-1].id)
            said = for_strand(a_person_alert() if view.category == "d" else a_lorry_alert(), strand)
            said = {name: value for name, value in said.items() if name != "category"}
            services.amend_alert(actor, view.id, version=view.version, **said | {"action": "sighting"})
        else:
            services.withdraw_alert(actor, own[-1].id, reason="Over")
    return entered
