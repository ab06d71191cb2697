"""What this room can tell a person about data held on them, and who decides (RTS-01 to RTS-06, SEC-47)."""

from firstwall.kernel.keeping import Held

_SUPPLIER = "the supplying authority, as for the alert itself"

DISCLOSURE = (
    Held(
        "cis_alert",
        "no value of a person: category, action, dates and owner of an alert",
        "the alert's id, once its version is known to concern the person",
        "the supplying authority: its position is asked first (RTS-03)",
    ),
    Held(
        "cis_alert_version",
        "everything an alert says of a person, sealed under the supplier's key, every version",
        "the matching index, under a mandate for data subjects' rights",
        "the supplying authority; withheld during sighting and reporting or discreet surveillance (RTS-04, RTS-05)",
    ),
    Held(
        "cis_attachment",
        "files attached to an alert, sealed under the supplier's key",
        "the alert's id; what a file says is not searched",
        "as the version",
    ),
    Held(
        "cis_index_entry",
        "names, dates of birth, nationalities and numbers taken from the current version, sealed",
        "as the version: it holds nothing of its own",
        "as the version",
    ),
    Held(
        "cis_agency_match",
        "that Europol or Eurojust found an alert in a case, and the supplier's answer, sealed under its key",
        "the alert's id",
        "the supplying authority, as for the alert",
    ),
    Held("cis_counter", "nothing on any person", "-", "-"),
    Held("cis_copy_service", "nothing on a person sought", "-", "-"),
    Held("cis_copy_analyst", "nothing on a person sought: the ids of one's own staff", "-", "-"),
    Held("cis_copy", "that an alert was copied, for which case, and why (sealed)", "the alert's id", _SUPPLIER),
    Held("cis_receipt", "that a holder of an alert was told to erase or correct it", "the alert's id", _SUPPLIER),
    Held("cis_transfer", "to whom an alert was to be passed on, and why (sealed)", "the alert's id", _SUPPLIER),
    Held("cis_proceeding_use", "in which proceedings an alert was used (sealed)", "the alert's id", _SUPPLIER),
    Held("cis_transfer_made", "that it was passed on, when, how secured", "the alert's id", _SUPPLIER),
    Held(
        "cis_correction",
        "what others said is wrong with an alert, and the evidence (sealed)",
        "the alert's id",
        _SUPPLIER,
    ),
    Held(
        "cis_decision", "which court or authority decided on an alert, and what (sealed)", "the alert's id", _SUPPLIER
    ),
    Held(
        "cis_claim",
        "what harm to somebody one state paid for and asks back (sealed)",
        "the alert's reference",
        "the state that paid",
    ),
    Held(
        "cis_contest",
        "why a supplier holds a decision on an alert for forged, and what a supervisor found (sealed)",
        "the alert's id",
        _SUPPLIER,
    ),
    Held(
        "cis_dispute",
        "in which fields two suppliers contradict each other; positions (sealed)",
        "the alerts' ids",
        _SUPPLIER,
    ),
)
