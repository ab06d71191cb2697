"""From which score on a candidate is shown: data, by use, with the version of everything that makes a score."""

import tomllib
from collections.abc import Mapping
from importlib import resources
from types import MappingProxyType

from .frequencies import table_version

# Change with every change of the rules of scoring.
RULES_VERSION = "1"


def _read() -> dict[str, object]:
    text = resources.files("firstwall.matching").joinpath("data/thresholds.toml").read_text("utf-8")
    return tomllib.loads(text)


_DATA = _read()
THRESHOLDS: Mapping[str, float] = MappingProxyType({k: float(v) for k, v in _DATA.items() if isinstance(v, float)})
"""lane: one check by an officer; bulk: a file of traffic; analysis: a search for possible links."""

MATCHER_VERSION = f"{RULES_VERSION}/{table_version()}/{_DATA['version']}"
"""Stands beside every stored score, so that a score can be understood later."""
