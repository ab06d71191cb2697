"""The other messages of the sea: IFTMIN, COARRI, COPRAR and BAPLIE, by the same tags (EXC-09)."""

import pytest

from tests.rooms.screening.formats.reading import movements, parties, problems

SHIP = "TDT+20+417E+1++BALT:172:20+++{means}'"


def message(name: str, *segments: str) -> bytes:
    body = "".join(f"{segment.rstrip(chr(39))}'\n" for segment in segments)
    return (
        f"UNB+UNOC:3+A+B+261124:0700+1'\nUNH+1+{name}:D:95B:UN'\n{body}UNT+{len(segments) + 2}+1'\nUNZ+1+1'\n".encode()
    )


BOX = ("container", "CSQU3054383", "")
CALL = ("call_sign", "ES2417", "")
CASES = {
    "IFTMIN": (
        message(
            "IFTMIN",
            "BGM+610+BK-7+9",
            SHIP.format(means="9074729:146::EXAMPLE TRADER"),
            "NAD+CZ+++ROTTERDAM SAMPLE GOODS BV+KADE 1+ROTTERDAM++3011+NL",
            "NAD+CN+9::92+JAAN NAIDIS:KASE 5:TALLINN",
            "GID+1+4:CT",
            "FTX+AAA+++GARDEN TOOLS",
            "EQD+CN+CSQU3054383+22G1",
            "SEL+EE449201",
        ),
        [
            ("vessel", "EXAMPLE TRADER", ("imo", "9074729", "")),
            ("any", "ROTTERDAM SAMPLE GOODS BV"),
            ("any", "JAAN NAIDIS"),
            ("container", "", BOX, ("seal", "EE449201", "")),
        ],
        1,
    ),
    "COARRI": (
        message(
            "COARRI",
            "BGM+44+X+9",
            SHIP.format(means="ES2417:103::EXAMPLE TRADER"),
            "EQD+CN+CSQU3054383+22G1:102:5++3+5",
            "SEL+SI+CA",
            "EQD+CN+MSCU1234566+45G1:102:5++2+5",
        ),
        [
            ("vessel", "EXAMPLE TRADER", CALL),
            ("container", "", BOX),
            ("container", "", ("container", "MSCU1234566", "")),
        ],
        3,
    ),
    "COPRAR": (
        message(
            "COPRAR",
            SHIP.format(means="ES2417:103"),
            "NAD+CA+BALT:160:20",
            "EQD+CN+CSQU 305438-3",
            "NAD+CF+BALT:160:20",
        ),
        [("vessel", "", CALL), ("container", "", ("container", "CSQU305438-3", ""))],
        2,
    ),
    "BAPLIE": (
        message(
            "BAPLIE",
            "BGM++M1+9",
            SHIP.format(means="123456789"),
            "LOC+147+0030586::5",
            "LOC+9+NLRTM",
            "EQD+CN+CSQU3054383",
            "NAD+CA+BALT:172:20",
            "LOC+147+0030588::5",
            "EQD+CN+MSCU1234566",
        ),
        [
            ("vessel", "", ("mmsi", "123456789", "")),
            ("container", "", BOX),
            ("container", "", ("container", "MSCU1234566", "")),
        ],
        3,
    ),
}


CASES["CUSDEC"] = (
    message(
        "CUSDEC",
        "BGM+914+LRN-7+9",
        "NAD+EX+++ROTTERDAM SAMPLE GOODS BV+KADE 1+ROTTERDAM++3011+NL",
        "NAD+IM+EE12345678:100:ZZZ++EXAMPLE IMPORTS OU",
        "TDT+11++3+31++++123ABC:146:::EE",
        "CST+1+85162910",
        "FTX+AAA+++ELECTRIC HEATERS",
        "CST+2+82015000",
        "FTX+AAA+++GARDEN TOOLS",
    ),
    [
        ("any", "ROTTERDAM SAMPLE GOODS BV"),
        ("any", "EXAMPLE IMPORTS OU", ("eori", "EE12345678", "")),
        ("vehicle", "", ("registration", "123ABC", "")),
    ],
    3,
)


def test_a_wrong_check_digit_is_told_and_the_number_is_screened() -> None:
    """EXC-05, EXC-17: what is forged or misread is what is looked for."""
    data = CASES["IFTMIN"][0].replace(b"CSQU3054383", b"CSQU3054384").replace(b"9074729", b"9074728")
    assert problems(data) == [(4, "check_digit", "TDT+20", None), (9, "check_digit", "EQD+CN", None)]
    numbers = [row[5][1] for row in parties(data) if len(row) > 5 and row[5][0] in {"imo", "container"}]
    assert numbers == ["9074728", "CSQU3054384"]


@pytest.mark.parametrize("name", CASES)
def test_each_gives_its_parties_means_and_boxes(name: str) -> None:
    data, expected, count = CASES[name]
    assert [(row[1], row[2], *row[5:]) for row in parties(data)] == expected
    assert len(movements(data)) == count and not problems(data)


def test_a_slot_of_the_bay_plan_belongs_to_its_box() -> None:
    _head, first, second = movements(CASES["BAPLIE"][0])
    assert [spot.code for spot in first.locations] == ["0030586", "NLRTM"]
    assert [spot.code for spot in second.locations] == ["0030588"]
