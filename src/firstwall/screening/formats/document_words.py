"""Which name of a JSON document means what: DCSA (tracking, bills of lading, bookings, schedules) and ONE Record (EXC-09).

Names are local: `cargo:name` and `https://.../cargo#name` are `name`. One table for all, as for declarations in XML.
"""

from firstwall.kernel.sentences import N_

# a document that holds one of these is a message that is known
ROOTS = (
    "@context",
    "@type",
    "eventID",
    "eventType",
    "events",
    "documentParties",
    "transportDocumentTypeCode",
    "arrivalNotices",
    "arrivalNoticeNotifications",
    "VGMDeclarations",
    "vesselSchedules",
    "vesselIMONumber",
    "transportCalls",
    "routingDetails",
    "carrierExportVoyageNumber",
    "transportDocumentReference",
    "portCallID",
    "terminalCallID",
    "statusCodeText",
    "legs",
)

# a list of these is a list of movements; so is a list that is the whole document
ITEMS = {
    "events",
    "someEvents",
    "arrivalNotices",
    "arrivalNoticeNotifications",
    "VGMDeclarations",
    "vesselSchedules",
    "vessels",
    "hasItem",
    "@graph",
}

PARTIES = {
    "shipper": N_("shipper"),
    "consignee": N_("consignee"),
    "notifyParties": N_("notify party"),
    "endorsee": N_("endorsee"),
    "issueTo": N_("recipient of the document"),
    "issuingParty": N_("issuer of the document"),
    "bookingAgent": N_("agent"),
    "serviceContractOwner": N_("holder of the contract"),
    "carrier": N_("carrier"),
    "party": N_("further actor"),
    "partyContactDetails": N_("contact person"),
    "contactDetails": N_("contact person"),
    "carrierContactInformation": N_("contact person"),
    "contactPersons": N_("contact person"),
    "address": N_("name at the address"),
    "authorizedParty": N_("authorised party"),
    "holdingParty": N_("holder of the goods"),
    "orderedByParty": N_("customer"),
    "responsibleParty": N_("responsible party"),
    "submittingParty": N_("sender of the message"),
    "weighingParty": N_("weigher"),
}
# ONE Record says what an object is by its type
PARTY_TYPES = {"Company", "Organization", "Carrier", "Person", "PublicAuthority", "NonHumanActor", "LogisticsAgent"}
PERSON_TYPES = {"Person"}
PARTY_NAMES = ("partyName", "legalName", "name")
PERSON_NAMES = (("firstName", "lastName"), ("givenName", "familyName"))
LEAF_PARTIES = {"authorizedPersonSignatory": N_("signatory")}
# by the list of the code, or by the type of the reference to tax or law
NUMBERS = {"LEI": "lei", "EORI": "eori", "VAT": "vat", "TAX": "registration", "PAN": "registration", "DUNS": "other"}

ADDRESS = (
    "street",
    "streetNumber",
    "floor",
    "POBox",
    "postCode",
    "city",
    "stateRegion",
    "streetAddressLines",
    "cityName",
)
COUNTRY = ("countryCode", "country", "addressCountry", "vesselFlag", "flag", "nationality")

MEANS = {
    "vessel",
    "vesselTransport",
    "vessels",
    "vesselSchedules",
    "vesselVoyages",
    "vesselVoyage",
    "vesselVoyageDetails",
}
MEANS_TYPES = {"TransportMeans", "Vehicle"}
MEANS_NAME = ("vesselName",)
MEANS_NUMBERS = {
    "vesselIMONumber": "imo",
    "vesselCallSignNumber": "call_sign",
    "vesselCallSign": "call_sign",
    "callSign": "call_sign",
    "MMSINumber": "mmsi",
    "vehicleRegistration": "registration",
}
MEANS_CARRIER = ("vesselOperatorCarrierCode", "operatorCarrierCode", "vesselOperatorSMDGLinerCode")
MEANS_JOURNEY = ("carrierVoyageNumber", "exportVoyageNumber", "carrierExportVoyageNumber", "transportIdentifier")

BOXES = ("equipmentReference", "equipmentReferences")
UNITS = ("uldSerialNumber",)
BOX_SIZE, BOX_STATUS = "ISOEquipmentCode", "emptyIndicatorCode"
SEALS, SEAL = {"seals"}, ("number", "sealNumber")

GOODS_TEXT = ("descriptionOfGoods", "goodsDescription", "commodityType")
GOODS_CODES = ("HSCodes", "HSCode", "hsCode", "hsCommodityCode")
GOODS_MASS = ("cargoGrossWeight", "grossWeight", "totalGrossWeight", "weight")
GOODS_PACKAGES = ("numberOfPackages",)

REFERENCES = {
    "transportDocumentReference": N_("transport document"),
    "carrierBookingReference": N_("booking"),
    "shippingInstructionsReference": N_("shipping instructions"),
    "serviceContractReference": N_("contract"),
    "declarationReference": N_("declaration"),
    "documentID": N_("document"),
    "waybillNumber": N_("transport document"),
    "eventID": N_("event"),
}
# an object that says a reference: what holds its kind and what its value
REFERENCE_PAIRS = (
    ("referenceType", "referenceValue"),
    ("documentReferenceType", "documentReferenceValue"),
    ("typeCode", "reference"),
)
LOCATION_CODE, LOCATION_NAME = ("UNLocationCode",), ("locationName", "locationCode")

HAPPENINGS = (
    "equipmentEventTypeCode",
    "transportEventTypeCode",
    "shipmentEventTypeCode",
    "eventTypeCode",
    "eventCode",
)
HAPPENED, HAPPENS = ("eventDateTime", "eventDate"), ("eventClassifierCode", "eventTimeType")
ACTUAL = {"ACT", "ACTUAL"}
MADE = ("eventCreatedDateTime", "issueDateTime", "declarationDateTime", "creationDate")
TIMES = (
    *HAPPENED,
    *MADE,
    "eventUpdatedDateTime",
    "dateTime",
    "plannedArrivalDate",
    "plannedDepartureDate",
    "shippedOnBoardDate",
    "certificationDateTime",
)
