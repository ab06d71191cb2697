"""The refusals of the runtime: it will not start, and says in one sentence why and what to do."""


class CannotStart(RuntimeError):
    """A part cannot start. `sentence` says what is wrong, `cure` what to do (REL-19)."""

    def __init__(self, sentence: str, *, cure: str = "") -> None:
        super().__init__(f"{sentence} {cure}".strip())
        self.sentence = sentence
        self.cure = cure
