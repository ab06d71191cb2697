"""What is special about each kind of EDIFACT message; all else is read alike (UN/EDIFACT directories D.95B to D.15A)."""

from dataclasses import dataclass

from firstwall.kernel.sentences import N_

# the role of a party, by the code of its NAD segment; a code that is not here stands for itself
ROLES = {
    "AG": N_("agent"),
    "CA": N_("carrier"),
    "CF": N_("container operator"),
    "CN": N_("consignee"),
    "CZ": N_("consignor"),
    "DT": N_("declarant"),
    "EX": N_("exporter"),
    "FL": N_("passenger"),
    "FM": N_("crew member"),
    "FW": N_("forwarder"),
    "IM": N_("importer"),
    "MR": N_("recipient of the message"),
    "MS": N_("sender of the message"),
    "N1": N_("notify party"),
    "N2": N_("notify party"),
    "NI": N_("notify party"),
    "SE": N_("seller"),
    "SU": N_("supplier"),
    "BY": N_("buyer"),
}


@dataclass(frozen=True, slots=True)
class Profile:
    """`begins`: tags, or tag and code as NAD+FL, at which a new movement begins. `persons`: roles that are persons."""

    begins: frozenset[str] = frozenset({"CNI", "CST"})
    persons: frozenset[str] = frozenset({"FL", "FM", "DDU", "DDT"})
    is_status: bool = False  # tells what happened: no time in it may lie ahead


_PER_CONSIGNMENT = Profile()
_PER_CONTAINER = Profile(frozenset({"EQD"}), is_status=True)

PROFILES: dict[str, Profile] = {
    "CUSCAR": _PER_CONSIGNMENT,
    "CUSDEC": Profile(frozenset({"CST"})),
    "IFCSUM": _PER_CONSIGNMENT,
    "IFTMIN": Profile(frozenset()),
    "IFTMBC": Profile(frozenset()),
    "IFTMBF": Profile(frozenset()),
    "IFTSAI": Profile(frozenset({"TDT"})),
    "IFTSTA": Profile(frozenset({"CNI"}), is_status=True),
    "CODECO": _PER_CONTAINER,
    "COARRI": _PER_CONTAINER,
    "COPRAR": Profile(frozenset({"EQD"})),
    "COPARN": Profile(frozenset({"EQD"})),
    "COPINO": Profile(frozenset({"EQD"})),
    "COHAOR": Profile(frozenset({"EQD"})),
    "VERMAS": Profile(frozenset({"EQD"})),
    "BAPLIE": Profile(frozenset({"LOC+147"})),
    "PNRGOV": Profile(frozenset({"SRC"})),
    "PAXLST": Profile(frozenset({"NAD+FL", "NAD+FM", "NAD+DDU", "NAD+DDT"})),
}
GENERAL = Profile()
