"""Reasons in plain sentences."""

from .judge import judge, prepare
from .question import compile_questions
from .scratch import new_scratch
from .segment import compile_segment
from .types import Entity, Explanation, Query, Reason


def explain(query: Query, entity: Entity) -> Explanation:
    q = compile_questions([query])
    s = compile_segment([entity])
    scratch = new_scratch(len(s.names.owner), len(s.tokens.head), 1)
    prepare(q.tokens, 0, q.words[0], scratch.places)
    score = judge(q, 0, s, 0, scratch)
    return Explanation(score, Reason("x", {}, score, "for"))
