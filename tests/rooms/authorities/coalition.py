"""Two invented customs administrations and an agency: as few rows as the tests of this room need."""

from datetime import date

from firstwall.authorities import services
from firstwall.kernel.actor import Actor

FIRST_DAY = date(2024, 5, 1)
WORK = ("border_control", "investigation", "supply")


class Coalition:
    """Estonia and Latvia with one officer each, and the desks that law treats apart."""

    def __init__(self) -> None:
        self._officers: dict[str, Actor] = {}
        for code in ("EE", "LV"):
            services.add_state(code, code)
            authority = services.add_authority(f"{code}-CUSTOMS", f"Customs {code}", type="customs", state_code=code)
            person = services.add_person(f"{code.lower()}.officer", f"Officer {code}", authority_id=authority)
            services.grant_role(person, "border_officer", ("C", "A"))
            services.grant_role(person, "coordinator", ("C", "A"))
            self._designate(authority, "C", "abcdefgh")
            self._designate(authority, "A", "ab")
        for kind in ("europol", "frontex", "olaf"):
            desk = services.add_authority(kind.upper(), kind.title(), type=kind)
            person = services.add_person(f"{kind}.desk", f"Desk of {kind}", authority_id=desk)
            services.grant_role(person, "agency_desk", ("C", "A"))
            for strand in "CA":
                self._designate(desk, strand, "abcdefgh")

    def _designate(self, authority, strand: str, categories: str) -> None:
        services.designate(
            authority,
            strand=strand,
            categories=categories,
            purposes=WORK,
            rights=("read", "enter"),
            valid_from=FIRST_DAY,
        )

    def officer(self, code: str) -> Actor:
        """The state's officer at a lane, in both strands, acting in the criminal one."""
        if code not in self._officers:
            self._officers[code] = self.opens(f"{code.lower()}.officer")
        return self._officers[code]

    def opens(self, login: str, **wanted) -> Actor:
        """Open a mandate; by default the lane of a border officer."""
        person = services.queries.person_by_login(login)
        asked = {
            "role": "border_officer",
            "strands": ("C", "A"),
            "purpose": "border_control",
            "post": "Lane 4",
            "shift": "early",
        }
        return services.open_mandate(person.id, **(asked | wanted))
