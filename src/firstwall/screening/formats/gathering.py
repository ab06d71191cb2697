"""Segments of one EDIFACT message to movements: one meaning for each tag, whatever the message, and a list of the rest."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from firstwall.matching.identifiers import recognise
from firstwall.screening.formats.countries import two_letters
from firstwall.screening.formats.dates import birth_date, moment
from firstwall.screening.formats.movement import (
    Equipment,
    Goods,
    Happening,
    Location,
    Means,
    Moment,
    Movement,
    MovementParty,
    Place,
    Reference,
    Seal,
)
from firstwall.screening.formats.profiles import ROLES, Profile
from firstwall.screening.formats.segments import Segment
from firstwall.screening.formats.unit import Unit
from firstwall.screening.formats.unmapped import Unmapped
from firstwall.screening.types import Number, Problem

MOST_IN_A_MOVEMENT = 5000  # segments; then it is given in parts, so that memory stays flat
_DOCUMENTS = {"P": "passport", "I": "identity_card", "A": "identity_card", "C": "identity_card", "AC": "document"}
_TRANSPORT = {"1": "vessel", "3": "vehicle", "4": "aircraft", "8": "vessel"}
_CONTAINERS = {"CN", "SW", ""}
_ON_WHEELS = {"TE", "CH", "RR", "TR"}  # trailer, chassis, wagon, truck


class Gatherer:
    """Takes the segments of one message, gives a movement whenever one is complete."""

    def __init__(self, message: str, profile: Profile, *, today: date) -> None:
        self.message, self.profile, self.today = message, profile, today
        self.unmapped = Unmapped()
        self._unit = Unit()
        self._taken = 0
        self._head: Unit | None = None
        self._last = ""  # what the values that follow belong to
        self._handlers = self.handlers()

    def handlers(self) -> dict[str, Callable[[Segment], bool]]:
        """What each tag means; each says whether it could use the segment."""
        return {
            "NAD": self._nad,
            "EQD": self._eqd,
            "SEL": self._sel,
            "TDT": self._tdt,
            "LOC": self._loc,
            "DTM": self._dtm,
            "RFF": self._rff,
            "BGM": self._bgm,
            "CNI": self._cni,
            "GID": self._gid,
            "FTX": self._ftx,
            "MEA": self._mea,
            "PIA": self._pia,
            "CST": self._cst,
            "DGS": self._dgs,
            "DOC": self._doc,
            "NAT": self._nat,
            "ATT": self._att,
            "GDS": self._gds,
            "STS": self._sts,
        }

    def take(self, segment: Segment, before: int) -> Iterator[Movement]:
        """One segment; `before` is the byte at which it begins."""
        tag = segment.tag
        if {tag, f"{tag}+{segment.value(1)}"} & self.profile.begins or self._taken > MOST_IN_A_MOVEMENT:
            yield from self.flush(before)
            if tag != "LOC":
                self._last = ""
        self._taken += 1
        handler = self._handlers.get(tag)
        if handler is None or not handler(segment):
            self._not_mapped(segment)

    def remark(self, problem: Problem) -> None:
        """Something to say about a segment of the movement being gathered."""
        self._unit.remarks.append(problem)

    def flush(self, end: int) -> Iterator[Movement]:
        """Give what was gathered so far."""
        self._taken = 0
        if not self._unit.size():
            return
        yield self._unit.movement(self.message, end, self._head)
        if self._head is None:
            self._head = self._unit.head()
        self._unit = Unit()

    def _not_mapped(self, segment: Segment) -> None:
        name = f"{segment.tag}+{segment.value(1)[:8]}" if segment.tag in self._handlers else segment.tag
        self.unmapped.add(name, segment.number)

    def _place(self, segment: Segment) -> Place:
        code = segment.value(1)
        return Place(segment.number, f"{segment.tag}+{code}"[:20] if code else segment.tag)

    def _nad(self, segment: Segment) -> bool:
        role = segment.value(1)
        is_person = role in self.profile.persons
        name, rest = _person(segment) if is_person else _name(segment)
        code, agency = segment.value(2), segment.value(2, 2)
        address = [rest, *segment.values(5), segment.value(6), segment.value(8)]
        self._unit.parties.append(
            MovementParty(
                self._place(segment),
                ROLES.get(role, role),
                "person" if is_person else "any",
                name,
                country="" if is_person else segment.value(9)[:2],
                numbers=_party_numbers(code, agency),
                address=", ".join(part for part in address if part),
            )
        )
        self._last = "person" if is_person else "party"
        return True

    def _eqd(self, segment: Segment) -> bool:
        kind, value = segment.value(1), segment.value(2).replace(" ", "")
        if not value:
            return False
        is_container = kind in _CONTAINERS or recognise(value).scheme == "container"
        number = Number("container", value) if is_container else Number("registration", value)
        other = "vehicle" if kind in _ON_WHEELS else "any"
        self._unit.equipment.append(
            Equipment(
                self._place(segment),
                "container" if is_container else other,
                number,
                segment.value(3) or segment.value(3, 3),
                segment.value(6) or segment.value(5),
            )
        )
        self._last = "equipment"
        return True

    def _sel(self, segment: Segment) -> bool:
        on = self._unit.equipment[-1].number.value if self._unit.equipment else ""
        self._unit.seals.append(Seal(self._place(segment), segment.value(1), on))
        return bool(segment.value(1))

    def _tdt(self, segment: Segment) -> bool:
        carrier = segment.value(5, 3)  # its code alone is no name to look for
        if carrier and all(party.name != carrier for party in self._unit.parties):
            self._unit.parties.append(MovementParty(self._place(segment), ROLES["CA"], name=carrier))
        kind = _TRANSPORT.get(segment.value(3)[:1], "")
        name, numbers, said = _means(segment)
        self._unit.means.append(
            Means(
                self._place(segment),
                kind or said,
                name,
                numbers,
                segment.value(8, 4)[:2],
                segment.value(2),
                segment.value(5, 3) or segment.value(5),
            )
        )
        self._last = "means"
        return True

    def _loc(self, segment: Segment) -> bool:
        role, code, name = segment.value(1), segment.value(2), segment.value(2, 3)
        if self._last == "document" and role == "91":
            return self._issued_by(code)
        if self._last in {"person", "document"} and role == "174":
            return True
        self._unit.locations.append(Location(self._place(segment), role, code, name))
        return bool(code or name)

    def _issued_by(self, code: str) -> bool:
        party = self._unit.parties[-1]
        number = party.numbers[-1]
        self._unit.parties[-1] = replace(
            party, numbers=(*party.numbers[:-1], replace(number, country=two_letters(code)))
        )
        return True

    def _dtm(self, segment: Segment) -> bool:
        role, text, form = segment.value(1), segment.value(1, 1), segment.value(1, 2)
        if self._last in {"person", "document"} and role == "329":
            self._unit.parties[-1] = replace(
                self._unit.parties[-1], birth_date=birth_date(text, form, today=self.today) or text
            )
            return True
        if not text:
            return False
        at = moment(text, form, today=self.today)
        self._unit.times.append(Moment(self._place(segment), role, at or text))
        if at and role != "36" and (role == "137" or (self.profile.is_status and role in _HAPPENED)):
            self._look_ahead(segment, at)
        return True

    def _look_ahead(self, segment: Segment, at: str) -> None:
        if at[:10] > date.fromordinal(self.today.toordinal() + 1).isoformat():
            self.remark(Problem(segment.number, segment.end, "future_clock", field=segment.tag, kept=True))

    def _rff(self, segment: Segment) -> bool:
        kind, value = segment.value(1), segment.value(1, 1)
        if kind == "EQ" and value:
            number = Number("container", value.replace(" ", ""))
            self._unit.equipment.append(Equipment(self._place(segment), "container", number))
            return True
        self._unit.references.append(Reference(self._place(segment), kind, value))
        return bool(value)

    def _sts(self, segment: Segment) -> bool:
        code = segment.value(2) or segment.value(1)
        self._unit.happenings.append(Happening(self._place(segment), code, segment.value(2, 3)))
        return bool(code)

    def _bgm(self, segment: Segment) -> bool:
        self._unit.references.append(Reference(self._place(segment), "document", segment.value(2)))
        if self.profile.is_status and segment.value(1):  # the name of the report says what happened: in, out, loaded
            self._unit.happenings.append(Happening(self._place(segment), f"BGM {segment.value(1)}"))
        return True

    def _cni(self, segment: Segment) -> bool:
        self._unit.references.append(Reference(self._place(segment), "consignment", segment.value(2)))
        self._last = "consignment"
        return True

    def _gid(self, segment: Segment) -> bool:
        packages = " ".join(segment.values(2))
        self._unit.goods.append(Goods(self._place(segment), packages=packages))
        self._last = "goods"
        return True

    def _gds(self, segment: Segment) -> bool:
        return self._add_to_goods(segment, codes=segment.values(1))

    def _ftx(self, segment: Segment) -> bool:
        if segment.value(1) not in {"AAA", "ACB", "AAD"}:
            return False
        return self._add_to_goods(segment, text=" ".join(segment.values(4)))

    def _pia(self, segment: Segment) -> bool:
        return self._add_to_goods(segment, codes=(segment.value(2),))

    def _cst(self, segment: Segment) -> bool:
        self._unit.goods.append(Goods(self._place(segment), codes=tuple(filter(None, (segment.value(2),)))))
        self._last = "goods"
        return True

    def _dgs(self, segment: Segment) -> bool:
        return self._add_to_goods(segment, codes=tuple(f"UN {code}" for code in segment.values(3)[:1]))

    def _mea(self, segment: Segment) -> bool:
        unit, amount = segment.value(3), segment.value(3, 1)
        is_mass = unit in {"KGM", "TNE", "LBR", "GRM"} and self._last != "person"
        return is_mass and self._add_to_goods(segment, mass=f"{amount} {unit}")

    def _add_to_goods(self, segment: Segment, *, text: str = "", codes: tuple[str, ...] = (), mass: str = "") -> bool:
        if not (text or any(codes) or mass):
            return False
        if self._last != "goods" or not self._unit.goods:
            self._unit.goods.append(Goods(self._place(segment)))
        had = self._unit.goods[-1]
        self._unit.goods[-1] = replace(
            had, text=f"{had.text} {text}".strip()[:2000], codes=(*had.codes, *codes)[:50], mass=had.mass or mass
        )
        if self._last not in {"equipment", "party"}:
            self._last = "goods"
        return True

    def _doc(self, segment: Segment) -> bool:
        value = segment.value(2)
        if self._last not in {"person", "document"} or not value:
            return False
        party = self._unit.parties[-1]
        number = Number(_DOCUMENTS.get(segment.value(1), "document"), value)
        self._unit.parties[-1] = replace(party, numbers=(*party.numbers, number))
        self._last = "document"
        return True

    def _nat(self, segment: Segment) -> bool:
        if self._last not in {"person", "document"}:
            return False
        self._unit.parties[-1] = replace(self._unit.parties[-1], country=two_letters(segment.value(2)))
        return True

    def _att(self, segment: Segment) -> bool:
        if self._last not in {"person", "document"} or segment.value(1) != "2":
            return False
        self._unit.parties[-1] = replace(self._unit.parties[-1], sex=segment.value(3))
        return True


# DTM codes of what has happened, not of what is planned: gate, load and discharge, event, arrival and departure as they were
_HAPPENED = {"7", "137", "178", "186", "203", "334"}


def _person(segment: Segment) -> tuple[str, str]:
    surname, *given = [segment.value(4, at) for at in range(3)]
    return " ".join(part for part in (*given, surname) if part) or " ".join(segment.values(3)[:1]), ""


def _name(segment: Segment) -> tuple[str, str]:
    """The name and what follows it: by the standard a component each, in old messages one text with commas."""
    if structured := segment.values(4):
        return " ".join(structured[:5]), ", ".join(segment.values(3))
    lines = segment.values(3)
    if not lines:
        return "", ""
    parts = [part.strip() for part in lines[0].split(",")]
    if len(lines) == 1 and len(parts) > 2:
        through = 1 if " " in parts[0] else 2  # one word and a comma: family name first
        return " ".join(parts[:through]), ", ".join(parts[through:])
    return lines[0], ", ".join(lines[1:])


def _party_numbers(code: str, agency: str) -> tuple[Number, ...]:
    seen = recognise(code)
    if seen.scheme in {"eori", "vat"} and (seen.check == "ok" or agency):
        return (Number(seen.scheme, code),)
    return ()


def _means(segment: Segment) -> tuple[str, tuple[Number, ...], str]:
    value, scheme, name = segment.value(8), segment.value(8, 1), segment.value(8, 3)
    digits = value.upper().removeprefix("IMO").strip()
    if not value:
        return name, (), "any"
    if scheme == "103":
        return name, (Number("call_sign", value),), "vessel"
    if digits.isdigit() and len(digits) == 7:
        return name, (Number("imo", digits),), "vessel"
    if digits.isdigit() and len(digits) == 9:
        return name, (Number("mmsi", digits),), "vessel"
    if not name and (" " in value or not any(char.isdigit() for char in value)):
        return value, (), "any"
    return name, (Number("registration", value),), "any"
