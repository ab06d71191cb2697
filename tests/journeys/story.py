"""The one story that every door plays: who is sought, and how the other side spells it. All of it is invented."""

PERSON = {
    "names": ["Dmitri Voloshkin"],
    "birth_dates": ["1979-03-14"],
    "nationalities": ["EE"],
    "documents": [{"type": "passport", "number": "KX7712345", "country": "EE"}],
    "reason_for_entry": "Seized twice with undeclared cigarettes",
}
SPELLED_OTHERWISE = "Дмитрий Волошкин"
BORN = "1979-03-14"
PLATE = "482 FWX"
LORRY = {"means_kind": "vehicle", "registration": PLATE, "registration_country": "EE"}
PERSON_ALERT = {
    "category": "d",
    "strand": "C",
    "values": PERSON,
    "action": "discreet",
    "ground": "will_commit",
    "data_subject": "suspect",
    "rests_on": "assessment",
    "field_of_law": "goods_controls",
    "handling": ["H0"],
    "evaluation": "B2",
}
LORRY_ALERT = {
    "category": "b",
    "strand": "C",
    "values": LORRY,
    "action": "check",
    "field_of_law": "goods_controls",
    "handling": ["H0"],
}
TRAFFIC = (
    "label,kind,name,birth_date,country,plate\n"
    "M-1,person,Anna Kalniņa-Berga,1990-02-03,LV,\n"
    f"M-2,person,{SPELLED_OTHERWISE},{BORN},,\n"
    "M-3,business,Quillmark Timber OÜ,,EE,\n"
    f"M-4,vehicle,,,EE,{PLATE.replace(' ', '')}\n"
    "M-5,person,Jānis Ozolnieks-Vīksna,1966-12-24,LV,\n"
)
SEIZURE = {
    "goods": "cigarettes",
    "quantity": "40000",
    "unit": "pieces",
    "place": "Terehova road post, lane 3",
    "seized_at": "2026-03-02T05:30Z",
    "transport": "road",
    "concealment": "in_structure",
    "value": "9600.50",
    "currency": "EUR",
    "description": "Cartons without excise marks",
    "means": "Lorry with a refrigerated trailer",
}
REPORT = {
    "check_place": "Terehova road post, lane 3",
    "check_at": "2026-03-02 04:10",
    "check_reason": "Risk profile of the lane",
    "route": "From Rēzekne to Ostrov",
    "companions": "One passenger, not identified",
    "means": "Lorry with a refrigerated trailer",
    "objects": "Two sealed pallets",
    "circumstances": "Calm; the driver asked nothing",
}
