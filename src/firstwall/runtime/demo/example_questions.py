"""The shipped questions: subjects asked about as traffic would name them, and innocents, each with its right answer.

`cls` says what was done to the name or number; `expect` is the listed subject, or null when nothing may be raised.
"""

import random
from collections.abc import Callable, Iterator
from typing import Any

from firstwall.runtime.demo import businesses, identifiers, means, names, spelling
from firstwall.runtime.demo.dice import dice
from firstwall.runtime.demo.example_list import Subject, spelled_otherwise
from firstwall.runtime.demo.lookalike import Listed, names_to_avoid

_SCRIPT = {
    "ru": "ru",
    "ar": "ar",
    "he": "he",
    "zh": "zh",
    "ko": "ko",
    "ja": "ja",
    "el": "el",
    "bg": "bg",
    "uk": "uk",
    "ka": "ka",
    "hy": "hy",
}
_NUMBER_CLASS = {
    "passport": "id_document",
    "national_id": "id_document",
    "imo": "id_vessel",
    "container": "id_container",
}


def questions(listed: list[Subject]) -> list[dict]:
    """All 2,000 questions in a shuffled order."""
    rows = [
        *_about_persons([s for s in listed if s.row["type"] == "person"]),
        *_about_others([s for s in listed if s.row["type"] in ("organisation", "vessel")]),
        *_by_number(listed),
        *_homonyms([s for s in listed if s.row["type"] == "person"]),
        *_innocents(listed),
    ]
    dice("questions", "order").shuffle(rows)
    return [{"qid": f"q{number:05d}", **row} for number, row in enumerate(rows)]


def _about_persons(persons: list[Subject]) -> Iterator[dict]:
    plan = [
        ("typo1", 110),
        ("typo2", 70),
        ("order", 90),
        ("combo", 70),
        ("join", 60),
        ("initial", 40),
        ("romanise", 130),
        ("script", 150),
    ]
    for style, count in plan:
        rng = dice("questions", style)
        pool = rng.sample(persons, len(persons))
        made = 0
        for subject in pool:
            changed = _changed(rng, style, subject)
            if changed is None:
                continue
            cls, name = changed
            yield _person_row(rng, subject, name, cls)
            made += 1
            if made == count:
                break


def _changed(rng: random.Random, style: str, subject: Subject) -> tuple[str, str] | None:
    someone, name = subject.source, subject.row["names"][0]
    if style == "script":
        own = someone.own_script()
        if not own:
            return None
        return ("original_script", own) if own in subject.row["names"] else (f"script_{_SCRIPT[someone.culture]}", own)
    if style == "romanise":
        other = spelled_otherwise(rng, someone, subject.row["names"])
        return ("romanise_person", other) if other else None
    styles: dict[str, Callable[[], str]] = {
        "typo1": lambda: spelling.typo(rng, name),
        "typo2": lambda: spelling.typo(rng, name, 2),
        "order": lambda: spelling.reordered(rng, name),
        "combo": lambda: spelling.shouted(spelling.reordered(rng, spelling.typo(rng, name))),
        "join": lambda: spelling.joined(rng, name),
        "initial": lambda: spelling.initial(name, family_first=someone.family_first),
    }
    changed = styles[style]()
    return None if changed == name else (f"{style}_person", changed)


def _person_row(rng: random.Random, subject: Subject, name: str, cls: str) -> dict:
    row = {"type": "person", "name": name, "ids": []}
    # an initial says little: such a question always carries the birth date, as a carrier's list does
    if rng.random() < 0.6 or cls == "initial_person":
        row["dob"] = subject.row["dob"][0]
    if rng.random() < 0.5:
        row["nationality"] = subject.row["nationality"][0]
    return {**row, "cls": cls, "expect": subject.row["id"]}


def _about_others(subjects: list[Subject]) -> Iterator[dict]:
    rng = dice("questions", "others")
    for subject in rng.sample(subjects, 180):
        kind, name = subject.row["type"], subject.row["names"][0]
        if len(subject.row["names"]) > 1 and rng.random() < 0.5:
            cls, changed = "original_script", subject.row["names"][1]
        elif rng.random() < 0.5:
            cls, changed = f"typo1_{kind}", spelling.typo(rng, name)
        elif kind == "organisation":
            cls, changed = "missing_organisation", name.rsplit(" ", 1)[0].removesuffix(" Sp. z")
        else:
            cls, changed = f"exact_{kind}", name.title()
        yield {"type": kind, "name": changed, "ids": [], "cls": cls, "expect": subject.row["id"]}


def _by_number(listed: list[Subject]) -> Iterator[dict]:
    rng = dice("questions", "numbers")
    bearing = [(s, number) for s in listed for number in s.row["ids"] if number["type"] in _NUMBER_CLASS]
    numbers_listed = {number["value"] for _, number in bearing}
    for subject, number in rng.sample(bearing, 240):
        value = {**number, "value": identifiers.reformatted(rng, number["value"])}
        yield {
            "type": subject.row["type"],
            "name": "",
            "ids": [value],
            "cls": _NUMBER_CLASS[number["type"]],
            "expect": subject.row["id"],
        }
    for subject, number in rng.sample(bearing, 120):
        wrong = identifiers.one_digit_off(rng, number["value"])
        if wrong not in numbers_listed:
            cls = "neg_container" if number["type"] == "container" else "neg_id"
            yield {
                "type": subject.row["type"],
                "name": "",
                "ids": [{**number, "value": wrong}],
                "cls": cls,
                "expect": None,
            }


def _homonyms(persons: list[Subject]) -> Iterator[dict]:
    rng = dice("questions", "homonyms")
    for subject in rng.sample([p for p in persons if len(p.row["dob"][0]) == 10], 100):
        year = int(subject.row["dob"][0][:4])
        birth = names.birth_date(rng)
        while abs(int(birth[:4]) - year) < 4 or birth[5:] == subject.row["dob"][0][5:]:
            birth = names.birth_date(rng)
        yield {
            "type": "person",
            "name": subject.row["names"][0],
            "ids": [],
            "dob": birth,
            "cls": "neg_homonym",
            "expect": None,
            "twin": subject.row["id"],
        }


def _innocents(listed: list[Subject]) -> Iterator[dict]:
    rng = dice("questions", "innocents")
    known = Listed(name for subject in listed for name in names_to_avoid(subject.row["names"], subject.source))
    wanted = {"neg_person": 480, "neg_script": 60, "neg_organisation": 80, "neg_vessel": 20}
    while any(wanted.values()):
        cls = rng.choice([name for name, left in wanted.items() if left])
        thrown = _THROW[cls](rng)
        row = _innocent_row(rng, cls, thrown)
        if row is None or any(known.resembles(name) for name in names_to_avoid([row["name"]], thrown)):
            continue
        wanted[cls] -= 1
        yield {**row, "cls": cls, "expect": None}


_THROW: dict[str, Callable[[random.Random], Any]] = {
    "neg_person": names.person,
    "neg_script": names.person,
    "neg_organisation": businesses.business,
    "neg_vessel": means.vessel,
}


def _innocent_row(rng: random.Random, cls: str, thrown: Any) -> dict | None:
    if not isinstance(thrown, names.Person):
        return {"type": cls.removeprefix("neg_"), "name": thrown.name, "ids": []}
    name = thrown.own_script() if cls == "neg_script" else thrown.main_name()
    if not name:
        return None
    row = {"type": "person", "name": name, "ids": []}
    if rng.random() < 0.6:
        row["dob"] = thrown.birth_date
    if rng.random() < 0.5:
        row["nationality"] = thrown.country
    return row
