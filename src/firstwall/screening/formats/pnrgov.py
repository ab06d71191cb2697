"""PNRGOV, bookings for authorities (IATA/WCO 11.1 and later): one movement a booking, everyone who travels on it (EXC-10)."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from firstwall.screening.formats.countries import two_letters
from firstwall.screening.formats.dates import birth_date
from firstwall.screening.formats.gathering import Gatherer
from firstwall.screening.formats.movement import Location, Means, Moment, MovementParty, Reference
from firstwall.screening.formats.segments import Segment
from firstwall.screening.types import Number

_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_DAY = re.compile(r"(\d{2})([A-Z]{3})(\d{2}|\d{4})")
# titles stand apart or are written to the given name; MS and DR only apart, since names end so
_TITLE = re.compile(r"(?: (?:MR|MRS|MS|MISS|MSTR|DR)|(?<=[A-Z]{3})(?:MRS|MR|MISS|MSTR))$")
_DOCUMENTS = {"P": "passport", "I": "identity_card", "A": "identity_card", "C": "identity_card"}
_OF_DOCS = 9  # type, issuer, number, nationality, birth, sex, expiry, family name, given names


class PnrGatherer(Gatherer):
    """The segments of one PNRGOV message; a booking begins with SRC."""

    def handlers(self) -> dict[str, Callable[[Segment], bool]]:
        """What each tag means here; the tags of other messages mean other things."""
        return {
            "SRC": lambda segment: True,
            "RCI": self._rci,
            "TIF": self._tif,
            "SSR": self._ssr,
            "ADD": self._add,
            "TVL": self._tvl,
            "TKT": self._tkt,
            "FTI": self._fti,
        }

    def _rci(self, segment: Segment) -> bool:
        return self._refer(segment, "booking", segment.value(1, 1))

    def _tkt(self, segment: Segment) -> bool:
        return self._refer(segment, "ticket", segment.value(1))

    def _fti(self, segment: Segment) -> bool:
        return self._refer(segment, "frequent traveller", segment.value(1, 1))

    def _refer(self, segment: Segment, kind: str, value: str) -> bool:
        if value:
            self._unit.references.append(Reference(self._place(segment), kind, value))
        return bool(value)

    def _tif(self, segment: Segment) -> bool:
        surname, given = segment.value(1), _TITLE.sub("", segment.value(2).upper())
        name = f"{given} {surname}".strip()
        if not name or any(party.name == name for party in self._unit.parties):
            return bool(name)  # a booking names who checks in once more
        self._unit.parties.append(MovementParty(self._place(segment), "passenger", "person", name))
        return True

    def _ssr(self, segment: Segment) -> bool:
        text = next((part for part in segment.values(1) if "/" in part), "")
        if segment.value(1) != "DOCS" or not text:
            return False
        parts = [part.strip() for part in text.removeprefix("/").split("/")]
        parts += [""] * (_OF_DOCS - len(parts))
        kind, issuer, value, nationality, born, sex, _expiry, surname, *given = parts
        names = [_TITLE.sub("", one.upper()) for one in given if one]
        name = " ".join([*names, _TITLE.sub("", surname.upper())]).strip()
        numbers = (Number(_DOCUMENTS.get(kind, "document"), value, two_letters(issuer)),) if value else ()
        said = MovementParty(
            self._place(segment),
            "passenger",
            "person",
            name,
            _born(born, self.today),
            two_letters(nationality),
            numbers,
            sex[:1],
        )
        self._keep(said, surname.upper())
        return True

    def _keep(self, said: MovementParty, surname: str) -> None:
        """The document belongs to the traveller named before, when the family name is the same and he has none yet."""
        last = self._unit.parties[-1] if self._unit.parties else None
        if last is not None and surname and not last.birth_date and last.name.upper().endswith(f" {surname}"):
            self._unit.parties[-1] = replace(said, place=last.place, address=last.address)
        elif (said.name, said.numbers) not in [(party.name, party.numbers) for party in self._unit.parties]:
            self._unit.parties.append(said)

    def _add(self, segment: Segment) -> bool:
        if not self._unit.parties:
            return False
        address = ", ".join(segment.values(2)[1:])
        self._unit.parties[-1] = replace(self._unit.parties[-1], address=address)
        return bool(address)

    def _tvl(self, segment: Segment) -> bool:
        origin, target = segment.value(2), segment.value(3)
        flight = f"{segment.value(4)}{segment.value(5)}"
        self._unit.means.append(Means(self._place(segment), "aircraft", journey=flight, carrier=segment.value(4)))
        self._unit.locations.append(Location(self._place(segment), "departure", origin))
        self._unit.locations.append(Location(self._place(segment), "arrival", target))
        leaves = segment.value(1)
        if len(leaves) == 6 and leaves.isdigit():
            self._unit.times.append(
                Moment(self._place(segment), "departure", f"20{leaves[4:]}-{leaves[2:4]}-{leaves[:2]}")
            )
        return True


def _born(text: str, today: date) -> str:
    """A day such as 12JUL64."""
    found = _DAY.fullmatch(text.upper())
    if not found or found.group(2) not in _MONTHS:
        return ""
    day, month, year = found.groups()
    return birth_date(f"{year}{_MONTHS.index(month) + 1:02d}{day}", today=today)
