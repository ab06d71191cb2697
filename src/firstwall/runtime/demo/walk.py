"""The few alerts that the guided walks (docs/guides/demo.md) are about; everything else in the demo is thrown by chance."""

from firstwall.runtime.demo.alerts import DemoAlert

# number, supplier, strand, category, suggested action, values
_ROWS: tuple[tuple[str, str, str, str, str, dict], ...] = (
    (
        "w0001",
        "EE",
        "C",
        "b",
        "check",
        {
            "means_kind": "vehicle",
            "registration": "482 FWX",
            "registration_country": "EE",
            "make": "Scania",
            "model": "R450",
            "colour": "blue",
            "reason_for_entry": "cigarettes found twice in a false front wall of the trailer",
        },
    ),
    (
        "w0002",
        "BG",
        "C",
        "d",
        "discreet",
        {
            "names": ["Красимир Желязков", "Krasimir Zhelyazkov"],
            "birth_dates": ["1979-04-12"],
            "nationalities": ["BG"],
            "sex": "M",
            "documents": [{"type": "passport", "number": "590417723", "country": "BG"}],
            "reason_for_entry": "believed to arrange storage of drug precursors near the border",
        },
    ),
    (
        "w0003",
        "GR",
        "C",
        "b",
        "check",
        {
            "means_kind": "container",
            "container_number": "FWXU4820165",
            "reason_for_entry": "same notify party as in two earlier seizures of cocaine",
        },
    ),
    (
        "w0004",
        "RO",
        "A",
        "c",
        "sighting",
        {
            "business_names": ["Obsidara Trading SRL"],
            "eori": "RO482019377",
            "business_country": "RO",
            "business_address": "Harbour Street 12, Constanța",
            "business_role": "consignee",
            "reason_for_entry": "undervaluation of textiles by means of double invoices",
        },
    ),
)


def walk_alerts() -> tuple[DemoAlert, ...]:
    """A lorry, a person in two scripts, a box, and a firm that only the administrative strand knows."""
    return tuple(_alert(*row) for row in _ROWS)


def _alert(number: str, supplier: str, strand: str, category: str, action: str, values: dict) -> DemoAlert:
    return DemoAlert(
        number=number,
        supplier=supplier,
        strand=strand,
        category=category,
        values=values,
        action=action,
        ground="committed",
        field_of_law="goods_controls" if strand == "C" else "",
        union_relevance="similar_operations" if strand == "A" else "",
        handling=("H0",),
        evaluation_source="B",
        evaluation_information="2",
        audience=None,
        source=None,
    )
