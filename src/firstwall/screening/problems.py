"""What can be wrong with a line of traffic: one sentence, and what to do (REL-19). Doors translate both."""

from typing import NamedTuple

from firstwall.kernel.sentences import N_


class Words(NamedTuple):
    """The sentence and the cure of a problem."""

    sentence: str
    cure: str


# what the places of a format are called when they are no lines
UNITS = {"edifact": N_("segment"), "x12": N_("segment"), "xml": N_("element"), "json": N_("value"), "xlsx": N_("row")}

NOT_MAPPED = "not_mapped"  # what a message says and no movement holds (EXC-05)

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
    "too_many_columns": Words(
        N_("The sheet has %(detail)s columns; those behind the 200th were not read."),
        N_("Move the columns that matter to the front, or leave the others out."),
    ),
    "beside_header": Words(
        N_("Values stand beside the last column that the header names; they were not read."),
        N_("Name their columns in the header."),
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
    "segment_too_long": Words(
        N_("The segment is longer than 64 kB and was left out."),
        N_("Check that every segment ends with its terminator."),
    ),
    "truncated": Words(
        N_("The file ends here, before its interchange does; what came before was screened."),
        N_("Ask the sender for the whole file and send it again."),
    ),
    "no_tag": Words(
        N_("The segment begins with no name of three letters and was left out."),
        N_("Ask the sender to check the separators."),
    ),
    "wrong_count": Words(
        N_("The message or interchange says another number than the %(detail)s that were counted."),
        N_("Ask the sender whether something is missing."),
    ),
    "wrong_reference": Words(
        N_("The reference at the end is not the one at the beginning."), N_("Ask the sender whether two were mixed.")
    ),
    "no_message_end": Words(
        N_("The message before this has no end (UNT, SE); it was screened."), N_("Ask the sender whether it is whole.")
    ),
    "no_message_start": Words(
        N_("The segment stands in no message (UNH, ST); it was read by the general rules."),
        N_("Ask the sender for the whole message."),
    ),
    "no_interchange_end": Words(
        N_("The interchange before this has no end (UNZ, IEA); it was screened."),
        N_("Ask the sender whether it is whole."),
    ),
    "unknown_message": Words(
        N_("This kind of message is not known; it was read by the general rules."),
        N_("Compare what was found with the message."),
    ),
    "duplicate_message": Words(
        N_("The message before this is in the file twice; it was screened once."), N_("Nothing has to be done.")
    ),
    "mixed_encoding": Words(
        N_("The segment holds letters that the sender says it does not use; they were read as is most likely."),
        N_("Ask the sender to name its character set in UNB, such as UNOC or UNOY."),
    ),
    "future_clock": Words(
        N_("A time of what has happened lies ahead; the sender's clock may be wrong."),
        N_("Do not rely on the times of this message."),
    ),
    "bad_xml": Words(
        N_("The document is no XML from its line %(detail)s on; what came before was screened."),
        N_("Ask the sender for the whole document and send it again."),
    ),
    "xml_declares": Words(
        N_("The document declares a type or entities of its own; it was not read."),
        N_("Ask the sender for a document without DOCTYPE (SEC-53)."),
    ),
    "too_deep": Words(
        N_("The parts lie in one another more deeply than is read; the rest was not read."),
        N_("Ask the sender to check the document."),
    ),
    "bad_json": Words(
        N_("The document is no JSON from its line %(detail)s on; what came before was screened."),
        N_("Ask the sender for the whole document and send it again."),
    ),
    "name_twice": Words(
        N_("A name stands twice in one object; both values were read."), N_("Ask the sender which of the two is meant.")
    ),
    "half_character": Words(
        N_("A text holds half a character and cannot be kept."), N_("Ask the sender to write it as UTF-8.")
    ),
    "nothing_found": Words(
        N_("No party, means or equipment was found in the document."), N_("Check that it is a message on a movement.")
    ),
    "bad_xlsx": Words(
        N_("From here on the spreadsheet cannot be read; what came before was screened."),
        N_("Open it, save it again as .xlsx or as CSV, and send it again."),
    ),
    "too_packed": Words(
        N_("The spreadsheet unpacks to far more than it holds; it was not read."), N_("Save it as CSV and send that.")
    ),
    "no_known_column": Words(
        N_("No column of the header is known as a name or an identifier."),
        N_("Name one column 'name' or 'passport', or send a mapping."),
    ),
    "check_digit": Words(
        N_("A check digit of this number is wrong; it was screened as it was written."),
        N_("Compare it with the thing itself; one character may be misread."),
    ),
    "no_zone": Words(
        N_("The line is none of a travel document: those have 30, 36 or 44 characters."), N_("Read the document again.")
    ),
    "half_a_zone": Words(
        N_("Only %(detail)s lines of the document are there; it was not screened."), N_("Read the document again.")
    ),
    "zone_width": Words(
        N_("A line of the document has a character too many or too few; it was read as is most likely."),
        N_("Read the document again."),
    ),
    "zone_check": Words(
        N_("A check digit of the document is wrong; it was screened as it was read."),
        N_("Read it again; a forged document is often wrong here."),
    ),
    "not_mapped": Words(
        N_("What this says was not read into the movement; it occurs %(detail)s times."),
        N_("Nothing has to be done; the parties were screened without it."),
    ),
    "parser_time": Words(
        N_("Reading on took more than ten seconds of the processor and was stopped; what came before was screened."),
        N_("Ask the sender to check the message, or send it in several files."),
    ),
    "parser_memory": Words(
        N_("Reading on took more than 256 MB of memory and was stopped; what came before was screened."),
        N_("Ask the sender to check the message, or send it in several files."),
    ),
    "parser_died": Words(
        N_("The reader of the message was ended by the system; what came before was screened."),
        N_("Send it again; if it ends here once more, keep the file for whoever looks after this software."),
    ),
    "unknown_column": Words(N_("The column is not known and was left aside."), N_("Name it in a mapping file.")),
}
