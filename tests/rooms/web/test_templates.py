"""House rules of the templates: context named, every word through gettext, nothing inline, every form guarded."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template, render_to_string

from firstwall import web
from tests.rooms.web import preview

FOLDER = Path(web.__file__).parent / "templates"
TEMPLATES = sorted(FOLDER.rglob("*.html"), key=str)
# product name, demo mark, code of a handling code, a hash, signs: the same in every language
SAME_EVERYWHERE = {"DEMO", "Firstwall", "H3", "SHA", "Y", "N", "U", "R", "S", "Z"}
IDS = [path.relative_to(FOLDER).as_posix() for path in TEMPLATES]


@pytest.mark.parametrize("path", TEMPLATES, ids=IDS)
def test_names_the_context_it_expects(path: Path) -> None:
    assert path.read_text().startswith("{# context"), "say at the top which context the template expects"


@pytest.mark.parametrize("path", TEMPLATES, ids=IDS)
def test_every_word_goes_through_gettext(path: Path) -> None:
    text = re.sub(r"{#.*?#}", "", path.read_text(), flags=re.S) if path.name != "described.html" else ""
    text = re.sub(r"{% blocktranslate.*?%}.*?{% endblocktranslate %}", "", text, flags=re.S)
    text = re.sub(r"{%.*?%}|{{.*?}}", "", text, flags=re.S)
    text = re.sub(r"<[^>]*>", " ", text, flags=re.S)
    words = set(re.findall(r"[A-Za-z]+\d*", text))
    assert words <= SAME_EVERYWHERE, words - SAME_EVERYWHERE


@pytest.mark.parametrize("path", TEMPLATES, ids=IDS)
def test_holds_no_inline_style_or_script(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"\sstyle=|<style|\son\w+=|javascript:", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)
    assert "|safe" not in text and "autoescape off" not in text and "mark_safe" not in text


@pytest.mark.parametrize("path", TEMPLATES, ids=IDS)
def test_every_form_that_writes_is_guarded(path: Path) -> None:
    for form in re.findall(r'<form[^>]*method="post".*?</form>', path.read_text(), flags=re.S):
        assert "{% csrf_token %}" in form


@pytest.mark.parametrize("path", TEMPLATES, ids=IDS)
def test_compiles(path: Path) -> None:
    get_template(path.relative_to(FOLDER).as_posix())


@pytest.mark.parametrize("name", preview.pages())
def test_renders_with_invented_values(name: str) -> None:
    template, context = preview.pages()[name]
    page = render_to_string(template, preview.frame() | context)
    assert "<h1" in page and 'id="main"' in page
    assert "DEMO" in page, "the band stands on every page of a demonstration, errors too"


def test_a_hit_and_no_hit_have_the_same_frame() -> None:
    """CIS-35, the glance rule: in the lane one rule of the stylesheet draws every answer."""
    css = (Path(web.__file__).parent / "static/web/css/parts.css").read_text()
    rule = re.search(r"\.lane \.order {([^}]*)}", css)
    assert rule and "--bg: var(--surface)" in rule[1] and "min-block-size" in rule[1]
    assert not re.search(r"\.lane \.order\[data-action", css)


def test_print_never_holds_a_discreet_action() -> None:
    """CIS-35: what is printed may be seen by the person it is about."""
    assert (
        "[data-discreet] { display: none !important; }"
        in (Path(web.__file__).parent / "static/web/css/paper.css").read_text()
    )
    page = render_to_string("hit_review.html", preview.frame() | preview.pages()["hit-review"][1])
    assert re.search(r'class="order"[^>]*data-action="discreet" data-discreet', page)
