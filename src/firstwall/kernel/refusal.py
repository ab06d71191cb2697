"""Two families of expected errors: a Refusal (the law or the owner says no) and a Fault (input, partner or machine).

Anything else is a bug and crashes loudly. A refusal carries its rule, its article and what the person can do next.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from firstwall.kernel.sentences import N_, say


class Refusal(Exception):
    """The law or the owner says no: an expected answer, recorded like any act."""

    default_status = 422

    def __init__(
        self, rule: str, sentence: str, *, article: str = "", cure: str = "", field: str = "", status: int | None = None
    ) -> None:
        super().__init__(sentence)
        self.rule = rule
        self.sentence = sentence
        self.article = article
        self.cure = cure
        self.field = field
        self.status = self.default_status if status is None else status

    def __str__(self) -> str:
        """Sentence, then rule and article in brackets."""
        ground = ", ".join(part for part in (self.rule, self.article) if part)
        return f"{self.sentence} ({ground})" if ground else self.sentence


class NotPermitted(Refusal):
    """This actor may not do this act (SEC-01)."""

    default_status = 403


class NothingHere(Refusal):
    """Hidden and absent answer alike, always in the same words (SEC-09)."""

    default_status = 404

    def __init__(self) -> None:
        super().__init__(
            "SEC-09",
            N_("There is nothing here for you."),
            cure=N_("Check the reference, or ask the authority that gave it to you."),
        )


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """One thing wrong with one field: which rule says so, under which article, and how to put it right."""

    field: str
    rule: str
    article: str
    sentence: str
    cure: str = ""


class FieldRefused(Refusal):
    """A record is refused because of its fields; every problem is named at once."""

    def __init__(self, problems: Iterable[FieldProblem]) -> None:
        self.problems: tuple[FieldProblem, ...] = tuple(problems)
        if not self.problems:
            raise ValueError("a FieldRefused needs at least one problem")
        first = self.problems[0]
        more = len(self.problems) - 1
        sentence = say(N_("%(first)s And %(more)s more."), first=first.sentence, more=more) if more else first.sentence
        super().__init__(first.rule, sentence, article=first.article, cure=first.cure, field=first.field)


class Fault(Exception):
    """Bad input, a partner or a machine is at fault: says where, how to cure it and whether trying again is safe."""

    def __init__(
        self,
        code: str,
        sentence: str,
        *,
        place: str = "",
        cure: str = "",
        status: int = 400,
        safe_to_retry: bool = False,
    ) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
        self.place = place
        self.cure = cure
        self.status = status
        self.safe_to_retry = safe_to_retry

    def __str__(self) -> str:
        """Sentence with its place, if it has one."""
        return f"{self.sentence} ({self.place})" if self.place else self.sentence
