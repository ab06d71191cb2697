"""The sentences of explanations, in plain English for the doors to translate. Placeholders are %(name)s style."""

from .evidence import (
    BIRTH_EQUAL,
    BIRTH_FAR,
    BIRTH_MONTH,
    BIRTH_NEAR,
    BIRTH_NEXT_YEAR,
    BIRTH_OTHER_DAY,
    BIRTH_SWAPPED,
    BIRTH_UNKNOWN,
    BIRTH_YEAR,
    COUNTRY_OTHER,
    COUNTRY_SAME,
    COUNTRY_UNKNOWN,
)


def N_(text: str) -> str:
    """Mark a message for translation by the doors."""
    return text


# From which P(same) on, in whole hundredths. The first two are the borders of the grades that officers see.
VERDICTS = (
    (0.90, N_("Very likely the same.")),
    (0.60, N_("Probably the same: compare the details.")),
    (0.30, N_("Possibly the same: compare the details.")),
    (0.00, N_("Little speaks for it being the same.")),
)

SAME_WORD = N_("The word “%(asked)s” is in both names.")
SAME_LETTERS = N_("“%(asked)s” and “%(listed)s” are the same word but for accents or special letters.")
SAME_SOUND = N_("“%(asked)s” and “%(listed)s” are the same word in two scripts.")
SAME_FAMILY = N_("“%(asked)s” and “%(listed)s” are forms of one name.")
SAME_TRADE_WORD = N_("“%(asked)s” and “%(listed)s” mean the same in names of businesses.")
ALIKE_WORD = N_("“%(asked)s” and “%(listed)s” are nearly the same (%(percent)s%% alike).")
SIMILAR_WORD = N_("“%(asked)s” and “%(listed)s” are similar (%(percent)s%% alike).")
FAINTLY_ALIKE = N_("“%(asked)s” and “%(listed)s” are only %(percent)s%% alike.")
READ_ALIKE = N_(
    "“%(asked)s” and “%(listed)s”, in two scripts, read alike: “%(asked_read)s” and “%(listed_read)s” (%(percent)s%%)."
)
READ_FAINTLY = N_(
    "“%(asked)s” and “%(listed)s”, in two scripts, read as “%(asked_read)s” and “%(listed_read)s”: only %(percent)s%% alike."
)
INITIAL = N_("“%(short)s” may be the initial of “%(long)s”.")
JOINED = N_("“%(asked)s” and “%(listed)s” are the same when the words are joined.")
JOINED_ALIKE = N_("“%(asked)s” and “%(listed)s” are %(percent)s%% alike when the words are joined.")
ONLY_ASKED = N_("“%(word)s” is not in the listed name.")
ONLY_LISTED = N_("The listed name also has “%(word)s”.")
ORDER = N_("The words stand in another order.")
WHICH_NAME = N_("Of the listed names, “%(listed)s” comes closest.")
STRANGE_NAME = N_(
    "The names differ: “%(asked)s” and “%(listed)s”. Beside an equal number that weighs nothing: names are misspelt, "
    "married and invented."
)
NO_NAME = N_("There is no name to compare.")
OTHER_NAME = N_("The names have nothing in common: “%(asked)s” and “%(listed)s”.")

BIRTH = {
    BIRTH_UNKNOWN: N_("There is no birth date to compare."),
    BIRTH_EQUAL: N_("The birth date is the same: %(asked)s."),
    BIRTH_SWAPPED: N_("The birth dates differ only by day and month swapped: %(asked)s and %(listed)s."),
    BIRTH_MONTH: N_("The birth dates agree in year and month: %(asked)s and %(listed)s."),
    BIRTH_YEAR: N_("The birth year is the same; more is not known of both dates: %(asked)s and %(listed)s."),
    BIRTH_OTHER_DAY: N_("The birth year is the same but the day differs: %(asked)s and %(listed)s."),
    BIRTH_NEXT_YEAR: N_("The birth years are one year apart: %(asked)s and %(listed)s."),
    BIRTH_NEAR: N_("The birth years are two or three years apart: %(asked)s and %(listed)s."),
    BIRTH_FAR: N_("The birth years are more than three years apart: %(asked)s and %(listed)s."),
}
COUNTRY = {
    COUNTRY_UNKNOWN: N_("There is no country to compare."),
    COUNTRY_SAME: N_("The country is the same: %(asked)s."),
    COUNTRY_OTHER: N_("The countries differ: %(asked)s and %(listed)s."),
}
OTHER_KIND = N_("What was asked about is not what is listed: %(asked)s and %(listed)s.")

SAME_MARK = N_("The %(scheme)s is the same: %(value)s.")
LOOKALIKE_MARK = N_(
    "The %(scheme)s looks the same, for O and 0 or I and 1 are easily confused: %(asked)s and %(value)s."
)
CHECK_FAILED = N_("The check digit of the %(scheme)s %(value)s does not fit: it may have been misread or invented.")
OTHER_SCHEME = N_("The same number is listed as another kind of number: %(asked)s and %(listed)s.")
OTHER_STATE = N_("The number is the same but the issuing countries differ: %(asked)s and %(listed)s.")
OTHER_MARK = N_("Another %(scheme)s is listed: %(value)s.")
