"""Documents of JSON to movements: an event, a notice or the whole document each, read as a stream (EXC-06, EXC-09).

What an object is, is known when it ends: by the name under which it stands, by its type, or by what it holds. Places
count the values and ends of objects from the first, so that they grow however the objects lie in one another.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from firstwall.matching.identifiers import recognise
from firstwall.screening.formats import document_words as words
from firstwall.screening.formats.countries import two_letters
from firstwall.screening.formats.dates import moment
from firstwall.screening.formats.gathering import MOST_IN_A_MOVEMENT
from firstwall.screening.formats.json_events import Event, events_of
from firstwall.screening.formats.movement import (
    Equipment,
    Goods,
    Happening,
    Location,
    Means,
    Moment,
    MovementParty,
    Place,
    Read,
    Reference,
    Seal,
)
from firstwall.screening.formats.profiles import ROLES
from firstwall.screening.formats.unit import Unit
from firstwall.screening.formats.unmapped import Unmapped
from firstwall.screening.types import Number, Problem

LONGEST_TEXT = 2000
MOST_VALUES = 1000  # of one name in one object
LONGEST_PLACE = 30
_LAST = {"bad_json", "too_deep"}


@dataclass(slots=True)
class _Frame:
    """An object whose end has not come yet: its own values by name, and what its parts have told it."""

    name: str
    values: dict[str, list[str]] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    has_parts: bool = False
    numbers: list[Number] = field(default_factory=list)
    address: str = ""
    country: str = ""
    journey: str = ""
    has_means: bool = False
    boxes: list[str] = field(default_factory=list)
    seals: list[Seal] = field(default_factory=list)

    def add(self, name: str, text: str) -> None:
        held = self.values.setdefault(name, [])
        if text and len(held) < MOST_VALUES:
            held.append(text)

    def all(self, name: str) -> list[str]:
        self.taken.add(name)
        return self.values.get(name, [])

    def first(self, *names: str) -> str:
        """The first of these that holds something; each counts as read."""
        found = [text for name in names for text in self.all(name)]
        return found[0] if found else ""

    def has(self, *names: str) -> bool:
        return any(self.values.get(name) for name in names)


class DocumentReader:
    """The state of reading one file."""

    def __init__(self, *, today: date) -> None:
        self.today = today
        self._unit = Unit()
        self._frames: list[_Frame] = []
        self._number = 0
        self._end = 0
        self._found = 0
        self._unmapped = Unmapped()

    def read(self, data: bytes) -> Iterator[Read]:
        """Every movement and everything that was wrong, in the order of the document."""
        try:
            text, is_mixed = data.decode("utf-8-sig"), False
        except UnicodeDecodeError:
            text, is_mixed = data.decode("cp1252", "replace"), True
        self._number, self._end = 1, 1
        if is_mixed:
            yield self._problem("mixed_encoding", kept=True)
        bytes_each = len(data) / max(len(text), 1)
        wrong: Event | None = None
        for event in events_of(text):
            self._number += 1
            self._end = int(event.at * bytes_each)
            if event.kind in _LAST:
                wrong = event
            elif event.kind == "name_twice":
                self._unit.remarks.append(self._problem("name_twice", field=event.name, kept=True))
            else:
                yield from self._event(event)
        while self._frames:  # only when something was wrong: what was said so far is kept
            self._number += 1
            self._close(self._frames.pop())
        yield from self._flush()
        if wrong is not None:
            line = text.count("\n", 0, wrong.at) + 1
            self._number += 1
            yield self._problem(wrong.kind, field=wrong.name, detail=line if wrong.kind == "bad_json" else None)
        elif not self._found:
            yield self._problem("nothing_found")
        yield from self._unmapped.problems(self._number, self._end)

    def _event(self, event: Event) -> Iterator[Read]:
        name = _local(event.name)
        if event.kind == "open":
            if self._frames:
                self._frames[-1].has_parts = True
            self._frames.append(_Frame(name))
        elif event.kind == "value":
            if self._frames:
                self._frames[-1].add(name, event.text[:LONGEST_TEXT])
        else:
            self._close(self._frames.pop())
            if (name in words.ITEMS or not self._frames) or self._unit.size() > MOST_IN_A_MOVEMENT:
                yield from self._flush()

    def _close(self, frame: _Frame) -> None:
        parent = self._frames[-1] if self._frames else _Frame("")
        if (text := _as_one_value(frame)) is not None:
            parent.add(frame.name, text)
            return
        if frame.name == "@context":  # what the names are short for: they are read by their last part
            return
        types = {_local(text) for text in frame.all("@type")}
        self._party(frame, parent, types)
        self._means(frame, parent, types)
        self._boxes(frame, parent)
        self._goods(frame)
        self._journey(frame, parent)
        frame.taken |= {"@id", "@context"}
        for name, texts in frame.values.items():
            if name not in frame.taken and texts:
                self._unmapped.add(_named(frame.name, name), self._number, len(texts))

    def _party(self, frame: _Frame, parent: _Frame, types: set[str]) -> None:
        if frame.has("partyCode") or frame.name == "taxLegalReferences":
            kinds = [*frame.all("codeListName"), *frame.all("codeListProvider"), *frame.all("type")]
            scheme = next((words.NUMBERS[kind] for kind in kinds if kind in words.NUMBERS), "")
            value = frame.first("partyCode", "value")
            if scheme and value:
                country = two_letters(frame.first(*words.COUNTRY)) if scheme == "registration" else ""
                parent.numbers.append(Number(scheme, value, country))
        for name, role in words.LEAF_PARTIES.items():
            self._add_parties(frame.all(name), role, "person")
        is_party = frame.name in words.PARTIES or frame.has("partyName") or bool(types & words.PARTY_TYPES)
        if frame.name == "address" or "Address" in types:
            self._address(frame, parent)
        if not is_party:
            return
        name = next(filter(None, (_whole(frame, pair) for pair in words.PERSON_NAMES)), "")
        name = name or frame.first(*words.PARTY_NAMES)
        if not (name or frame.numbers):
            return
        code = frame.first("partyFunction")
        role = ROLES.get(code, code) or words.PARTIES.get(frame.name) or _named(parent.name, frame.name)
        is_person = bool(types & words.PERSON_TYPES)
        country = frame.country or two_letters(frame.first("countryCode", "nationality"))
        self._unit.parties.append(
            MovementParty(
                self._place(frame.name),
                role,
                "person" if is_person else "any",
                name,
                country="" if is_person and not frame.country else country,
                numbers=tuple(frame.numbers[:50]),
                address=frame.address,
            )
        )

    def _add_parties(self, names: list[str], role: str, kind: str) -> None:
        self._unit.parties += [MovementParty(self._place(), role, kind, name) for name in names]

    def _address(self, frame: _Frame, parent: _Frame) -> None:
        texts = [text for name in words.ADDRESS for text in frame.all(name)]
        parent.address = ", ".join(texts)[:LONGEST_TEXT]
        parent.country = two_letters(frame.first(*words.COUNTRY))

    def _means(self, frame: _Frame, parent: _Frame, types: set[str]) -> None:
        journey = frame.first(*words.MEANS_JOURNEY) or frame.journey
        is_means = frame.has(*words.MEANS_NAME, *words.MEANS_NUMBERS)
        if not (is_means or (frame.name in words.MEANS and frame.has("name")) or types & words.MEANS_TYPES):
            if journey and frame.has_means and self._unit.means and not self._unit.means[-1].journey:
                self._unit.means[-1] = replace(self._unit.means[-1], journey=journey)
            else:
                parent.journey = parent.journey or journey
            parent.has_means = parent.has_means or frame.has_means
            return
        parent.has_means = True
        name = frame.first(*words.MEANS_NAME, "name")
        rows = [(scheme, text) for key, scheme in words.MEANS_NUMBERS.items() for text in frame.all(key)]
        numbers = [
            Number(scheme, text.upper().removeprefix("IMO").strip() if scheme == "imo" else text)
            for scheme, text in rows
        ]
        kind = "vessel" if is_means and not frame.has("vehicleRegistration") else "any"
        country = two_letters(frame.first(*words.COUNTRY)) if kind == "vessel" else ""
        carrier = frame.first(*words.MEANS_CARRIER)
        self._unit.means.append(
            Means(self._place(frame.name), kind, name, tuple(numbers[:50]), country, journey, carrier)
        )

    def _boxes(self, frame: _Frame, parent: _Frame) -> None:
        size, status = frame.first(words.BOX_SIZE), frame.first(words.BOX_STATUS)
        boxes = [text for name in words.BOXES for text in frame.all(name)]
        if frame.has("referenceValue") and frame.values.get("referenceType") == ["EQ"]:
            boxes += frame.all("referenceValue")
            frame.taken.add("referenceType")
        for text in boxes:
            self._box(text, size, status)
        for text in [one for name in words.UNITS for one in frame.all(name)]:
            number = Number("registration", text)
            self._unit.equipment.append(Equipment(self._place(frame.name), "any", number, size, status))
        frame.boxes += [_compact(text) for text in boxes]
        if frame.name in words.SEALS and (value := frame.first(*words.SEAL)):
            parent.seals.append(Seal(self._place(frame.name), value))
        if frame.seals and (frame.boxes or not self._frames):
            on = frame.boxes[0] if len(set(frame.boxes)) == 1 else ""
            self._unit.seals += [Seal(seal.place, seal.value, on) for seal in frame.seals]
        else:
            parent.seals += frame.seals
        if frame.name != "references":
            parent.boxes += frame.boxes[:MOST_VALUES]

    def _box(self, text: str, size: str, status: str) -> None:
        value = _compact(text)
        is_box = recognise(value).scheme == "container"
        number = Number("container" if is_box else "registration", value)
        kind = "container" if is_box else "any"
        self._unit.equipment.append(Equipment(self._place(), kind, number, size, status))

    def _goods(self, frame: _Frame) -> None:
        texts, codes, masses, packages = (
            [text for name in names for text in frame.all(name)]
            for names in (words.GOODS_TEXT, words.GOODS_CODES, words.GOODS_MASS, words.GOODS_PACKAGES)
        )
        if texts or codes or masses or packages:
            said = " ".join(texts)[:LONGEST_TEXT]
            self._unit.goods.append(
                Goods(self._place(frame.name), said, tuple(codes[:50]), " ".join(packages[:1]), " ".join(masses[:1]))
            )

    def _journey(self, frame: _Frame, parent: _Frame) -> None:
        place = self._place(frame.name)
        refer = self._unit.references.append
        for name, kind in words.REFERENCES.items():
            for text in frame.all(name):
                refer(Reference(place, kind, text))
        for kind_name, value_name in words.REFERENCE_PAIRS:
            if frame.has(value_name) and value_name not in frame.taken:
                refer(Reference(place, frame.first(kind_name), frame.first(value_name)))
        code, name = frame.first(*words.LOCATION_CODE), frame.first(*words.LOCATION_NAME)
        if code or name:
            role = parent.name if frame.name == "location" else frame.name
            self._unit.locations.append(Location(place, role, code, name))
        for name in words.HAPPENINGS:
            for text in frame.all(name):
                self._unit.happenings.append(Happening(place, text))
        is_actual = _local(frame.first(*words.HAPPENS)) in words.ACTUAL
        for name in words.TIMES:
            for text in frame.all(name):
                at = moment("".join(char for char in text[:16] if char.isdigit()), today=self.today)
                self._unit.times.append(Moment(place, name, at or text[:40]))
                if name in words.MADE or (is_actual and name in words.HAPPENED):
                    self._look_ahead(name, at)

    def _look_ahead(self, name: str, at: str) -> None:
        if at[:10] > date.fromordinal(self.today.toordinal() + 1).isoformat():
            self._unit.remarks.append(self._problem("future_clock", field=name, kept=True))

    def _flush(self) -> Iterator[Read]:
        if self._unit.size():
            movement = self._unit.movement("JSON", max(self._end, 1))
            self._found += len(movement.parties) + len(movement.means) + len(movement.equipment)
            yield movement
        self._unit = Unit()

    def _place(self, name: str = "") -> Place:
        """Each thing has a place of its own: an object may tell of several."""
        self._number += 1
        return Place(self._number, name[:LONGEST_PLACE])

    def _problem(self, code: str, *, field: str = "", detail: int | None = None, kept: bool = False) -> Problem:
        return Problem(self._number, max(self._end, 1), code, field=field[:LONGEST_PLACE], detail=detail, kept=kept)


def read_documents(chunks: Iterable[bytes], *, today: date) -> Iterator[Read]:
    """Movements and problems of one file of JSON documents."""
    yield from DocumentReader(today=today).read(b"".join(chunks))


def _as_one_value(frame: _Frame) -> str | None:
    """An object that only wraps a value: JSON-LD's typed values and links, and amounts with their unit."""
    names = {name for name, texts in frame.values.items() if texts}
    if frame.has_parts or not names:
        return None
    if names <= {"@type", "@id", "@value"} and ("@value" in names or frame.name):
        return frame.first("@value") or (_local(frame.first("@id")) if "@id" in names else None)
    if "unit" in names and names <= {"value", "numericalValue", "unit", "@type", "@id"}:
        return f"{frame.first('value', 'numericalValue')} {frame.first('unit')}".strip()
    return None


def _whole(frame: _Frame, names: tuple[str, str]) -> str:
    return " ".join(filter(None, map(frame.first, names))) if frame.has(*names) else ""


def _local(name: str) -> str:
    """A name without the vocabulary before it."""
    return name.replace("#", ":").replace("/", ":").rpartition(":")[2]


def _named(parent: str, name: str) -> str:
    whole = f"{parent}/{name}" if parent else name
    return whole if len(whole) <= LONGEST_PLACE else name[:LONGEST_PLACE]


def _compact(text: str) -> str:
    return text.replace(" ", "").replace("-", "")
