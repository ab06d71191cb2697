"""The documents of a copy and of a transfer: one JSON value each, with the conditions that go with the data."""

import hashlib
from collections.abc import Collection

from firstwall.cis.models import Alert
from firstwall.cis.passing.models import Copy, Transfer
from firstwall.cis.passing.types import Document
from firstwall.cis.seeing import current_content
from firstwall.kernel.ids import canonical_json


def copy_document(copy: Copy, alert: Alert) -> Document:
    """What goes into the listed system: the alert as it stands, and until when it may lie there."""
    return _document(
        f"copy-{copy.id}",
        {
            "document": "firstwall copy 1",
            "copy": str(copy.id),
            "case": copy.case_reference,
            "system": copy.system,
            "review_before": copy.review_on.isoformat(),
            "erase_before": min(copy.last_day, alert.last_day).isoformat(),
            "conditions": [
                "Only listed analysts of this service process it, for this case (Decision 2009/917/JHA Art. 21; "
                "Regulation (EC) 515/97 Art. 35(3)).",
                "Erasure or correction of the original is carried out here as well, and confirmed.",
            ],
        }
        | _alert(alert, None),
    )


def transfer_document(
    transfer: Transfer, alert: Alert, *, asked: dict, decided: dict, made: str, security: str
) -> Document:
    """What is handed to the recipient: the fields authorised, never without the supplier's conditions (CIS-51)."""
    return _document(
        f"transfer-{made}",
        {
            "document": "firstwall transfer 1",
            "transfer": made,
            "authorisation": str(transfer.authorisation_id),
            "valid_until": str(transfer.valid_until),
            "kind": transfer.kind,
            "recipient": asked["recipient"],
            "country": transfer.country,
            "purpose": asked["purpose"],
            "legal_basis": asked["legal_basis"],
            "ground": transfer.ground,
            "conditions": decided["conditions"],
            "security_measures": security,
        }
        | _alert(alert, decided["fields"]),
    )


def _alert(alert: Alert, fields: Collection[str] | None) -> dict:
    content, marks = current_content(alert)
    values = {code: value for code, value in content.values.items() if fields is None or code in fields}
    said = {
        "reference": alert.reference,
        "version": alert.version,
        "strand": alert.strand,
        "category": alert.category,
        "supplier": str(alert.owner_id),
        "handling": list(marks.handling),
        "handling_text": content.handling_text,
        "contested": alert.is_contested,
        "values": values,
    }
    # only a copy has these: no field authorises them, and what is asked for on sight stays secret (CIS-35, CIS-51)
    if fields is None:
        said |= {"action": marks.action, "evaluation": marks.evaluation}
    return {"alert": said}


def _document(name: str, said: dict) -> Document:
    body = canonical_json(said)
    return Document(f"{name}.json", body, hashlib.sha256(body).hexdigest())
