"""Which element of a declaration means what, by its local name: WCO Data Model, NCTS, ENS and EMCS (EXC-09).

One table for all: the names of one vocabulary mean nothing else in another. Where two parents differ, both are written.
"""

import re

from firstwall.kernel.sentences import N_

PARTIES = {
    # WCO Data Model 3
    "Declarant": N_("declarant"),
    "Submitter": N_("sender of the message"),
    "Importer": N_("importer"),
    "Exporter": N_("exporter"),
    "Consignee": N_("consignee"),
    "Consignor": N_("consignor"),
    "Agent": N_("agent"),
    "Carrier": N_("carrier"),
    "NotifyParty": N_("notify party"),
    "Buyer": N_("buyer"),
    "Seller": N_("seller"),
    "AuthorisationHolder": N_("holder of an authorisation"),
    "DomesticDutyTaxParty": N_("fiscal representative"),
    "AEOMutualRecognitionParty": N_("authorised operator"),
    # NCTS 5
    "HolderOfTheTransitProcedure": N_("holder of the transit procedure"),
    "Representative": N_("representative"),
    "TraderAtDestination": N_("trader at destination"),
    "AdditionalSupplyChainActor": N_("further actor"),
    "Guarantor": N_("guarantor"),
    "EconomicOperator": N_("holder of the place"),
    "ContactPerson": N_("contact person"),
    # ENS (ICS) and NCTS 4
    "PERLODSUMDEC": N_("declarant"),
    "TRAREP": N_("representative"),
    "TRACARENT601": N_("carrier"),
    "TRACONCO1": N_("consignor"),
    "TRACONCO2": N_("consignor"),
    "TRACONCE1": N_("consignee"),
    "TRACONCE2": N_("consignee"),
    "NOTPAR670": N_("notify party"),
    "PRTNOT640": N_("notify party"),
    "TRAPRIPC1": N_("holder of the transit procedure"),
    "TRADESTRD": N_("trader at destination"),
    "TRACORSEC037": N_("consignor"),
    "TRACONSEC029": N_("consignee"),
    "CARTRA100": N_("carrier"),
    # EMCS
    "ConsigneeTrader": N_("consignee"),
    "ConsignorTrader": N_("consignor"),
    "NewConsigneeTrader": N_("consignee"),
    "DeliveryPlaceTrader": N_("place of delivery"),
    "PlaceOfDispatchTrader": N_("place of dispatch"),
    "GuarantorTrader": N_("guarantor"),
    "FirstTransporterTrader": N_("carrier"),
    "NewTransporterTrader": N_("carrier"),
    "TransportArrangerTrader": N_("carrier"),
    "NewTransportArrangerTrader": N_("carrier"),
}
PERSONS = {"ContactPerson"}

# within a party; the last digits of the older messages number the place and say nothing
NAME = re.compile(r"Name|name|Nam(?!e)[A-Za-z]*\d+|TraderName")
NUMBER = {
    "ID": "eori",
    "identificationNumber": "eori",
    "Traderid": "excise_number",
    "TraderId": "excise_number",
    "TraderExciseNumber": "excise_number",
    "VatNumber": "vat",
    "EoriNumber": "eori",
}
NUMBER_OF_OLD = re.compile(r"TIN[A-Z]*\d+")
COUNTRY = re.compile(r"CountryCode|country|Cou(?!n)[A-Z][A-Za-z]*\d+")
ADDRESS = re.compile(
    r"Line|CityName|PostcodeID|streetAndNumber|postcode|city|houseNumber"
    r"|StreetName|StreetNumber|City|Postcode|(?:StrAndNum|StrNum|Str|PosCod|Pos|Cit)[A-Z][A-Z]*\d+"
)

