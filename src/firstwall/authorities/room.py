"""Whether there is room for an act that stores something (REL-11): reading and checking go on in the room that is kept.

An act that is not named here stores something, so a new one stops on a full disk until somebody decides otherwise.
"""

import shutil

from django.conf import settings

from firstwall.kernel.refusal import Fault
from firstwall.kernel.sentences import N_, say

MB = 1024 * 1024
# Each of these writes its entry of the ledger and no more, or makes room.
GOES_ON = frozenset(
    {
        "authorities.call_by_program",
        "authorities.close_mandate",
        "authorities.open_mandate",
        "authorities.read_lists",
        "authorities.read_people",
        "authorities.sign_in",
        "cis.list_alerts",
        "cis.read_alert",
        "cis.read_copies",
        "cis.read_corrections",
        "cis.read_matches",
        "cis.read_transfers",
        "screening.cancel_run",
        "screening.check",
        "screening.read_hits",
        "screening.read_index",
        "screening.read_sightings",
        "supervision.drop_reserve",
        "supervision.read_audit",
        "supervision.read_health",
        "supervision.read_ledger",
        "supervision.read_restricted",
        "supervision.read_retention",
        "supervision.read_rights",
        "supervision.watch_rights",
    }
)


def check_room(act: str) -> None:
    """Pass in silence while the room kept for checks and their entries is not touched.

    Raises:
        Fault: 507, with how much is free. Nothing was stored.
    """
    if act in GOES_ON:
        return
    free = shutil.disk_usage(settings.FIRSTWALL_DATA_FOLDER).free
    if free < settings.FIRSTWALL_ROOM_KEPT:
        raise no_room(free)


def no_room(free: int | None = None) -> Fault:
    """The one sentence for a full disk, whoever noticed it."""
    room = shutil.disk_usage(settings.FIRSTWALL_DATA_FOLDER).free if free is None else free
    return Fault(
        "disk_full",
        say(
            N_("The disk of this node is full: %(free)s MB are free. Nothing was stored; reading and checking go on."),
            free=room // MB,
        ),
        cure=N_("Tell those who run this node; an administrator may drop its reserve. Then send it again."),
        status=507,
        safe_to_retry=True,
    )
