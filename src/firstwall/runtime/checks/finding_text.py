"""Findings as a file and back, with each sentence's words and values apart, so that a page can say it in any language."""

from typing import Any

from firstwall.kernel.sentences import Sentence
from firstwall.runtime.checks.finding import Finding, State


def to_plain(finding: Finding) -> dict[str, Any]:
    """What JSON takes; values are written as text."""
    return {
        "name": finding.name,
        "state": finding.state.value,
        "sentence": _parts(finding.sentence),
        "cure": _parts(finding.cure),
    }


def from_plain(plain: dict[str, Any]) -> Finding:
    """The finding again."""
    return Finding(plain["name"], State(plain["state"]), _whole(plain["sentence"]), _whole(plain["cure"]))


def in_words(finding: Finding) -> dict[str, str]:
    """For programs that read: plain English."""
    return {
        "name": finding.name,
        "state": finding.state.value,
        "sentence": str(finding.sentence),
        "cure": str(finding.cure),
    }


def _parts(text: str) -> list[Any]:
    if isinstance(text, Sentence):
        return [text.msgid, {name: str(value) for name, value in text.values.items()}]
    return [text, {}]


def _whole(parts: list[Any]) -> str:
    msgid, values = parts
    return Sentence(msgid, values) if values else msgid
