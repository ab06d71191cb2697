"""One shared site for the matrix: who sits where, and one thing of each kind behind the numbers. All through the services."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID, uuid4

from firstwall.authorities import lists
from firstwall.authorities import services as authorities
from firstwall.authorities.types import ListedRow
from firstwall.cis import queries as alerts
from firstwall.cis import services as cis
from firstwall.cis.attaching import Offered, attach_document
from firstwall.cis.correcting import decisions, disputes, proposals
from firstwall.cis.correcting import queries as correcting
from firstwall.cis.correcting.decisions import Decided
from firstwall.cis.passing import copies, transfers
from firstwall.cis.passing import lists as services
from firstwall.cis.passing import queries as registers
from firstwall.cis.passing.transfers import Asked
from firstwall.fide import services as fide
from firstwall.kernel.actor import Actor
from firstwall.kernel.clock import utc_now
from firstwall.kernel.words import Strand
from firstwall.ledger import sequencer
from firstwall.screening import queries as screened
from firstwall.screening import services as screening
from firstwall.screening.evidence.types import Offered as OfferedEvidence
from firstwall.screening.feeds import keeping as feeds
from firstwall.screening.seizures.typed import seizure_of
from firstwall.screening.types import SightingBlocks
from firstwall.supervision import queries as ledger
from firstwall.supervision.rights import queries as asked
from firstwall.supervision.rights import services as rights
from firstwall.supervision.rights.types import Person
from firstwall.supervision.types import LedgerFilters
from tests.harness.coalition import PURPOSES, a_coalition, a_person_alert, for_strand, in_a
from tests.law.at_work import FIRST, a_body, at_work
from tests.law.fide.conftest import SMUGGLING, a_file

CODES = ("H0", "H1", "H2", "H3")
TODAY = utc_now().date()
ROLES = {  # role: purpose of its mandate
    "administrator": "administration",
    "border_officer": "border_control",
    "coordinator": "supply",
    "investigator": "investigation",
    "rights_officer": "rights",
}


@dataclass(frozen=True)
class Seat:
    """Somebody with an open mandate, and the token of a program that acts for the same person."""

    name: str
    place: str  # EE, EP (Estonia's police: another unit of the same state), LV, FI, EUROPOL, DPS
    role: str
    strand: str
    person_id: UUID
    mandate_id: UUID
    token: str


@dataclass(frozen=True)
class Thing:
    """Something behind a number: whose it is, and who else takes part in it."""

    kind: str
    id: str
    owner: str
    other: str = ""
    strand: str = "C"
    note: str = ""
    audience: tuple[str, ...] = ()


@dataclass
class World:
    """All of it."""

    agency: str = ""
    seats: list[Seat] = field(default_factory=list)
    things: list[Thing] = field(default_factory=list)

    def of(self, kind: str) -> list[Thing]:
        """Every thing of one kind, and one number behind which there is nothing."""
        return [*(one for one in self.things if one.kind == kind), Thing(kind, str(uuid4()), "", note="absent")]


def a_seat(place: str, authority: UUID, role: str, *, strand: str = "C", purpose: str = "") -> tuple[Seat, Actor]:
    """A person with one role and an open mandate in one strand."""
    login = f"{place}.{role}.{strand}".lower()
    person = authorities.add_person(login, login.title(), authority_id=authority)
    authorities.grant_role(person, role, (strand,))
    is_lane = role == "border_officer"
    actor = authorities.open_mandate(
        person, role=role, strands=(strand,), purpose=purpose or ROLES[role], reference="" if is_lane else "CASE-1",
        post="Lane 1" if is_lane else "", shift="day" if is_lane else "", channel="page",
    )  # fmt: skip
    assert actor.mandate_id is not None
    seat = Seat(login, place, role, strand, person, actor.mandate_id, authorities.mint_token(login))
    return seat, actor


def a_world() -> World:
    """Estonia supplies, Latvia finds and takes part, Finland looks on; an agency, a supervisor, another unit."""
    world, team = World(), a_coalition()
    police = authorities.add_authority("EE-POLICE", "Police of Estonia", type="police", state_code="EE")
    for strand in "CA":
        authorities.designate(
            police, strand=strand, categories="abcdefgh", purposes=PURPOSES, rights=("read", "enter", "use"), valid_from=FIRST
        )  # fmt: skip
    homes = {
        "EE": team.estonia.authority_id,
        "EP": police,
        "LV": team.latvia.authority_id,
        "FI": team.finland.authority_id,
    }
    for home in homes.values():
        assert home is not None
        for strand in "CA":
            files = ("fide_read", "fide_enter")
            authorities.designate(
                home, strand=strand, categories="a", purposes=PURPOSES, rights=files, valid_from=FIRST
            )
    seats: dict[str, Actor] = {}
    for place, role, strand in [
        *((place, role, "C") for place in ("EE", "LV") for role in ROLES),
        *((place, "coordinator", "C") for place in ("EP", "FI")),
        *((place, "coordinator", "A") for place in ("EE", "LV")),
    ]:
        home = homes[place]
        assert home is not None
        seat, actor = a_seat(place, home, role, strand=strand)
        world.seats.append(seat)
        seats[f"{place}.{role}.{strand}"] = actor
    desk = a_body("europol", strands="C", rights=("read", "fide_read"))
    world.seats.append(_seat_of(desk, "EUROPOL"))
    assert desk.authority_id is not None
    world.agency = str(desk.authority_id)
    office = authorities.add_authority("DPS", "Data Protection Supervisor", type="supervisory")
    for home in (*homes.values(), desk.authority_id):
        assert home is not None
        authorities.supervise(office, home)
    watcher = at_work(office, "dps.supervisor", "supervisor", "C", "supervision")
    world.seats.append(_seat_of(watcher, "DPS"))
    _fill(world, seats, desk, watcher)
    return world


def _seat_of(actor: Actor, place: str) -> Seat:
    assert actor.person_id is not None and actor.mandate_id is not None
    login = f"{place}.{actor.role}".lower() if place == "EUROPOL" else "dps.supervisor"
    strand = str(actor.strands[0])
    return Seat(login, place, actor.role, strand, actor.person_id, actor.mandate_id, authorities.mint_token(login))


def _fill_fide(supplier: Actor, keep: Callable[..., None]) -> None:
    """A file of Estonia, and one that it does not enter for now."""
    fide.give_offences(supplier, [SMUGGLING])
    keep("file_entry", fide.enter_file(supplier, a_file()), "EE")
    reason = {"file_number": "EE-2", "ground": "investigation", "reason": "A search is planned"}
    keep("file_deferral", fide.defer_entry(supplier, **reason), "EE")


def _fill(world: World, seats: dict[str, Actor], desk: Actor, watcher: Actor) -> None:
    supplier, holder = seats["EE.coordinator.C"], seats["LV.coordinator.C"]
    lane, analyst = seats["LV.border_officer.C"], seats["LV.investigator.C"]

    def keep(kind: str, id: object, owner: str, other: str = "", **more: object) -> None:
        world.things.append(Thing(kind, str(id), owner, other, **more))  # type: ignore[arg-type]

    first = ""
    for code in CODES:
        words = {"handling_text": "Ask us before any use"} if code == "H3" else {}
        said = for_strand(a_person_alert(values=_person(code), handling=[code], **words), "C")
        ref = cis.enter_alert(supplier, key=code, **said)
        keep("alert", ref.id, "EE", note=code)
        first = first or str(ref.id)
    keep("alert", cis.enter_alert(holder, **for_strand(a_person_alert(values=_person("LV")), "C")).id, "LV")
    police = seats["EP.coordinator.C"]
    keep("alert", cis.enter_alert(police, **for_strand(a_person_alert(values=_person("EP")), "C")).id, "EP")
    everyone = for_strand(a_person_alert(values=_person("A")), "A")
    keep(
        "alert", cis.enter_alert(in_a(seats["EE.coordinator.A"]), **everyone).id, "EE", strand="A", note="other strand"
    )
    narrow = {**for_strand(a_person_alert(values=_person("N")), "A"), "audience": [supplier.authority_id]}
    hidden = cis.enter_alert(in_a(seats["EE.coordinator.A"]), **narrow).id
    keep("alert", hidden, "EE", strand="A", note="narrowed", audience=("EE",))
    narrow |= {"values": _person("M"), "audience": [holder.authority_id]}
    theirs = cis.enter_alert(in_a(seats["LV.coordinator.A"]), **narrow).id
    keep("alert", theirs, "LV", strand="A", note="narrowed", audience=("LV",))
    settled_now = cis.enter_alert(supplier, **for_strand(a_person_alert(values=_person("F")), "C")).id
    _fill_fide(supplier, keep)
    paper = Offered("route.txt", b"By ferry", "none", stays_within=True)
    seen = attach_document(supplier, settled_now, offered=paper, version=1)
    keep("attachment", seen.id, "EE")
    narrowed = attach_document(in_a(seats["LV.coordinator.A"]), theirs, offered=paper, version=1)
    keep("attachment", narrowed.id, "LV", strand="A", note="narrowed", audience=("LV",))
    _fill_registers(keep, supplier, holder, analyst, UUID(first))
    screening.check(desk, text=_person("H0")["names"][0], reference="EP-1")  # type: ignore[index]
    found = next(one for one in alerts.matches_of(desk) if one.owner_id == supplier.authority_id)
    keep("match", found.id, "EE", "EUROPOL")
    _fill_screening(keep, lane)
    there = Person(names=tuple(_person("H0")["names"]), birth_date="17.05.1980")  # type: ignore[arg-type]
    answering = seats["LV.rights_officer.C"]
    number = rights.take_request(answering, person=there, asks=["access"], identity="document_seen")
    rights.gather_holdings(answering, number)
    keep("request", number, "LV")
    for one in asked.request_for(answering, number).holdings:
        keep("holding", one.id, "LV", "" if one.is_own else "EE")
    keeper = seats["EE.administrator.C"]
    assert keeper.authority_id is not None
    row = ListedRow(keeper.authority_id, ("b",), ("supply",), ("read", "enter"))
    day = TODAY + timedelta(days=30)
    keep("list", lists.propose_list(keeper, rows=[row], reason="A new desk", in_force_from=day).id, "EE")
    someone = authorities.add_person("ee.someone", "Ee Someone", authority_id=keeper.authority_id)
    authorities.grant_role(someone, "investigator", ("C",))
    keep("person", someone, "EE")
    sequencer.sign_now()
    page = ledger.ledger_entries(watcher, LedgerFilters(act="cis.enter_alert"), 1)
    keep("entry", next(row.id for row in page.rows if row.authority_id == supplier.authority_id), "EE")


def _fill_registers(keep, supplier: Actor, holder: Actor, analyst: Actor, alert: UUID) -> None:  # type: ignore[no-untyped-def]
    kept = services.list_service(holder, kind="risk_management", name="Risk unit", system="RISKA")
    services.list_analyst(holder, kept, person_id=analyst.person_id)
    keep("copy_service", kept, "LV")
    case = {"case_reference": "LV-7", "need": "Profiles the ferry line", "version": 1}
    keep("copy", copies.register_copy(analyst, alert, service_id=kept, **case), "LV", "EE")
    wanted = Asked(
        "national", fields=("names",), purpose="Recovery of duty", recipient="Tax board", legal_basis="Taxation Act"
    )
    number = transfers.ask_transfer(holder, alert, asked=wanted)
    keep("transfer", number, "LV", "EE")
    until = TODAY + timedelta(days=30)
    passed = transfers.authorise_transfer(supplier, number, conditions="For this case only", valid_until=until)
    keep("authorisation", passed, "LV", "EE")
    wrong = {"kind": "factually_wrong", "what": "Born in 1981", "evidence": "Passport seen", "version": 1}
    keep("correction", proposals.propose_correction(holder, alert, **wrong), "LV", "EE")
    court = Decided("court", "Riga Court", "LV", TODAY - timedelta(days=3), "rectify", "C-12/2026", "The date of birth")
    settled = cis.enter_alert(supplier, **for_strand(a_person_alert(values=_person("D")), "C")).id
    keep("decision", decisions.register_decision(holder, settled, decided=court, version=1), "LV", "EE")
    other = {**_person("H0"), "birth_dates": ["1981-05-17"]}
    said = for_strand(a_person_alert(values=other), "C")
    disputes.enter_against(holder, alert, position="Seen in the register", **said)
    keep("dispute", correcting.disputes_of(holder)[0].id, "LV", "EE")
    changed = {
        name: one for name, one in for_strand(a_person_alert(values=_person("H0")), "C").items() if name != "category"
    }
    cis.amend_alert(supplier, alert, version=1, reason_of_change="Spelling", **{**changed, "action": "check"})
    keep("receipt", registers.receipts_of(analyst)[0].id, "LV", "EE")


def _fill_screening(keep, lane: Actor) -> None:  # type: ignore[no-untyped-def]
    def found(code: str) -> UUID:
        facts = _person(code)
        result = screening.check(lane, text=facts["names"][0])  # type: ignore[index]
        return result.strands[0].candidates[0].id  # type: ignore[return-value]

    reported = found("H1")
    screening.decide(lane, reported, verdict="same", reason="document_seen", key="d")
    blocks = SightingBlocks(found=True, check_place="Valka", check_at="2026-11-23 14:05", check_reason="random stop")
    sent = screening.report_sighting(lane, reported, blocks=blocks, key="s").id
    keep("sighting", sent, "LV", "EE")
    file = OfferedEvidence("lorry.txt", b"Two tanks where one is built", "means", shows_no_person=True)
    keep("evidence", screening.attach_evidence(lane, sent, offered=file, key="e").id, "LV", "EE")
    keep("candidate", found("H2"), "LV")
    keep("handover", screening.hand_over(lane, note="Quiet", key="h")[0].id, "LV")
    what = {"goods": "tobacco", "quantity": "3", "unit": "kg", "place": "Valka", "seized_at": "2026-11-23 14:05"}
    said = seizure_of({"transport": "road", "concealment": "in_luggage", **what})
    keep("seizure", screening.record_seizure(lane.in_strand(Strand.CRIMINAL), said=said, key="z").id, "LV")
    line = f"name,passport\n{_person('H3')['names'][0]},KX1234567\n".encode()  # type: ignore[index]
    (run,) = screening.accept_file(lane, chunks=[line], filename="x.csv", by_job=False)
    keep("run", run.id, "LV")
    assert screened.run_for(lane, run.id)
    one, two = (
        at_work(lane.authority_id, f"lv.keeper.{number}", "coordinator", "C", "joint_coordination") for number in "12"
    )
    said = {"code": "port", "label": "Port", "kind": "cargo", "channel": "api", "reference": "PORT-1"}
    keep("feed", feeds.agree_to_feed(two, feeds.propose_feed(one, **said).id).id, "LV")


NAMES = {
    "H0": "Kaarel Kuldkepp",
    "H1": "Toomas Raudsepp",
    "H2": "Villem Hobemagi",
    "H3": "Oskar Vaskjala",
    "LV": "Janis Liepkalns",
    "EP": "Margus Tammsalu",
    "A": "Heiki Sinilaid",
    "D": "Rein Pohlamets",
    "N": "Kanarbik Laululind",
    "M": "Liivatee Tuuleiil",
    "F": "Peeter Jarvekallas",
}


def _person(code: str) -> dict:
    number = f"QZ{sum(map(ord, NAMES[code])):07d}"
    return {
        "names": [NAMES[code]],
        "birth_dates": ["1980-05-17"],
        "nationalities": ["EE"],
        "documents": [{"type": "passport", "number": number, "country": "EE"}],
        "reason_for_entry": f"Earlier convictions of {NAMES[code]} for smuggling",
    }
