"""By which keys an entry is found: what is known besides never hides it (FIDE-13)."""

import pytest

from firstwall.fide.judging import matched_by
from firstwall.fide.keys import keys_of, question_keys


@pytest.mark.parametrize(
    ("kind", "entered", "asked"),
    [
        ("person", {"name": "Petrov"}, {"name": "Petrov", "birth_date": "1970-05-05"}),
        ("person", {"name": "Petrov", "birth_date": "1970"}, {"name": "Petrov", "birth_date": "1970-05-05"}),
        ("business", {"business_name": "Acme"}, {"business_name": "Acme", "vat_number": "EE100247019"}),
    ],
)
def test_a_date_or_number_that_the_entry_does_not_have_hides_no_entry_of_this_name(kind, entered, asked):
    """FIDE-13: who names more finds no less."""
    assert set(keys_of(kind, entered)) & set(question_keys(kind, asked))


def test_an_entry_with_many_words_and_aliases_is_found_by_its_surname_and_by_its_last_alias():
    """FIDE-13: a long name does not push its own words out of what is looked up."""
    entered = {
        "name": "Petrov",
        "forenames": "Ivan Alexander Mikhail Vladimir Sergei Dmitri Andrei Boris Fedor Gleb Kirill Leonid Maxim",
        "aliases": tuple(f"Red{c}on Tall{c}ot Kilm{c}er Bord{c}an Sult{c}ar" for c in "bfklmrst"),
    }
    keys = set(keys_of("person", entered))
    for asked in ({"name": "Petrov"}, {"aliases": ("Redton Talltot",)}, {"name": "Petrov", "forenames": "Ivan"}):
        wanted = question_keys("person", asked)
        assert wanted
        assert keys & set(wanted)


def test_an_answer_gives_no_name_that_was_not_asked_for():
    """FIDE-14: whoever adds a made-up maiden name and alias to a right name learns neither."""
    entry = {"name": "Petrov", "forenames": "Ivan", "maiden_name": "Sokolov", "aliases": ("Redbeard", "Vanya")}
    asked = {"name": "Petrov", "forenames": "Ivan", "maiden_name": "Zz", "aliases": ("Qq",)}
    ((_score, matched),) = matched_by("person", asked, [entry])
    assert matched == {"name": ("Petrov",), "forenames": ("Ivan",)}
