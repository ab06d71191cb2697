"""Writes a coalition through the door of the authorities room: states, authorities, offices, people, designations."""

from uuid import UUID

from firstwall.authorities import queries, services
from firstwall.authorities.acting import acting, system_actor
from firstwall.runtime.demo.coalition import LIST_FROM, LIST_VERSION, Authority, Coalition


def enrol(coalition: Coalition) -> dict[str, UUID]:
    """Write what is not there yet, all in one transaction; answer the authorities' ids by code."""
    with acting(system_actor("provisioning")):
        for state in coalition.states:
            services.add_state(state.code, state.name, time_zone=state.zone)
        ids = {authority.code: _authority(authority) for authority in coalition.authorities}
        supervisor = ids[coalition.supervisor]
        for code, authority_id in ids.items():
            if code != coalition.supervisor:
                services.supervise(supervisor, authority_id)
    return ids


def _authority(authority: Authority) -> UUID:
    id_ = services.add_authority(authority.code, authority.name, type=authority.type, state_code=authority.state)
    offices = {
        post.code: services.add_office(id_, post.code, post.name, kind=post.kind, locode=post.locode)
        for post in authority.posts
    }
    for member in authority.members:
        person = services.add_person(
            member.login, member.name, authority_id=id_, office_id=offices.get(member.office), is_demo=True
        )
        services.grant_role(person, member.role, member.strands)
    if not queries.designations_of(id_):
        _designations(authority, id_)
    return id_


def _legal_basis(authority: Authority, strand: str) -> str:
    """An invented provision of the state, as every list names one in its own law (CIS-22)."""
    if not authority.state:
        return "Regulation (EC) 515/97, Art. 23 to 41"
    section = "12" if strand == "C" else "17"
    return f"Customs Cooperation Act of {authority.state} (invented), s. {section}"


def _designations(authority: Authority, id_: UUID) -> None:
    for right in authority.rights:
        services.designate(
            id_,
            strand=right.strand,
            categories=right.categories,
            purposes=right.purposes,
            rights=right.rights,
            valid_from=LIST_FROM,
            screen_only=right.screen_only,
            list_version=LIST_VERSION,
            legal_basis=_legal_basis(authority, right.strand) if "enter" in right.rights else "",
        )
