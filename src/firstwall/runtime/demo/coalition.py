"""The invented coalition: five states with their posts, desks of the agencies, a supervisor, an administrator.

State codes and places are real so that plates, ports and borders make sense; staff and cases are invented.
The rows are plain values; `loader.py` writes them through the door of the authorities room.
"""

from dataclasses import dataclass
from datetime import date

BOTH = ("C", "A")
ALL_CATEGORIES = "abcdefgh"
LIST_VERSION = "demo-1"
LIST_FROM = date(2026, 1, 1)
_WORK = ("border_control", "investigation", "prosecution", "supply", "joint_coordination", "rights")


@dataclass(frozen=True, slots=True)
class Post:
    """An office: code, name, kind and UN/LOCODE."""

    code: str
    name: str
    kind: str
    locode: str


@dataclass(frozen=True, slots=True)
class Member:
    """A person of the demo: login, name, role, strands and the office they work in."""

    login: str
    name: str
    role: str
    strands: tuple[str, ...]
    office: str = ""


@dataclass(frozen=True, slots=True)
class Right:
    """One designation of an authority (CIS-25)."""

    strand: str
    categories: str
    purposes: tuple[str, ...]
    rights: tuple[str, ...]
    screen_only: bool = False


@dataclass(frozen=True, slots=True)
class Authority:
    """An authority with its offices, people and designations."""

    code: str
    name: str
    type: str
    state: str
    posts: tuple[Post, ...]
    members: tuple[Member, ...]
    rights: tuple[Right, ...]


@dataclass(frozen=True, slots=True)
class State:
    """A state taking part, with its time zone."""

    code: str
    name: str
    zone: str


@dataclass(frozen=True, slots=True)
class Coalition:
    """Everything the loader writes before the first alert."""

    states: tuple[State, ...]
    authorities: tuple[Authority, ...]
    supervisor: str


def _administration(state: State, posts: list[tuple[str, str, str]], people: list[str]) -> Authority:
    """A customs administration: a unit office, two posts with two officers each, and one person of each other role."""
    low = state.code.lower()
    unit = Post(f"{state.code}-UNIT", f"Central coordinating unit, {state.name}", "unit", "")
    offices = [Post(f"{state.code}-{name.upper()}", label, "border_post", code) for name, label, code in posts]
    members = [
        Member(
            f"{low}.officer.{name}{'' if turn == 0 else '.2'}",
            people[2 * place + turn],
            "border_officer",
            BOTH,
            office.code,
        )
        for place, ((name, _, _), office) in enumerate(zip(posts, offices, strict=True))
        for turn in (0, 1)
    ]
    members.append(Member(f"{low}.investigator", people[4], "investigator", BOTH, unit.code))
    members.append(Member(f"{low}.coordinator", people[5], "coordinator", BOTH, unit.code))
    members.append(Member(f"{low}.lists", people[6], "administrator", BOTH, unit.code))
    members.append(Member(f"{low}.rights", people[7], "rights_officer", BOTH, unit.code))
    may = ("read", "enter", "use", "export", "fide_read", "fide_enter")
    rights = tuple(Right(strand, ALL_CATEGORIES, _WORK, may) for strand in BOTH)
    return Authority(
        f"{state.code}-CUSTOMS",
        f"Customs Administration, {state.name}",
        "customs",
        state.code,
        (unit, *offices),
        tuple(members),
        rights,
    )


EE = State("EE", "Estonia", "Europe/Tallinn")
LV = State("LV", "Latvia", "Europe/Riga")
RO = State("RO", "Romania", "Europe/Bucharest")
BG = State("BG", "Bulgaria", "Europe/Sofia")
GR = State("GR", "Greece", "Europe/Athens")

