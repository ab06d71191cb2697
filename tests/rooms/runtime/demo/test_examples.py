"""The shipped examples are what the generators make, and what they promise to be."""

import json
from pathlib import Path

import pytest

from firstwall.runtime.demo.example_files import files
from firstwall.runtime.demo.lookalike import key

EXAMPLES = Path(__file__).parents[4] / "examples"
BY_HAND = ("formats/", "keeper-openssl.sh")
LONGEST_TOTAL = 1_500_000


@pytest.fixture(scope="module")
def made():
    return files()


@pytest.fixture(scope="module")
def listed(made):
    return {row["id"]: row for row in map(json.loads, made["alerts.jsonl"].splitlines())}


@pytest.fixture(scope="module")
def asked(made):
    return [json.loads(line) for line in made["queries.jsonl"].splitlines()]


def test_the_shipped_files_are_the_made_ones(made):
    shipped = {str(p.relative_to(EXAMPLES)): p.read_bytes() for p in EXAMPLES.rglob("*") if p.is_file()}
    shipped = {name: content for name, content in shipped.items() if not name.startswith(BY_HAND)}
    assert shipped == made


def test_making_them_twice_gives_the_same_bytes(made):
    assert files() == made


def test_all_examples_together_stay_small(made):
    assert sum(map(len, made.values())) < LONGEST_TOTAL


def test_two_thousand_subjects_and_two_thousand_questions(listed, asked):
    assert len(listed) == 2000
    assert len(asked) == 2000
    assert len({row["qid"] for row in asked}) == 2000


def test_every_expected_answer_is_listed(listed, asked):
    assert {row["expect"] for row in asked if row["expect"]} <= set(listed)
    assert {row["twin"] for row in asked if "twin" in row} <= set(listed)


def test_no_innocent_bears_a_listed_name(listed, asked):
    names = {key(name) for row in listed.values() for name in row["names"]}
    innocents = [row for row in asked if row["expect"] is None and row["name"] and "twin" not in row]
    assert innocents
    assert not [row for row in innocents if key(row["name"]) in names]


def test_no_homonym_has_the_birth_date_of_its_twin(listed, asked):
    twins = [row for row in asked if "twin" in row]
    assert twins
    assert not [row for row in twins if row["dob"] in listed[row["twin"]]["dob"]]


def test_no_wrong_number_is_the_number_of_another_subject(listed, asked):
    numbers = {number["value"] for row in listed.values() for number in row["ids"]}
    wrong = [row["ids"][0]["value"] for row in asked if row["cls"] in ("neg_id", "neg_container")]
    assert wrong
    assert not numbers.intersection(wrong)
