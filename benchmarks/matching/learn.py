"""python -m benchmarks.matching.learn: learn the weights of evidence by logistic regression, and see whether P(same) is honest.

A row is a question and one of its candidates; the label says whether they are the same. The regression is kept monotone by
bounds: more likeness never brings less, what stays alone never helps. The figures come from a cross-validation in which all
questions about one subject are on one side.
"""

import argparse
import hashlib
import itertools
import json
from pathlib import Path

import numpy as np
from numba import njit

from benchmarks.matching import lists
from benchmarks.matching.adapter import entity_of, query_of
from firstwall.matching import Index, evidence, kernel_cache  # noqa: F401 - the cache comes before the compiled functions
from firstwall.matching.align import (
    AS_INITIAL,
    ASKED,
    ASKED_RARE,
    LIKENESS,
    LISTED,
    LISTED_RARE,
    TWO_SCRIPTS,
    compared,
    in_order,
)
from firstwall.matching.context import relations
from firstwall.matching.evidence import WEIGHTS
from firstwall.matching.index import _answer_part
from firstwall.matching.judge import best_mark, best_name, prepare
from firstwall.matching.question import compile_questions
from firstwall.matching.similarity import EQUAL, LEAST_ALIKE

KNOTS = 6
GAIN, FOREIGN = 0, KNOTS
SCALARS = (
    "base",
    "more_alone",
    "less_alone",
    "other_order",
    "initial",
    "no_name",
    "strange_name",
    "mark",
    "surer_mark",
)
FIRST = 2 * KNOTS
PLACE = {name: FIRST + number for number, name in enumerate(SCALARS)}
BIRTH = FIRST + len(SCALARS)
COUNTRY, KIND = BIRTH + 9, BIRTH + 12
COUNT = KIND + 2
MORE, LESS, ORDER, INITIAL = (PLACE[name] for name in ("more_alone", "less_alone", "other_order", "initial"))
NO_NAME, STRANGE, MARK, SURER = (PLACE[name] for name in ("no_name", "strange_name", "mark", "surer_mark"))
FOLDS = 5
# An equal number of a strong kind, alone, is believed beyond what a list of this size can show.
SURE_MARK = 13.0
# What closer agreement brings at the least, and what a difference takes.
LEAST_STEP = 0.15
# What relations of birth dates bring, believed before the data speak: swapped and partial dates are rare there.
BELIEVED = (0.0, 7.0, 4.5, 5.0, 3.0, -0.5, -1.0, -2.0, -5.0)


@njit(cache=True, nogil=True)
def _features(questions, number, segment, entity, weights, scratch, row):  # type: ignore[no-untyped-def]
    """What of each kind of evidence a pair has; `row` times the weights is its score."""
    q0, words = questions.offsets[number], questions.words[number]
    row[:] = 0
    row[FIRST] = 1
    name, brings = best_name(questions, number, segment, entity, weights, scratch)
    asked, _, sure = best_mark(questions, number, segment, entity)
    birth, country, kind = relations(
        questions.date[number], questions.country[number], questions.kind[number], segment.listed.facts, entity
    )
    row[BIRTH + birth], row[COUNTRY + country], row[KIND + kind] = 1, 1, 1
    if asked >= 0:
        row[MARK] = 1
        row[SURER] = np.log(sure / (1 - sure))
    if name < 0:
        row[NO_NAME] = 1
        return
    if asked >= 0 and brings < weights[evidence_strange]:
        row[STRANGE] = 1
        return
    tokens, names, pairs = segment.listed.tokens, segment.listed.names, scratch.pairs
    chosen, asked_alone, listed_alone, _ = compared(
        questions.rows, questions.parts, questions.rarity, q0, words, scratch.places, tokens.rows, tokens.rarity,
        names.words, names.offsets[name], names.offsets[name + 1], weights, pairs,
    )  # fmt: skip
    for p in pairs.chosen[:chosen]:
        if pairs.which[p, LIKENESS] == AS_INITIAL:
            row[INITIAL] += 1
            continue
        is_joined = pairs.which[p, ASKED] & (pairs.which[p, ASKED] - 1) or pairs.which[p, LISTED] & (
            pairs.which[p, LISTED] - 1
        )
        rare = min(pairs.amount[p, ASKED_RARE], pairs.amount[p, LISTED_RARE]) * (
            weights[evidence_joined] if is_joined else 1
        )
        at = (pairs.which[p, LIKENESS] - LEAST_ALIKE) / (EQUAL - LEAST_ALIKE) * (KNOTS - 1)
        low = min(int(at), KNOTS - 2)
        start = FOREIGN if pairs.which[p, TWO_SCRIPTS] else GAIN
        row[start + low] += rare * (1 - (at - low))
        row[start + low + 1] += rare * (at - low)
    row[MORE], row[LESS] = max(asked_alone, listed_alone), min(asked_alone, listed_alone)
    if chosen > 1 and not in_order(pairs.which, pairs.chosen, chosen):
        row[ORDER] = 1


