"""Reasons in plain sentences."""

from .judge import judge, prepare
from .question import compile_questions
from .scratch import new_scratch
from .segment import compile_segment
from .types import Entity, Explanation, Query, Reason


def explain(query: Query, entity: Entity) -> Explanation:
    q = compile_questions([query])
    s = compile_segment([entity])
    scratch = new_scratch(len(s.name_owner), len(s.tokens.length), 1)
    prepare(q, 0, scratch)
    score = judge(q, 0, s, 0, scratch)
    return Explanation(score, Reason("x", {}, score, "for"))
