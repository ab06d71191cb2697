"""How a name of another script is read in Latin letters: the usual way first, further ways where the script leaves it open."""

import pytest

from firstwall.matching.readings import readings_of
from firstwall.matching.words import MOST_LETTERS, MOST_WORDS, latin_words, words_of

USUAL = [
    ("John", "john"),
    ("Müller Weiß", "muller weiss"),
    ("Đặng Thị Hạnh", "dang thi hanh"),
    ("Işık Çağlar", "isik caglar"),
    ("Pаvlоv", "pavlov"),  # with Cyrillic а and о
    ("김정은", "kim jungeun"),
    ("남궁민수", "namkoong minsoo"),
    ("존 스미스", "john smith"),
    ("브렌다 로즈데일", "brenda rojdeil"),
    ("王小明", "wang xiaoming"),
    ("欧阳建华", "ouyang jianhua"),
    ("約翰·基頓", "john kiton"),
    ("安倍晋三", "abe shinzo"),
    ("長谷川 翔", "hasegawa sho"),
    ("ルドルフ・ベルンシュタイン", "rudolf bernshtain"),
    ("ハリー・ウォーターズ", "harry wotarz"),
    ("さとう ゆき", "sato yuki"),
    ("محمد الزبيدي", "muhammad al zbidi"),
    ("عبد الرحمن كريم", "abdul rahman karim"),
    ("عبدالله", "abdullah"),
    ("أولغا", "ulgha"),
    ("ג'ון הארטלי", "john hartli"),
    ("ולדימיר", "vladimir"),
    ("צ'סטר", "chstr"),
    ("Джерард Уоткинс", "jerard uotkins"),
    ("Гриць Їжак", "grits izhak"),
    ("Ντίνος Ευσταθίου", "dinos efstathiu"),
    ("Արամ Պետրոսյան", "aram petrosyan"),
    ("გიორგი მელაძე", "giorgi meladze"),
]

AMONG = [
    ("이승만", "yi seungman"),
    ("최영희", "choe yeonghui"),
    ("陈志明", "chan zhiming"),
    ("許信良", "hsu hsinliang"),
    ("佐藤健一", "zuo tengjianyi"),
    ("ビクトル・カバレロ", "victor kavarero"),
    ("ثریا رضایی", "srya rzai"),
    ("جمال", "jamal"),
    ("Щербев", "shterbev"),
    ("Вольф", "wolf"),
    ("שבתאי כספי", "shbtai kspi"),
]


def _letters(words: tuple) -> str:
    return " ".join(word.letters for word in words)


@pytest.mark.parametrize(("name", "letters"), USUAL)
def test_the_usual_reading_comes_first(name: str, letters: str) -> None:
    assert _letters(readings_of(name)[0]) == letters
    assert readings_of(name)[0] == words_of(name)


@pytest.mark.parametrize(("name", "letters"), AMONG)
def test_another_reading_is_among_them(name: str, letters: str) -> None:
    assert letters in map(_letters, readings_of(name))


@pytest.mark.parametrize("name", ["Henrik Lundqvist", "Søren Ågård", "Nguyễn Văn An", "ILIE ȚEPEȘ", "", "??", "12 34"])
def test_latin_letters_have_one_reading(name: str) -> None:
    assert len(readings_of(name)) == 1


@pytest.mark.parametrize(
    "piece",
    [
        "王",
        "金 ",
        "김",
        "ア",
        "ー",
        "ッ",
        "ァ",
        "و",
        "ال",
        "׳",
        "д",
        "ъ",
        "μπ",
        "ύ",
        "\ud800",
        "\x00",
        "々",
        "ﷺ",
        "𠮷",
        "e\u0301",
    ],
)
def test_ten_thousand_characters_of_anything_have_few_short_readings(piece: str) -> None:
    readings = readings_of(piece * (10_000 // len(piece)))
    assert 1 <= len(readings) <= 4
    for words in readings:
        assert len(words) <= MOST_WORDS
        assert all(0 < len(word.letters) <= MOST_LETTERS and word.letters.isascii() for word in words)


@pytest.mark.parametrize(
    "name",
    [
        "Ivan Petrov",
        "O'Brien-Smith, J. `x`",
        "Ivan\tPe\x00trov",
        " " * 2_001 + "Ivan Petrov",
        "a" * 3_000,
        "one " * 600,
        "",
        "'`'",
    ],
)
def test_the_short_way_of_plain_letters_reads_what_the_long_one_reads(name: str) -> None:
    assert latin_words(name) == words_of(name)