evidence_strange, evidence_joined = evidence.STRANGE_NAME, evidence.JOINED


@njit(cache=True, nogil=True)
def _rows(questions, entities, segment, weights, scratch, out, whose, which):  # type: ignore[no-untyped-def]
    used = 0
    for number in range(entities.shape[0]):
        prepare(questions, number, scratch.places)
        for place in range(entities.shape[1]):
            if entities[number, place] < 0:
                break
            _features(questions, number, segment, entities[number, place], weights, scratch, out[used])
            whose[used], which[used] = number, entities[number, place]
            used += 1
    return used


def rows_of(index: Index, queries: list[dict]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Features of every judged pair, the query of each, and whether the pair is the same."""
    (part,) = index._settled().parts
    questions, asked_by = compile_questions([query_of(query) for query in queries])
    admitted = np.ones(len(index._state.numbers) + 1, np.bool_)
    entities = _answer_part(questions, part, admitted, 24)[0]
    most = int(np.count_nonzero(entities >= 0))
    out, whose, which = np.zeros((most, COUNT), np.float32), np.zeros(most, np.int64), np.zeros(most, np.int64)
    scratch = part.pool.take()
    used = _rows(questions, entities, part.segment, WEIGHTS, scratch, out, whose, which)
    asked_by = np.array(asked_by)[whose[:used]]
    wanted = [{query["expect"], *query.get("also_ok", ())} if query["expect"] else set() for query in queries]
    same = np.fromiter((part.id_at(e) in wanted[q] for q, e in zip(asked_by, which, strict=True)), np.float64, used)
    return out[:used], asked_by, same


def _steps(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Gains and birth dates as steps, so that a bound of each step keeps them in order; least and most of each weight."""
    steps = rows.astype(np.float64)
    for start in (GAIN, FOREIGN):
        steps[:, start : start + KNOTS] = steps[:, start : start + KNOTS][:, ::-1].cumsum(axis=1)[:, ::-1]
    steps[:, BIRTH + 1 : BIRTH + 9] = steps[:, BIRTH + 1 : BIRTH + 9].cumsum(axis=1)
    least, most = np.full(COUNT, -np.inf), np.full(COUNT, np.inf)
    for start in (GAIN, FOREIGN):
        least[start + 1 : start + KNOTS] = 0.0
    least[BIRTH + 1 : BIRTH + 8] = LEAST_STEP
    for place in (MORE, LESS, ORDER, KIND + 1, COUNTRY + 2):
        most[place] = -LEAST_STEP
    least[COUNTRY + 1] = LEAST_STEP
    least[MARK] = least[INITIAL] = 0.0
    least[SURER] = 3 * LEAST_STEP
    for place in (BIRTH, COUNTRY, KIND):
        least[place] = most[place] = 0.0
    return steps, least, most


def fit(rows: np.ndarray, same: np.ndarray, weight: np.ndarray, held: float = 8.0) -> np.ndarray:
    """Weights within their bounds, by Newton's method on the free ones; `held` draws them gently to nought."""
    steps, least, most = _steps(rows)
    prior = np.zeros(COUNT)
    prior[BIRTH + 1 : BIRTH + 9] = -np.diff(BELIEVED, append=0.0)[1:]
    prior[MARK] = SURE_MARK
    found = np.clip(prior, least, most)

    def cost(at: np.ndarray) -> float:
        scores = steps @ at
        return float(weight @ (np.logaddexp(0, scores) - same * scores) + held / 2 * ((at - prior) ** 2).sum())

    before = cost(found)
    for _ in range(40):
        likely = 1 / (1 + np.exp(-np.clip(steps @ found, -40, 40)))
        slope = steps.T @ (weight * (likely - same)) + held * (found - prior)
        bent = (steps * (weight * likely * (1 - likely))[:, None]).T @ steps + held * np.eye(COUNT)
        free = ~(((found <= least) & (slope > 0)) | ((found >= most) & (slope < 0)))
        change = np.zeros(COUNT)
        change[free] = np.linalg.solve(bent[np.ix_(free, free)], slope[free])
        pace = 1.0
        while pace > 1e-3 and cost(np.clip(found - pace * change, least, most)) > before:
            pace /= 2
        found = np.clip(found - pace * change, least, most)
        after = cost(found)
        if before - after < 1e-4 * before:
            break
        before = after
    for start in (GAIN, FOREIGN):
        found[start : start + KNOTS] = found[start : start + KNOTS].cumsum()
    found[BIRTH + 1 : BIRTH + 9] = found[BIRTH + 1 : BIRTH + 9][::-1].cumsum()[::-1]
    return found


# Scores between which the chance is straight in log-odds.
SAID_AT = (-8.0, -5.0, -3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0, 5.0, 8.0)


def _hats(scores: np.ndarray) -> np.ndarray:
    """How near each score lies to each knot."""
    clipped = np.clip(scores, SAID_AT[0], SAID_AT[-1])
    return np.stack([np.interp(clipped, SAID_AT, row) for row in np.eye(len(SAID_AT))], axis=1)


def fit_chances(scores: np.ndarray, same: np.ndarray) -> np.ndarray:
    """The log-odds that are true at each knot, never falling; drawn gently to what the score says itself."""
    steps = _hats(scores)[:, ::-1].cumsum(axis=1)[:, ::-1]
    prior = np.diff(SAID_AT, prepend=0.0)
    found = prior.copy()
    for _ in range(40):
        likely = 1 / (1 + np.exp(-np.clip(steps @ found, -40, 40)))
        slope = steps.T @ (likely - same) + found - prior
        bent = (steps * (likely * (1 - likely))[:, None]).T @ steps + np.eye(len(prior))
        found = found - np.linalg.solve(bent, slope)
        found[1:] = np.maximum(found[1:], LEAST_STEP)
    return found.cumsum()


def as_data(found: np.ndarray, chances: np.ndarray, version: str) -> str:
    """The weights as the file that is shipped."""
    lines = [f'version = "{version}"', f"joined = {float(WEIGHTS[evidence.JOINED]):.2f}"]
    lines += [f"{name} = {found[place]:.3f}" for name, place in PLACE.items()]
    runs = {
        "gain": (GAIN, KNOTS),
        "foreign_gain": (FOREIGN, KNOTS),
        "birth": (BIRTH, 9),
        "country": (COUNTRY, 3),
        "kind": (KIND, 2),
    }
    for name, (start, count) in runs.items():
        lines.append(f"{name} = [{', '.join(f'{value:.3f}' for value in found[start : start + count])}]")
    lines.append(f"said_at = [{', '.join(map(str, SAID_AT))}]")
    lines.append(f"so_at = [{', '.join(f'{value:.3f}' for value in chances)}]")
    return "\n".join(lines) + "\n"


def honest(scores: np.ndarray, same: np.ndarray, bins: int = 10) -> list[dict]:
    """Of pairs with about this chance: how many, what was said, what was so."""
    said = 1 / (1 + np.exp(-np.clip(scores, -40, 40)))
    cuts = np.linspace(0, 1, bins + 1)
    table = []
    for low, high in itertools.pairwise(cuts):
        here = (said >= low) & ((said < high) | (high == 1))
        if here.any():
            table.append({"from": low, "pairs": int(here.sum()), "said": said[here].mean(), "so": same[here].mean()})
    return table


def fold_of(query: dict) -> int:
    """The fold of a query's subject."""
    subject = query["expect"] or query.get("twin") or query["qid"]
    return hashlib.sha256(subject.encode()).digest()[0] % FOLDS


def main() -> None:
    """Learn, cross-validate, print; with --write put the weights where they are shipped."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--write", metavar="VERSION")
    chosen = parser.parse_args()
    entities, queries = lists.load(chosen.size)
    rows, whose, same = rows_of(Index.build(map(entity_of, entities)), queries)
    weight = np.ones(len(rows))
    folds = np.array([fold_of(query) for query in queries])[whose]
    scores = np.zeros(len(rows))
    for fold in range(FOLDS):
        inside = folds != fold
        scores[~inside] = rows[~inside] @ fit(rows[inside], same[inside], weight[inside])
    said = np.zeros(len(rows))
    for fold in range(FOLDS):
        inside = folds != fold
        said[~inside] = _hats(scores[~inside]) @ fit_chances(scores[inside], same[inside])
    print(f"{len(rows)} pairs, {int(same.sum())} the same")
    for row in honest(said, same):
        print(json.dumps({name: round(float(value), 3) for name, value in row.items()}))
    print("log loss under cross-validation:", round(float((np.logaddexp(0, said) - same * said).mean()), 5))
    text = as_data(fit(rows, same, weight), fit_chances(scores, same), chosen.write or "unversioned")
    print(text)
    if chosen.write:
        place = Path(evidence.__file__).with_name("data") / "weights.toml"
        head = "".join(line for line in place.read_text().splitlines(keepends=True) if line.startswith("#"))
        place.write_text(head + text)


if __name__ == "__main__":
    main()
