"""Which column of a table holds what: by a mapping, else by well-known names (EXC-08). Pure."""

from collections.abc import Mapping

from firstwall.kernel.mapping import MappingFile, read_mapping_file
from firstwall.kernel.refusal import Fault
from firstwall.kernel.sentences import N_

# the column names that are understood without a mapping, folded to lower case without separators
COLUMNS = {
    "label": ("qid", "id", "label", "ref", "reference", "row"),
    "kind": ("type", "kind", "entitytype"),
    "name": ("name", "fullname", "partyname", "passengername", "company"),
    "first_name": ("firstname", "givenname", "givennames", "forename"),
    "last_name": ("lastname", "surname", "familyname"),
    "birth_date": ("dob", "birthdate", "dateofbirth", "born"),
    "country": ("nationality", "country", "citizenship", "flag"),
}
NUMBER_COLUMNS = {
    "passport": ("passport", "passportnumber", "passportno"),
    "national_id": ("nationalid", "idcard", "identitycard", "personalcode"),
    "document": ("document", "documentnumber", "docno", "traveldocument"),
    "registration": ("registration", "companynumber", "companyregistration"),
    "plate": ("plate", "licenceplate", "licenseplate", "vehicle", "registrationplate"),
    "container": ("container", "containernumber", "containerno"),
    "imo": ("imo", "imonumber"),
    "mmsi": ("mmsi",),
    "call_sign": ("callsign",),
    "vin": ("vin", "chassis"),
    "eori": ("eori", "eorinumber"),
    "vat": ("vat", "vatnumber"),
}


def read_mapping(text: bytes) -> MappingFile:
    """Read a mapping of a table of traffic: our values are `name`, `birth_date`, `number.passport` and the like.

    Raises:
        Fault: it is no TOML, or names a value that no party has.
    """
    return read_mapping_file(text, is_field=is_value, about=("encoding", "delimiter"))


def is_value(name: str) -> bool:
    """Whether a party has a value of this name; an identifier may be of any scheme."""
    return name in COLUMNS or (name.startswith("number.") and name != "number.")


def columns_of(header: list[str], mapping: Mapping[str, str]) -> list[str]:
    """For each column the value it holds ('' = not known): by the mapping (column to value), then by well-known names."""
    wanted = {_fold(column): target for column, target in mapping.items()}
    for target, names in COLUMNS.items():
        for name in names:
            wanted.setdefault(name, target)
    for scheme, names in NUMBER_COLUMNS.items():
        for name in names:
            wanted.setdefault(name, f"number.{scheme}")
    return [wanted.get(_fold(column), "") for column in header]


def is_searchable(places: list[str]) -> bool:
    """Whether a table with these columns has something to look for: a name or an identifier."""
    return any(place in {"name", "last_name"} or place.startswith("number.") for place in places)


def check_header(header: list[str], mapping: Mapping[str, str]) -> None:
    """Refuse a table in which nothing could be searched, before anything is stored.

    Raises:
        Fault: the mapping names a column that is not there, or no column holds a name or an identifier.
    """
    there = {_fold(column) for column in header}
    for column, target in mapping.items():
        if not is_value(target):
            raise Fault(
                "unknown_value",
                N_("The mapping names a value that no party has."),
                place=f"{column} = {target}"[:80],
                cure=N_(
                    "Use label, kind, name, first_name, last_name, birth_date, country or number.passport and so on."
                ),
            )
        if _fold(column) not in there:
            raise Fault(
                "unknown_column",
                N_("The mapping names a column that the file does not have."),
                place=f"{column} = {target}"[:80],
                cure=N_("Correct the mapping; the header of the file is line 1."),
            )
    places = columns_of(header, mapping)
    if not is_searchable(places):
        raise Fault(
            "no_known_column",
            N_("No column of the header is known as a name or an identifier."),
            place="line 1",
            cure=N_("Name one column 'name' or 'passport', or send a mapping file."),
        )


def _fold(name: str) -> str:
    return "".join(char for char in name.lower() if char.isalnum())
