"""What can be wrong with a line of traffic: one sentence, and what to do (REL-19). Doors translate both."""

from typing import NamedTuple

from firstwall.kernel.sentences import N_


class Words(NamedTuple):
    """The sentence and the cure of a problem."""

    sentence: str
    cure: str


WORDS: dict[str, Words] = {
    "line_too_long": Words(N_("The line is longer than 64 kB."), N_("Check that every record ends with a line break.")),
    "not_utf8": Words(N_("The line is not UTF-8 text."), N_("Save the file as UTF-8 and send this line again.")),
    "zero_byte": Words(N_("The line holds a zero byte."), N_("Export the file again as plain text.")),
    "not_json": Words(N_("The line is not one JSON object."), N_("Write one complete JSON object on each line.")),
    "wrong_kind": Words(N_("The value has the wrong form."), N_("Compare with the example file.")),
    "too_long": Words(N_("The value has %(detail)s characters; at most 500 are read."), N_("Shorten the value.")),
    "too_many_numbers": Words(N_("The party has more than 50 identifiers."), N_("Split it into several lines.")),
    "nothing_to_search": Words(N_("The line has neither a name nor an identifier."), N_("Add one of the two.")),
    "too_wide": Words(
        N_("A name of initials or wildcards alone is not searched."), N_("Write at least one name in full (SEC-22).")
    ),
    "cells": Words(
        N_("The line has %(detail)s cells, not as many as the header."), N_("Put values with separators in quotes.")
    ),
    "open_quote": Words(N_("A quoted value is not closed."), N_("Close the quote, or double a quote inside a value.")),
    "bad_date": Words(
        N_("The date of birth was not understood; the line was screened without it."), N_("Write it as YYYY-MM-DD.")
    ),
    "bad_country": Words(
        N_("The country was not understood; the line was screened without it."), N_("Write its two-letter code.")
    ),
    "unknown_kind": Words(
        N_("The type was not understood; the line was screened as any kind."),
        N_("Write person, business, vessel, aircraft, vehicle or container."),
    ),
    "unknown_column": Words(N_("The column is not known and was left aside."), N_("Name it in a mapping file.")),
}
