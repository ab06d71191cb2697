"""Loads `tools/verify.py` as what it is: one file beside the product, not a part of it."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

FILE = Path(__file__).resolve().parents[2] / "tools" / "verify.py"


def load() -> ModuleType:
    """The verifier's functions."""
    found = sys.modules.get("firstwall_verify")
    if found is not None:
        return found
    spec = importlib.util.spec_from_file_location("firstwall_verify", FILE)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["firstwall_verify"] = module
    spec.loader.exec_module(module)
    return module
