"""What the recogniser answers."""

from dataclasses import dataclass
from typing import Literal

from ..types import Identifier, Kind, Query

Check = Literal["ok", "failed", "none"]


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a text typed into one box is taken for.

    `check` tells what the check digit says; a failed one never rejects the text, since the listed number or the
    sign on the door may be wrong too. `repairs` are readings, one character away, whose check digit is right.
    `also` names other schemes that the same text could be.
    """

    kind: str
    scheme: str
    normalised: str
    display: str
    check: Check = "none"
    repairs: tuple[str, ...] = ()
    country: str = ""
    also: tuple[str, ...] = ()

    def query(self) -> Query:
        """The question that searches for it; a short text that could be a name as well is asked as both."""
        if self.scheme == "name":
            return Query(kind=Kind.ANY, name=self.display)
        return Query(kind=self.kind, identifiers=(Identifier(self.scheme, self.normalised, self.country),))
