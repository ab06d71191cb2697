"""What narrows a service's token: networks, purposes; its scope of acts is asked in `permissions.may` (SEC-19). Pure."""

import ipaddress
from collections.abc import Collection, Iterable

from firstwall.kernel.refusal import NotPermitted
from firstwall.kernel.sentences import N_


def must_be_in_network(networks: Iterable[str], address: str) -> None:
    """Pass in silence when the call comes from a network the token is good for; a person's own token names none.

    Raises:
        NotPermitted: it comes from elsewhere.
    """
    allowed = [ipaddress.ip_network(one) for one in networks]
    if not allowed:
        return
    try:
        here = ipaddress.ip_address(address)
    except ValueError:
        here = None
    if here is None or not any(here in one for one in allowed if one.version == here.version):
        raise NotPermitted(
            "SEC-19",
            N_("This token is not good for calls from this network."),
            cure=N_("Call from a network that was entered for it, or ask your administrator."),
        )


def must_be_for(purposes: Collection[str], purpose: str) -> None:
    """Pass in silence when the token is good for this purpose; a person's own token names none.

    Raises:
        NotPermitted: it is not.
    """
    if purposes and purpose not in purposes:
        raise NotPermitted(
            "SEC-19",
            N_("This token is not good for this purpose."),
            cure=N_("Open a mandate for a purpose that was entered for it."),
        )
