"""How times, names, dates and articles are written."""

from datetime import UTC, datetime, timedelta

import pytest
from django.template import Context, Template

from firstwall.kernel.sentences import say
from firstwall.web.clocks import face_of
from firstwall.web.templatetags import firstwall as tags

NOW = datetime(2026, 11, 23, 14, 32, tzinfo=UTC)


def shown(template: str, **context: object) -> str:
    return Template("{% load firstwall %}" + template).render(Context({"zone": "Europe/Tallinn", **context}))


def test_a_moment_is_utc_first_and_local_second() -> None:
    page = shown("{% moment at %}", at=NOW)
    assert page.index("23 Nov 2026 14:32 UTC") < page.index("16:32 local")
    assert 'datetime="2026-11-23T14:32:00+00:00"' in page


def test_local_time_names_its_day_when_that_is_another() -> None:
    assert "24 Nov 01:10 local" in shown("{% moment at %}", at=NOW.replace(hour=23, minute=10))


def test_no_moment_is_a_dash() -> None:
    assert shown("{% moment at %}", at=None) == "\u2013"


@pytest.mark.parametrize(
    ("left", "state", "words"),
    [
        (timedelta(days=5, hours=3), "running", "5 d left"),
        (timedelta(hours=3, minutes=28), "soon", "3 h 28 min left"),
        (timedelta(hours=3), "soon", "3 h left"),
        (-timedelta(minutes=12), "overdue", "12 min over"),
    ],
)
def test_a_clock_says_what_is_left_in_words(left: timedelta, state: str, words: str) -> None:
    face = face_of(started_at=NOW - timedelta(hours=1), due_at=NOW + left, now=NOW)
    assert (face.state, face.words) == (state, words)


def test_the_last_quarter_is_soon() -> None:
    face = face_of(started_at=NOW - timedelta(hours=36), due_at=NOW + timedelta(hours=10), now=NOW)
    assert (face.state, face.used) == ("soon", 78)


@pytest.mark.parametrize(("text", "words"), [("1979", "1979"), ("1979-03", "Mar 1979"), ("1979-03-14", "14 Mar 1979")])
def test_a_partial_date_stays_partial(text: str, words: str) -> None:
    assert tags.day(text) == words


def test_a_name_stands_in_its_own_script_first() -> None:
    page = shown("{% name value %}", value="Стоян Маринов")
    assert page == '<span class="name"><bdi lang="und-Cyrl">Стоян Маринов</bdi> <bdi>Stoyan Marinov</bdi></span>'


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Jaan", ""),
        ("Şükrü", ""),
        ("Αλέξανδρος", "el"),
        ("ستويان", "ar"),
        ("גבי", "he"),
        ("გიორგი", "ka"),
        ("林志远", "zh"),
    ],
)
def test_the_language_of_a_script_is_marked(text: str, language: str) -> None:
    assert tags.language_of(text) == language


def test_markup_in_a_name_is_only_text() -> None:
    assert "<script>" not in shown("{% name value %}{% script value %}", value="<script>alert(1)</script>")


def test_an_article_is_that_of_the_strand() -> None:
    assert tags.cite("D 5(1); R 27(1)", "C") == "Council Decision 2009/917/JHA, Art. 5(1)"
    assert tags.cite("D 5(1); R 27(1)", "A") == "Regulation (EC) No 515/97, Art. 27(1)"
    assert tags.cite("already in words, Art. 3") == "already in words, Art. 3"


def test_greece_is_greece_under_both_of_its_codes() -> None:
    assert tags.country("EL") == tags.country("GR") == "Greece"


def test_a_sentence_of_a_pure_room_is_said_with_its_values() -> None:
    assert tags.say(say("%(n)s authorities", n=3)) == "3 authorities"
