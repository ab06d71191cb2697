"""The colours, computed from the stylesheet itself: words at least 4.5 to 1, borders and focus at least 3 to 1 (WCAG 2.1 AA)."""

import re
from pathlib import Path

import pytest

from firstwall import web

TOKENS = (Path(web.__file__).parent / "static/web/css/tokens.css").read_text()
TONES = ("plain", "info", "good", "warn", "stop", "quiet", "study")
WORDS = [
    ("ink", "page"),
    ("ink", "surface"),
    ("ink", "sunken"),
    ("ink", "hover"),
    ("ink", "fresh"),
    ("ink-2", "page"),
    ("ink-2", "surface"),
    ("ink-2", "sunken"),
    ("ink-2", "strip"),
    ("ink", "strip"),
    ("surface", "ink"),
    ("action", "page"),
    ("action", "surface"),
    ("action", "strip"),
    ("on-action", "action"),
    ("on-action", "action-strong"),
    ("bar-ink", "bar"),
    ("bar-ink", "bar-field"),
    ("bar-2", "bar-field"),
    ("surface", "stop-fg"),
    ("demo-fg", "demo-bg"),
    *[(f"{tone}-fg", f"{tone}-bg") for tone in TONES],
    *[("ink", f"{tone}-bg") for tone in TONES],
    *[(f"{tone}-fg", "surface") for tone in TONES],
]
BORDERS = [
    ("edge", "page"),
    ("edge", "surface"),
    ("focus", "page"),
    ("focus", "surface"),
    ("bar-focus", "bar"),
    ("bar-2", "bar"),
    *[(f"{tone}-bd", "surface") for tone in TONES],
]


def palettes() -> dict[str, dict[str, str]]:
    """The colours of each light, by role."""
    light, dark = {}, {}
    for name, first, second in re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", TOKENS):
        light[name], dark[name] = first, second
    root, patrol_block = TOKENS.split(':root[data-theme="patrol"]')
    plain = dict(re.findall(r"--([\w-]+): (#\w{6});", root))
    patrol = dict(re.findall(r"--([\w-]+): (#\w{6});", patrol_block.split("}")[0]))
    return {"light": plain | light, "dark": plain | dark, "patrol": patrol}


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2.1."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Ratio of the lighter to the darker."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("light", ["light", "dark", "patrol"])
@pytest.mark.parametrize(("pairs", "least"), [(WORDS, 4.5), (BORDERS, 3.0)], ids=["words", "borders"])
def test_every_pair_is_readable(light: str, pairs: list[tuple[str, str]], least: float) -> None:
    colours = palettes()[light]
    ratios = {f"{front} on {ground}": round(contrast(colours[front], colours[ground]), 1) for front, ground in pairs}
    assert {pair: ratio for pair, ratio in ratios.items() if ratio < least} == {}


def test_night_patrol_sets_every_colour_and_is_red_only() -> None:
    lights = palettes()
    assert set(lights["patrol"]) == set(lights["light"])
    for role, colour in lights["patrol"].items():
        red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
        assert green <= 0.7 * red and blue <= 0.7 * red, f"{role} is not red"


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
