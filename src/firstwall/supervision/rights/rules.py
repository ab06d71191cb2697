"""What is proposed to who decides, and when an answer may go out: pure (RTS-03 to RTS-06)."""

from collections.abc import Iterable
from datetime import date, timedelta

from firstwall.kernel.clock import add_months
from firstwall.kernel.refusal import Refusal
from firstwall.kernel.sentences import N_, say
from firstwall.kernel.words import Strand
from firstwall.law.rights import ProcedureRow, grounds_of, withheld_by
from firstwall.supervision.rights.types import HoldingView, Outcome, Position, Why


def due_on(received_on: date, procedure: ProcedureRow) -> date:
    """The last day for the answer."""
    return add_months(received_on, procedure.answer_months)


def positions_due_on(asked_on: date, procedure: ProcedureRow) -> date:
    """The last day for a supplier's position, and the first for an answer: the same whether anybody was asked or not."""
    return asked_on + timedelta(days=procedure.position_days)


def kept_until(answered_on: date, procedure: ProcedureRow) -> date:
    """The day on which the request itself ends."""
    return add_months(answered_on, procedure.kept_months)


def why_not(
    *,
    strand: Strand,
    action: str,
    in_force: bool,
    is_own: bool,
    concerns: str,
    position: Position,
    position_due_on: date | None,
    today: date,
) -> tuple[Why, ...]:
    """Return what stands against disclosing one alert to its subject; nothing: it is proposed for disclosure.

    While sighting and reporting or discreet surveillance runs the proposal is to keep it; a person decides (RTS-04, RTS-05).
    """
    if concerns != "yes":
        return (Why.UNSORTED,) if concerns == "open" else ()
    found = []
    if in_force and withheld_by(strand, action) is not None:
        found.append(Why.MEASURE)
    if not is_own:
        found += _of_supplier(position, position_due_on, today)
    return tuple(found)


def _of_supplier(position: Position, position_due_on: date | None, today: date) -> list[Why]:
    if position is Position.OBJECTS:
        return [Why.OBJECTION]
    if position is Position.SILENT:
        return [Why.SILENCE]
    if position is not Position.NONE:
        return []
    is_over = position_due_on is not None and today > position_due_on
    return [Why.SILENCE if is_over else Why.WAITING]


def outcome_of(concerned: int, disclosed: int) -> Outcome:
    """Return the outcome that follows from how many alerts concern the person and how many of them are disclosed."""
    if not concerned:
        return Outcome.NONE_HELD
    if disclosed == concerned:
        return Outcome.DISCLOSED
    return Outcome.PARTLY if disclosed else Outcome.WITHHELD


def proposal_of(holdings: Iterable[HoldingView]) -> Outcome | None:
    """Return what is proposed; None while something is not sorted out or a supplier's time still runs."""
    listed = list(holdings)
    if any({Why.UNSORTED, Why.WAITING} & set(one.why_not) for one in listed):
        return None
    concerned = [one for one in listed if one.concerns == "yes"]
    return outcome_of(len(concerned), sum(one.is_proposed for one in concerned))


def must_be_decidable(holdings: Iterable[HoldingView]) -> None:
    """Refuse a decision before every supplier had its chance, and before it is known whom the entries concern.

    Raises:
        Refusal: RTS-03.
    """
    reasons = {why for one in holdings for why in one.why_not}
    if Why.UNSORTED in reasons:
        raise Refusal(
            "RTS-02",
            N_("It is not said yet of every entry found whether it concerns the person who asks."),
            article="Regulation (EC) No 515/97, Art. 36",
            cure=N_("Compare each doubtful entry and say whether it is this person."),
        )
    if Why.WAITING in reasons:
        raise Refusal(
            "RTS-03",
            N_("Another partner supplied an entry and its time to state its position still runs."),
            article="Regulation (EC) No 515/97, Art. 36(3); CIS Convention Art. 15(1)",
            cure=N_("Wait for its position or for the end of its time."),
        )


def must_have_ground(outcome: Outcome, ground: str, strand: Strand) -> None:
    """Refuse a refusal without a ground of its strand's list.

    Raises:
        Refusal: RTS-04 or RTS-05.
    """
    codes = {row.code for row in grounds_of(strand)}
    if outcome in (Outcome.PARTLY, Outcome.WITHHELD):
        if ground in codes:
            return
        rule, article = (
            ("RTS-05", "Directive (EU) 2016/680, Art. 15")
            if strand is Strand.CRIMINAL
            else ("RTS-04", "Regulation (EC) No 515/97, Art. 36(2)")
        )
        raise Refusal(
            rule,
            N_("What is not disclosed needs a ground of the closed list."),
            article=article,
            cure=say(N_("Choose one of: %(codes)s."), codes=", ".join(sorted(codes))),
            field="ground",
        )
    if ground:
        raise Refusal(
            "RTS-04",
            N_("Nothing is withheld: a ground does not belong here."),
            cure=N_("Leave it out."),
            field="ground",
        )


def must_disclose_all(outcome: Outcome) -> None:
    """Refuse to withhold anything where a final decision orders access: no ground of refusal is left.

    Raises:
        Refusal: RTS-08.
    """
    if outcome in (Outcome.PARTLY, Outcome.WITHHELD):
        raise Refusal(
            "RTS-08",
            N_("A final decision orders that access be given. Nothing can be withheld."),
            article="Regulation (EC) No 515/97, Art. 36(5); CIS Convention Art. 15(4)",
            cure=N_("Disclose every entry that concerns the person."),
            field="disclose",
        )


def must_not_tell_by_its_day(today: date, answer_from: date) -> None:
    """Refuse an answer so early that its date would tell that no supplier had to be asked.

    Raises:
        Refusal: RTS-06.
    """
    if today < answer_from:
        raise Refusal(
            "RTS-06",
            say(
                N_("No answer goes out before %(day)s: an earlier date would tell that nobody had to be asked."),
                day=answer_from.isoformat(),
            ),
            cure=N_("Give the answer from that day on."),
        )
