"""Finds persons and their identifiers in free text (CIS-09, CIS-10).

A detector of cues, not of meaning. It finds: forms of address and role words followed by capitalised names, dates of
birth, numbers of papers and plates after their cue word, machine-readable zones, e-mail addresses, telephone numbers
and bank accounts. It does not find a bare name without a cue ("Tamm brings it over"): that stays with the supplier,
whom the form asks to read the text again. It is tuned to miss rather than to block place names and brands. The cue words
of several languages lie in `data/personal_cues.toml`.
"""

import re
from dataclasses import dataclass

from firstwall.kernel.sentences import N_
from firstwall.law.loading import load


@dataclass(frozen=True, slots=True)
class Finding:
    """What kind of personal data was found, and the words that gave it away."""

    kind: str
    words: str


_CUES = load("personal_cues")
_CAPITALISED = r"[^\W\d_a-z][^\W\d_]+(?:[-'’][^\W\d_]+)*"
_CODE = r"(?=[A-Z0-9-]*\d)[A-Z0-9][A-Z0-9-]{4,}"
_PLATE = rf"(?=[A-Z0-9-]*[A-Z]){_CODE}"


def _any_of(kind: str) -> str:
    """Return a pattern for the cue words of a kind, with a small or a capital first letter."""
    words = sorted(_CUES[kind], key=len, reverse=True)
    return "(?:" + "|".join(f"[{word[0]}{word[0].upper()}]{re.escape(word[1:])}" for word in words) + ")"


NAMES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (N_("a person's name"), re.compile(rf"\b{_any_of('address')}\.?\s+{_CAPITALISED}")),
    (N_("a person's name"), re.compile(rf"\b{_any_of('role')}[\s:,]+(?:is\s+)?{_CAPITALISED}\s+{_CAPITALISED}")),
    (
        N_("a date of birth"),
        re.compile(rf"\b{_any_of('birth')}(?!\w)[^\n\d]{{0,20}}\d{{1,4}}[-./ ]\d{{1,2}}[-./ ]\d{{2,4}}", re.I),
    ),
    (
        N_("the number of an identity paper"),
        re.compile(rf"\b{_any_of('paper')}(?!\w)[^\n\d]{{0,15}}?\b{_CODE}", re.I),
    ),
    (
        N_("the registration of a person's means of transport"),
        re.compile(rf"\b{_any_of('plate')}(?!\w)[^\n\d]{{0,10}}?\b{_PLATE}", re.I),
    ),
    (N_("a machine-readable zone"), re.compile(r"[A-Z0-9]{1,2}<[A-Z]{3}[A-Z<]{5,}")),
)
CONTACTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (N_("an e-mail address"), re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")),
    (
        N_("a telephone number"),
        re.compile(r"(?<![\w.])(?:\+[1-9]|00[1-9]\d{0,2}[\s()./-])(?:[\s()./-]{0,2}\d){7,13}(?!\d)"),
    ),
    (
        N_("a telephone number"),
        re.compile(rf"\b{_any_of('phone')}(?!\w)\.?:?\s{{0,2}}\d(?:[\s()./-]{{0,2}}\d){{5,13}}", re.I),
    ),
)
_ACCOUNT = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b")


def find_contacts(text: str) -> Finding | None:
    """Return the first e-mail address, telephone number or bank account (CIS-10: in no set)."""
    found = _first(CONTACTS, text)
    if found:
        return found
    for match in _ACCOUNT.finditer(text):
        if _is_account(match.group().replace(" ", "")):
            return Finding(N_("a bank account"), match.group())
    return None


def find_person(text: str) -> Finding | None:
    """Return the first sign of a person: name after a cue, birth date, paper, plate, contact (CIS-09)."""
    return _first(NAMES, text) or find_contacts(text)


def _first(patterns: tuple[tuple[str, re.Pattern[str]], ...], text: str) -> Finding | None:
    for kind, pattern in patterns:
        match = pattern.search(text)
        if match:
            return Finding(kind, match.group()[:60])
    return None


def _is_account(text: str) -> bool:
    """Tell whether the check digits are those of an IBAN (ISO 13616); a container or seal number rarely passes."""
    if not 15 <= len(text) <= 34:
        return False
    digits = "".join(str(int(character, 36)) for character in text[4:] + text[:4])
    return int(digits) % 97 == 1
