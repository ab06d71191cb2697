"""Declarations in XML to movements: an item each, in a stream, without document types, entities or network (EXC-06, SEC-53).

Elements are known by their local names, so that a new version of a message is still read; what no table names is listed
with its parent. Places count the elements from the first.
"""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from firstwall.matching.identifiers import recognise
from firstwall.screening.formats import declaration_words as words
from firstwall.screening.formats.countries import two_letters
from firstwall.screening.formats.dates import moment
from firstwall.screening.formats.movement import (
    Equipment,
    Goods,
    Location,
    Means,
    Moment,
    MovementParty,
    Place,
    Read,
    Reference,
    Seal,
)
from firstwall.screening.formats.unit import Unit
from firstwall.screening.formats.unmapped import Unmapped
from firstwall.screening.types import Number, Problem

DEEPEST = 100
PIECE = 4096  # so much is given to the parser at once: the place of a movement is known this well
LONGEST_TEXT = 2000
LONGEST_PLACE = 30
_LONGEST_EORI = 17


class _Pieces(io.RawIOBase):
    """A stream of pieces as the parser wants to read it; counts the bytes."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = iter(chunks)
        self._rest = b""
        self.given = 0

    def read(self, size: int = -1) -> bytes:
        """The next bytes, at most so many."""
        while not self._rest:
            piece = next(self._chunks, None)
            if piece is None:
                return b""
            self._rest = piece
        size = PIECE if size < 0 else min(size, PIECE)
        given, self._rest = self._rest[:size], self._rest[size:]
        self.given += len(given)
        return given


@dataclass(slots=True)
class _Open:
    """An element whose end has not come yet."""

    name: str
    number: int
    element: Element
    is_leaf: bool = True


class DeclarationReader:
    """The state of reading one document."""

    def __init__(self, pieces: _Pieces, *, today: date) -> None:
        self.pieces, self.today = pieces, today
        self._unit = Unit()
        self._head: Unit | None = None
        self._path: list[_Open] = []
        self._parties: list[MovementParty] = []
        self._means: list[tuple[Means, str]] = []
        self._number = 0
        self._message = ""
        self._found = 0
        self._unmapped = Unmapped()

    def read(self) -> Iterator[Read]:
        """Every movement and everything that was wrong, in the order of the document."""
        try:
            for event, element in iterparse(self.pieces, events=("start", "end"), forbid_dtd=True):
                if event == "start":
                    self._start(element)
                    if len(self._path) > DEEPEST:
                        yield from self._flush()
                        yield self._problem("too_deep")
                        return
                else:
                    yield from self._end(element)
        except DefusedXmlException:
            yield self._problem("xml_declares")
            return
        except (ParseError, LookupError, ValueError) as error:  # also an encoding that is none
            yield from self._flush()
            yield self._problem("bad_xml", detail=error.position[0] if isinstance(error, ParseError) else 1)
        else:
            yield from self._flush()
            if not self._found:
                yield self._problem("nothing_found")
        yield from self._unmapped.problems(self._number, self.pieces.given)

    def _start(self, element: Element) -> None:
        self._number += 1
        name = _local(element.tag)
        if self._path:
            self._path[-1].is_leaf = False
        self._path.append(_Open(name, self._number, element))
        if len(self._path) == 1:
            self._message = name
        if name in words.PARTIES:
            kind = "person" if name in words.PERSONS else "any"
            self._parties.append(MovementParty(self._place(), words.PARTIES[name], kind))
        elif name in words.MEANS:
            self._means.append((Means(self._place()), ""))
        elif name in words.GOODS:
            self._unit.goods.append(Goods(self._place()))

    def _end(self, element: Element) -> Iterator[Read]:
        name = self._path[-1].name
        text = " ".join((element.text or "").split())[:LONGEST_TEXT]
        if text and self._path[-1].is_leaf and not self._leaf(name, text):
            self._unmapped.add(self._named(name), self._number)
        if name in words.PARTIES:
            party = self._parties.pop()
            if party.name or party.numbers:
                self._unit.parties.append(party)
        elif name in words.MEANS:
            self._keep_means(*self._means.pop())
        self._path.pop()
        element.clear()
        if self._path:  # what was read does not stay in memory
            self._path[-1].element.remove(element)
        if name in words.GOODS and not (
            self._parties or self._means
        ):  # what is open stands before, and must not be lost
            yield from self._flush(is_item=True)

    def _leaf(self, name: str, text: str) -> bool:
        parent = self._path[-2].name if len(self._path) > 1 else ""
        names = (name, f"{parent}/{name}")
        if self._parties and self._of_party(name, text):
            return True
        if self._means and self._of_means(name, text):
            return True
        return (
            self._of_equipment(names, text)
            or self._of_goods(names, text)
            or self._of_journey(names, text)
            or (bool(self._means) and name in words.OTHER_OF_MEANS)
        )

    def _of_party(self, name: str, text: str) -> bool:
        party = self._parties[-1]
        scheme = words.NUMBER.get(name) or ("eori" if words.NUMBER_OF_OLD.fullmatch(name) else "")
        if scheme:
            number = Number(scheme if scheme != "eori" or _is_eori(text) else "registration", text)
            party = replace(party, numbers=(*party.numbers, number))
        elif words.NAME.fullmatch(name):
            party = replace(party, name=f"{party.name} {text}".strip())
        elif words.COUNTRY.fullmatch(name):
            party = replace(party, country=two_letters(text))
        elif words.ADDRESS.fullmatch(name):
            party = replace(party, address=f"{party.address}, {text}".strip(", ")[:LONGEST_TEXT])
        else:
            return False
        self._parties[-1] = party
        return True

    def _of_means(self, name: str, text: str) -> bool:
        means, scheme = self._means[-1]
        if name in words.MEANS_NUMBER:
            means = replace(means, numbers=(Number("registration", text),))
        elif name in words.MEANS_SCHEME:
            scheme = text
        elif name in words.MEANS_COUNTRY:
            means = replace(means, country=two_letters(text))
        elif name in words.MEANS_NAME:
            means = replace(means, name=text)
        elif name in words.MEANS_JOURNEY:
            means = replace(means, journey=text)
        else:
            return False
        self._means[-1] = means, scheme
        return True

    def _keep_means(self, means: Means, code: str) -> None:
        """What the number is, its code says; without one it is a number of no known kind."""
        kind, scheme = words.SCHEMES.get(code, ("any", "registration"))
        if means.numbers:
            value = means.numbers[0].value
            if scheme == "name":
                means = replace(means, name=means.name or value, numbers=())
            elif scheme == "journey":
                means = replace(means, journey=value, numbers=())
            else:
                country = means.country if scheme == "plate" else ""
                means = replace(
                    means, numbers=(Number(scheme, value.removeprefix("IMO") if scheme == "imo" else value, country),)
                )
        if means.name or means.numbers or means.journey:
            self._unit.means.append(replace(means, kind=kind))

    def _of_equipment(self, names: tuple[str, str], text: str) -> bool:
        if words.BOXES.intersection(names):
            value = text.replace(" ", "")
            is_box = names[0] != "IdentityOfTransportUnits" or recognise(value).scheme == "container"
            number = Number("container" if is_box else "registration", value)
            self._unit.equipment.append(Equipment(self._place(), "container" if is_box else "any", number))
            return True
        if words.SEALS.intersection(names):
            on = self._unit.equipment[-1].number.value if self._unit.equipment else ""
            self._unit.seals.append(Seal(self._place(), text, on))
            return True
        if words.OLD_MEANS.fullmatch(names[0]):
            name, numbers, kind = _old_means(text)
            self._unit.means.append(Means(self._place(), kind, name, numbers))
            return True
        if words.OLD_MEANS_COUNTRY.fullmatch(names[0]) and self._unit.means:
            self._unit.means[-1] = replace(self._unit.means[-1], country=two_letters(text))
            return True
        return False

    def _of_goods(self, names: tuple[str, str], text: str) -> bool:
        if not self._unit.goods:
            return False
        goods = self._unit.goods[-1]
        if words.GOODS_TEXT.intersection(names):
            goods = replace(goods, text=f"{goods.text} {text}".strip()[:LONGEST_TEXT])
        elif words.GOODS_CODE.intersection(names):
            goods = replace(goods, codes=(*goods.codes, text)[:50])
        elif words.GOODS_MASS.intersection(names):
            goods = replace(goods, mass=goods.mass or text)
        else:
            return False
        self._unit.goods[-1] = goods
        return True

    def _of_journey(self, names: tuple[str, str], text: str) -> bool:
        for name in names:
            if name in words.REFERENCES:
                self._unit.references.append(Reference(self._place(), words.REFERENCES[name], text))
                return True
            if name in words.PLACES:
                self._unit.locations.append(Location(self._place(), words.PLACES[name], text))
                return True
            if name in words.TIMES:
                self._time(name, text)
                return True
        return False

    def _time(self, name: str, text: str) -> None:
        at = moment(text[:16].replace("-", "").replace("T", "").replace(":", ""), today=self.today)
        self._unit.times.append(Moment(self._place(), words.TIMES[name], at or text))
        if name in words.PREPARED and at[:10] > date.fromordinal(self.today.toordinal() + 1).isoformat():
            self._unit.remarks.append(self._problem("future_clock", kept=True))

    def _flush(self, *, is_item: bool = False) -> Iterator[Read]:
        if self._unit.size():
            movement = self._unit.movement(self._message, self.pieces.given, self._head)
            self._found += len(movement.parties) + len(movement.means) + len(movement.equipment)
            yield movement
            if is_item and self._head is None:
                self._head = self._unit.head()
        self._unit = Unit()

    def _place(self) -> Place:
        return Place(self._path[-1].number, self._named(self._path[-1].name))

    def _named(self, name: str) -> str:
        whole = f"{self._path[-2].name}/{name}" if len(self._path) > 1 else name
        return whole if len(whole) <= LONGEST_PLACE else name[:LONGEST_PLACE]

    def _problem(self, code: str, *, detail: int | None = None, kept: bool = False) -> Problem:
        field = self._path[-1].name[:LONGEST_PLACE] if self._path else ""
        return Problem(max(self._number, 1), self.pieces.given, code, field=field, detail=detail, kept=kept)


def read_declaration(chunks: Iterable[bytes], *, today: date) -> Iterator[Read]:
    """Movements and problems of one document of XML."""
    yield from DeclarationReader(_Pieces(chunks), today=today).read()


def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2]


def _is_eori(text: str) -> bool:
    return text[:2].isalpha() and text.isascii() and text.isalnum() and len(text) <= _LONGEST_EORI


def _old_means(text: str) -> tuple[str, tuple[Number, ...], str]:
    seen = recognise(text)
    if seen.scheme == "imo":
        return "", (Number("imo", seen.normalised),), "vessel"
    if seen.scheme == "name":
        return text, (), "any"
    return "", (Number("registration", text),), "any"
