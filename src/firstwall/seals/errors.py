"""What can be wrong with a sealed value: altered, unreadable, or without its key. None of these is a user's fault."""

from firstwall.kernel.refusal import Fault
from firstwall.kernel.sentences import N_


class SealBroken(Fault):
    """The value was altered, or moved to another record, strand or authority: authentication failed."""

    def __init__(self, place: str) -> None:
        super().__init__(
            "seal_broken",
            N_("A sealed value does not belong where it stands, or was altered."),
            place=place,
            cure=N_("Tell the operator of your node: the record must be restored from its last good copy."),
            status=500,
        )


class SealUnreadable(Fault):
    """The bytes are no sealed value of a version or algorithm that this program knows."""

    def __init__(self, place: str) -> None:
        super().__init__(
            "seal_unreadable",
            N_("A sealed value has a form that this version cannot read."),
            place=place,
            cure=N_("Tell the operator of your node: it may have been written by a newer version."),
            status=500,
        )


class KeyMissing(Fault):
    """The key is not here: never made on this node, ended, or destroyed when its time was over."""

    def __init__(self, place: str) -> None:
        super().__init__(
            "seal_key_missing",
            N_("The key for this value is not on this machine."),
            place=place,
            cure=N_("Tell the operator of your node; a key destroyed at the end of its time cannot come back."),
            status=503,
        )
