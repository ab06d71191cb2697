"""The usual work of a role: what a form or a command proposes when nothing else is said. A proposal, never a permission."""

from collections.abc import Collection, Mapping

# in the order in which a person of several roles is known
PURPOSE: Mapping[str, str] = {
    "coordinator": "supply",
    "border_officer": "border_control",
    "investigator": "investigation",
    "agency_desk": "investigation",
    "rights_officer": "rights",
    "supervisor": "supervision",
    "administrator": "administration",
}
# who searches, and for what
SEARCH: Mapping[str, str] = {
    "border_officer": "border_control",
    "investigator": "investigation",
    "coordinator": "joint_coordination",
    "agency_desk": "investigation",
}


def role_among(granted: Collection[str], work: Mapping[str, str] = PURPOSE) -> str:
    """The first role of this work that a person has; empty for none."""
    return next((role for role in work if role in granted), "")
