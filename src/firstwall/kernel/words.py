"""The acts' own words that every room uses: strand, category."""

from enum import StrEnum


class Strand(StrEnum):
    """One of the two legally separate data sets (CIS-01); every record carries exactly one."""

    CRIMINAL = "C"
    ADMINISTRATIVE = "A"


class Category(StrEnum):
    """The eight categories of data: Council Decision 2009/917/JHA Art. 3(1), Regulation (EC) 515/97 Art. 24."""

    COMMODITIES = "a"
    MEANS_OF_TRANSPORT = "b"
    BUSINESSES = "c"
    PERSONS = "d"
    FRAUD_TRENDS = "e"
    EXPERTISE = "f"
    ITEMS_SEIZED = "g"
    CASH_SEIZED = "h"
