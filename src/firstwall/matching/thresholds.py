"""From which score on a candidate is shown: data, by use, with the version of everything that makes a score."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from .frequencies import table_version
from .shipped import shipped, shipped_table

# Change with every change of the rules of scoring that no data file shows.
RULES_VERSION = "2"
_VERSION = re.compile(r'^version = "(.+)"$', re.MULTILINE)


def _version_of(name: str) -> str:
    """The version of a data file, read without the file's words, which many a process never needs."""
    found = _VERSION.search(shipped(f"{name}.toml"))
    if found is None:
        raise ValueError(f"data/{name}.toml has no version")
    return found[1]


THRESHOLDS: Mapping[str, float] = MappingProxyType(
    {use: float(least) for use, least in shipped_table("thresholds.toml").items() if use != "version"}
)
"""In log-odds. lane: one check by an officer; bulk: a file of traffic; analysis: a search for possible links."""

MATCHER_VERSION = "/".join(
    (RULES_VERSION, _version_of("weights"), table_version(), _version_of("families"), _version_of("thresholds"))
)
"""Stands beside every stored score, so that a score can be understood later."""