_ADMINISTRATIONS = (
    _administration(
        EE,
        [("narva", "Narva road post", "EENAR"), ("muuga", "Port of Muuga", "EEMUG")],
        [
            "Kadri Põldsepp",
            "Taavi Mägisalu",
            "Märt Üksik",
            "Liis Raudoja",
            "Sulev Kuusemets",
            "Helve Toomingas",
            "Urve Kivisild",
            "Aive Rebane",
        ],
    ),
    _administration(
        LV,
        [("terehova", "Terehova road post", "LVTER"), ("ventspils", "Port of Ventspils", "LVVNT")],
        [
            "Ilze Krūmkalne",
            "Guntis Ozolnieks",
            "Māra Eglāja",
            "Valdis Upmalis",
            "Zane Vītolkalne",
            "Normunds Skujiņš",
            "Aija Bērzkalne",
            "Baiba Grava",
        ],
    ),
    _administration(
        RO,
        [("constanta", "Port of Constanța", "ROCND"), ("siret", "Siret road post", "ROSIR")],
        [
            "Ștefan Câmpeanu",
            "Doina Țăranu",
            "Răzvan Brânză",
            "Crenguța Lupșa",
            "Viorel Negrilescu",
            "Anișoara Vâlceanu",
            "Sorin Brădețeanu",
            "Luminița Bâtlan",
        ],
    ),
    _administration(
        BG,
        [("varna", "Port of Varna", "BGVAR"), ("kapitan", "Kapitan Andreevo road post", "BGKAN")],
        [
            "Десислава Щерева",
            "Пламен Цанкин",
            "Живко Юруков",
            "Виолета Ганчева",
            "Светослав Къдрев",
            "Цветелина Рашкова",
            "Калоян Вълчев",
            "Невена Гърдева",
        ],
    ),
    _administration(
        GR,
        [("piraeus", "Port of Piraeus", "GRPIR"), ("thessaloniki", "Thessaloniki airport", "GRSKG")],
        [
            "Χρυσούλα Ψαρρά",
            "Ευάγγελος Δραγάτης",
            "Σπύρος Ζαφειράκης",
            "Δέσποινα Λυμπέρη",
            "Θεόδωρος Καράμπελας",
            "Αγγελική Ξενάκη",
            "Λεωνίδας Μαρκάκης",
            "Μυρτώ Βλαστού",
        ],
    ),
)
_LOOK = ("investigation", "prosecution", "joint_coordination")


def _desk(
    code: str,
    name: str,
    type_: str,
    login: str,
    person: str,
    strands: tuple[str, ...],
    rights: tuple[Right, ...],
    further: tuple[Member, ...] = (),
) -> Authority:
    office = Post(f"{code}-DESK", f"Desk of {name}", "desk", "")
    desk = Member(login, person, "agency_desk", strands, office.code)
    return Authority(code, name, type_, "", (office,), (desk, *further), rights)


_DESKS = (
    _desk(
        "EUROPOL",
        "Europol",
        "europol",
        "europol.desk",
        "Solène Vermaas",
        ("C",),
        (Right("C", ALL_CATEGORIES, _LOOK, ("read", "fide_read"), screen_only=True),),
    ),
    _desk(
        "EUROJUST",
        "Eurojust",
        "eurojust",
        "eurojust.desk",
        "Matthias Okker",
        ("C",),
        (Right("C", ALL_CATEGORIES, _LOOK, ("read", "fide_read"), screen_only=True),),
    ),
    _desk(
        "OLAF",
        "OLAF",
        "olaf",
        "olaf.desk",
        "Rocío Lindqvist",
        ("A",),
        # CIS-29: a designated department of the Commission is a full partner in this strand, and nothing in the other
        (
            Right(
                "A", ALL_CATEGORIES, (*_LOOK, "supply"), ("read", "enter", "use", "export", "fide_read", "fide_enter")
            ),
        ),
        (
            Member("olaf.coordinator", "Klaas Aurelio", "coordinator", ("A",), "OLAF-DESK"),
            Member("olaf.lists", "Ginevra Holm", "administrator", ("A",), "OLAF-DESK"),
        ),
    ),
    # no article names Frontex (CIS-24): its desk has an account and no designation, and is refused with the ground
    _desk("FRONTEX", "Frontex", "frontex", "frontex.desk", "Jędrzej Halloran", BOTH, ()),
)
_SUPERVISOR = Authority(
    "DPS",
    "Data Protection Supervisor",
    "supervisory",
    "",
    (Post("DPS-OFFICE", "Office of the supervisor", "office", ""),),
    (
        Member("supervisor", "Odile Marchetti", "supervisor", BOTH, "DPS-OFFICE"),
        Member("supervisor.second", "Henning Visser", "supervisor", BOTH, "DPS-OFFICE"),
    ),
    (),
)
_HOST = Authority(
    "HOST",
    "Host of this node",
    "customs",
    "",
    (Post("HOST-OFFICE", "Operations of the node", "office", ""),),
    (Member("administrator", "Béla Sorensen", "administrator", BOTH, "HOST-OFFICE"),),
    (),
)

COALITION = Coalition((EE, LV, RO, BG, GR), (*_ADMINISTRATIONS, *_DESKS, _SUPERVISOR, _HOST), "DPS")
# the fixture of the tests: one state fewer, everything else alike
SMALL = Coalition((EE, LV, RO, BG), (*_ADMINISTRATIONS[:4], *_DESKS, _SUPERVISOR, _HOST), "DPS")


def coordinators(coalition: Coalition) -> dict[str, str]:
    """The login of each state's coordinator by state code."""
    return {
        authority.state: member.login
        for authority in coalition.authorities
        for member in authority.members
        if member.role == "coordinator" and authority.state
    }
