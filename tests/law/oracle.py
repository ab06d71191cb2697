"""Written by hand from the articles, without a look at the data files: what the tables must say."""

C, A = "C", "A"

ALL_FIVE = {"sighting", "discreet", "check", "operational_analysis", "strategic_analysis"}
ANALYSIS = {"operational_analysis", "strategic_analysis"}
FOUR_OF_REGULATION = {"sighting", "discreet", "check", "operational_analysis"}  # R 27(1) names four
NOTHING: set[str] = set()


def actions(category: str, strand: str, personal: bool) -> set[str]:
    """D 5(1) with X-6 for cash; R 27(1) for personal data; no person in a trend; contact for expertise."""
    if category == "f":
        return {"contact"}
    if category == "e":
        return NOTHING if personal else ALL_FIVE
    allowed = ANALYSIS if category == "h" else ALL_FIVE
    if strand == A and (personal or category == "d"):
        return allowed & FOUR_OF_REGULATION
    return allowed


NAMES = {"names", "maiden_name", "former_names"}  # item 1
BIRTH = {"birth_dates", "birth_place"}  # item 2
SET_S = NAMES | BIRTH | {"nationalities", "sex", "address"}  # items 1, 2, 3, 4, 6
SET_P = SET_S | {
    "documents",  # item 5
    "physical_marks",  # item 7
    "warning_codes",  # item 8
    "warning_source",
    "reason_for_entry",  # item 9; item 10, the action, is the alert's own
    "registration_of_means",  # item 11
}
SET_E = {"expert_names"}
PERSONAL = {"a": SET_P, "b": SET_P, "c": SET_P, "d": SET_P, "e": set(), "f": SET_E, "g": SET_S, "h": SET_S}
EVERY_PERSONAL = SET_P | SET_E

GOODS = {
    "goods_description",
    "hs_code",
    "quantity",
    "unit",
    "goods_value",
    "currency",
    "brand",
    "concealment",
    "packaging",
    "origin_country",
}
MEANS = {
    "means_kind",
    "registration",
    "registration_country",
    "vin",
    "make",
    "model",
    "colour",
    "vessel_name",
    "imo",
    "mmsi",
    "call_sign",
    "flag",
    "container_number",
    "seal_numbers",
    "iso_type",
    "aircraft_registration",
    "concealment",
}
BUSINESS = {
    "business_names",
    "trading_names",
    "eori",
    "vat",
    "excise_number",
    "lei",
    "company_registration",
    "business_address",
    "business_country",
    "business_role",
    "business_activity",
}
TREND = {"trend_method", "trend_goods", "trend_route", "trend_period", "trend_places", "trend_indicators"}
EXPERTISE = {"expertise_service", "expertise_subject", "expertise_languages"}
SEIZURE = {"seized_on", "seized_at", "seizure_status", "seizure_case"}
SEIZED_MEANS = {"means_kind", "registration", "registration_country", "container_number", "seal_numbers"}
CASH = {"cash_amount", "currency", "cash_instrument", "cash_direction", "concealment"}
CATALOGUE = {
    "a": GOODS,
    "b": MEANS,
    "c": BUSINESS,
    "d": set(),
    "e": TREND,
    "f": EXPERTISE,
    "g": GOODS | SEIZURE | SEIZED_MEANS,
    "h": CASH | SEIZURE,
}

ACCESS = {
    "customs": ("partner", "partner"),
    "coordinating_unit": ("partner", "partner"),
    "police": ("partner", "partner"),
    "tax": ("partner", "partner"),
    "border_guard": ("partner", "partner"),
    "europol": ("read_on_screen", "none"),
    "eurojust": ("read_on_screen", "none"),
    "olaf": ("none", "partner"),
    "frontex": ("none", "none"),
    "international_organisation": ("by_decision", "by_decision"),
    "supervisory": ("supervision", "supervision"),
    "committee": ("supervision", "none"),
}
