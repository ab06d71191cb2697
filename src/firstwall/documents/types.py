"""What a look into a file tells, and why one is refused."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Inspected:
    """A file that may come in. `text` is what it says, where the whole of it can be read; `is_read` tells whether it can."""

    name: str
    kind: str
    size: int
    sha256: str
    is_read: bool
    text: str = ""


class Unfit(ValueError):
    """The file does not come in: carries the sentence and the cure."""

    def __init__(self, sentence: str, cure: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.cure = cure