MEANS = {
    "BorderTransportMeans",
    "ArrivalTransportMeans",
    "DepartureTransportMeans",
    "ActiveBorderTransportMeans",
    "TransportMeans",
    "OnwardTransportMeans",
}
MEANS_NUMBER = {"ID", "identificationNumber"}
MEANS_SCHEME = {"IdentificationTypeCode", "typeOfIdentification"}
MEANS_COUNTRY = {"RegistrationNationalityCode", "nationality"}
MEANS_NAME = {"Name"}
MEANS_JOURNEY = {"JourneyID", "conveyanceReferenceNumber"}
OTHER_OF_MEANS = {"ModeCode", "TypeCode", "modeOfTransport", "sequenceNumber"}
# EUCDM code list CL750 (type of identification of means of transport): kind, and scheme or "name"
SCHEMES = {
    "10": ("vessel", "imo"),
    "11": ("vessel", "name"),
    "20": ("any", "registration"),
    "21": ("any", "name"),
    "30": ("vehicle", "plate"),
    "31": ("vehicle", "plate"),
    "40": ("aircraft", "journey"),
    "41": ("aircraft", "aircraft_registration"),
    "80": ("vessel", "registration"),
    "81": ("vessel", "name"),
}
# in the head of the older messages, the means at the border or at departure in one text
OLD_MEANS = re.compile(r"IdeOfMeaOfTra[A-Za-z]*\d+")
OLD_MEANS_COUNTRY = re.compile(r"NatOfMeaOfTra[A-Za-z]*\d+")

BOXES = {
    "TransportEquipment/ID",
    "containerIdentificationNumber",
    "ConNumNR21",
    "ContNumNR21",
    "IdentityOfTransportUnits",
}
SEALS = {"Seal/ID", "Seal/identifier", "SeaIdSEAID530", "SeaIdeSID1", "SealIdentifier"}
GOODS = {"GovernmentAgencyGoodsItem", "ConsignmentItem", "GOOITEGDS", "BodyEadEsad"}
GOODS_TEXT = {"Commodity/Description", "descriptionOfGoods", "GooDesGDS23", "CommercialDescription"}
GOODS_CODE = {
    "Classification/ID",
    "harmonizedSystemSubHeadingCode",
    "combinedNomenclatureCode",
    "ComNomCMD1",
    "ComCodTarCodGDS10",
    "CnCode",
    "ExciseProductCode",
}
GOODS_MASS = {"GrossMassMeasure", "grossMass", "GroMasGDS46", "GrossMass"}
REFERENCES = {
    "Declaration/ID": "MRN",
    "FunctionalReferenceID": "LRN",
    "TraderAssignedReferenceID": "UCR",
    "AdditionalDocument/ID": "document",
    "PreviousDocument/ID": "previous document",
    "TransportContractDocument/ID": "transport document",
    "MRN": "MRN",
    "LRN": "LRN",
    "referenceNumberUCR": "UCR",
    "TransportDocument/referenceNumber": "transport document",
    "PreviousDocument/referenceNumber": "previous document",
    "SupportingDocument/referenceNumber": "document",
    "RefNumHEA4": "LRN",
    "DocNumHEA5": "MRN",
    "TraDocNumHEA120": "transport document",
    "DocRefDC23": "document",
    "AdministrativeReferenceCode": "ARC",
    "LocalReferenceNumber": "LRN",
}
PLACES = {
    "LoadingLocation/ID": "loading",
    "UnloadingLocation/ID": "unloading",
    "ExitOffice/ID": "exit office",
    "PresentationOffice/ID": "presentation office",
    "SupervisingOffice/ID": "supervising office",
    "RoutingCountryCode": "routing",
    "UNLocode": "place",
    "CustomsOfficeOfDeparture/referenceNumber": "office of departure",
    "CustomsOfficeOfDestinationDeclared/referenceNumber": "office of destination",
    "CountryOfRoutingOfConsignment/country": "routing",
    "CouOfRouCodITI1": "routing",
    "PlaLoaGOOITE334": "loading",
    "PlaUnlGOOITE334": "unloading",
    "RefNumCUSOFFFENT731": "office of first entry",
}
TIMES = {
    "IssueDateTime": "issued",
    "AcceptanceDateTime": "accepted",
    "preparationDateAndTime": "137",
    "DecDatTimHEA114": "declared",
    "ExpDatOfArrFIRENT733": "expected",
    "DateOfDispatch": "dispatched",
    "DateTimeString": "time",
}
PREPARED = {"preparationDateAndTime", "DecDatTimHEA114"}

ROOTS = re.compile(
    r"(?:MetaData|Declaration\w*|submitDeclarationRequest|Envelope|CC\d{3}[A-Z]\w*|IE\d{3}\w*|IE3[A-Z]\d\d\w*"
    r"|[Ii]nventoryLinking\w+)"
)
