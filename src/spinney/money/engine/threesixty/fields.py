"""The standard's fields as tables: name -> (title of the column, kind of value).

A kind is one of TEXT, NUMBER, LINK, DAY, LOOSE_DAY, MOMENT, CODES, or the name of another table,
with "[]" behind it where the standard has a list of them.
"""

from __future__ import annotations

TEXT, NUMBER, LINK, DAY, LOOSE_DAY, MOMENT = (
    "text",
    "number",
    "link",
    "day",
    "loose day",
    "moment",
)
NUMBER_OR_TEXT = "number or text"

Table = dict[str, tuple[str, str]]

_MODIFIED = {"dateModified": ("Last modified", MOMENT)}
_NAMED = {
    "title": ("Title", TEXT),
    "description": ("Description", TEXT),
    "url": ("URL", LINK),
}

TABLES: dict[str, Table] = {
    "Grant": {
        "id": ("Identifier", TEXT),
        "title": ("Title", TEXT),
        "description": ("Description", TEXT),
        "currency": ("Currency", "currency"),
        "amountAppliedFor": ("Amount Applied For", NUMBER),
        "amountAwarded": ("Amount Awarded", NUMBER),
        "amountDisbursed": ("Amount Disbursed", NUMBER),
        "awardDate": ("Award Date", DAY),
        "url": ("URL", LINK),
        "plannedDates": ("Planned Dates", "Event[]"),
        "actualDates": ("Actual Dates", "Event[]"),
        "recipientOrganization": ("Recipient Org", "Organization[]"),
        "recipientIndividual": ("Recipient Ind", "Individual"),
        "toIndividualsDetails": ("To Individuals Details", "ToIndividuals"),
        "beneficiaryLocation": ("Beneficiary Location", "Location[]"),
        "locationScope": ("Location Scope", "locationScope"),
        "fundingOrganization": ("Funding Org", "Organization[]"),
        "grantProgramme": ("Grant Programme", "Programme[]"),
        "fromOpenCall": ("From an open call?", "fromOpenCall"),
        "regrantType": ("For Regrant Type", "regrantType"),
        "fundingType": ("Funding Type", "Classification[]"),
        "classifications": ("Classifications", "Classification[]"),
        "relatedDocument": ("Related Document", "Document[]"),
        "applicationTransaction": ("applicationTransaction", "Transaction[]"),
        "commitmentTransaction": ("commitmentTransaction", "Transaction[]"),
        "disbursementTransaction": ("disbursementTransaction", "Transaction[]"),
        "relatedActivity": ("Related Activity", "text[]"),
        "dataSource": ("Data Source", LINK),
        **_MODIFIED,
    },
    "Organization": {
        "id": ("Identifier", TEXT),
        "name": ("Name", TEXT),
        "department": ("Department", TEXT),
        "contactName": ("Contact Name", TEXT),
        "charityNumber": ("Charity Number", TEXT),
        "companyNumber": ("Company Number", TEXT),
        "streetAddress": ("Street Address", TEXT),
        "addressLocality": ("City", TEXT),
        "addressRegion": ("County", TEXT),
        "addressCountry": ("Country", TEXT),
        "postalCode": ("Postal Code", TEXT),
        "telephone": ("Phone Number", TEXT),
        "alternateName": ("Alternate Name", TEXT),
        "email": ("Email", TEXT),
        "description": ("Description", TEXT),
        "organisationType": ("Organisation Type", TEXT),
        "url": ("Web Address", LINK),
        "location": ("Location", "Location[]"),
        **_MODIFIED,
    },
    "Individual": {"id": ("Identifier", TEXT), "name": ("Name", TEXT), **_MODIFIED},
    "ToIndividuals": {
        "primaryGrantReason": ("Primary Grant Reason", TEXT),
        "secondaryGrantReason": ("Secondary Grant Reason", TEXT),
        "grantPurpose": ("Grant Purpose", "text[]"),
    },
    "Event": {
        "title": ("Title", TEXT),
        "startDate": ("Start Date", LOOSE_DAY),
        "endDate": ("End Date", LOOSE_DAY),
        "duration": ("Duration (months)", NUMBER_OR_TEXT),
        "description": ("Description", TEXT),
        **_MODIFIED,
    },
    "Location": {
        "id": ("Identifier", TEXT),
        "name": ("Name", TEXT),
        "countryCode": ("Country Code", "countryCode"),
        "latitude": ("Latitude", NUMBER_OR_TEXT),
        "longitude": ("Longitude", NUMBER_OR_TEXT),
        "description": ("Description", TEXT),
        "geoCode": ("Geographic Code", TEXT),
        "geoCodeType": ("Geographic Code Type", TEXT),
        **_MODIFIED,
    },
    "Programme": {"code": ("Code", TEXT), **_NAMED, **_MODIFIED},
    "Classification": {
        "vocabulary": ("Vocabulary", TEXT),
        "code": ("Code", TEXT),
        **_NAMED,
        **_MODIFIED,
    },
    "Document": {
        "id": ("Identifier", TEXT),
        "title": ("Title", TEXT),
        "url": ("Web Address", LINK),
        "description": ("Description", TEXT),
        "documentType": ("Document Type", TEXT),
        **_MODIFIED,
    },
    "Transaction": {
        "id": ("Identifier", TEXT),
        "transactionDate": ("Transaction Date", DAY),
        "currency": ("Currency", "currency"),
        "value": ("Value", NUMBER),
        "valueDate": ("Value Date", DAY),
        "description": ("Description", TEXT),
        "provider": ("Provider", TEXT),
        "recipient": ("Recipient", TEXT),
        **_MODIFIED,
    },
    "Package": {
        "grants": ("Grants", "Grant[]"),
        "version": ("Version", "version"),
        "extensions": ("Extensions", "text[]"),
        "title": ("Title", TEXT),
        "description": ("Description", TEXT),
        "issued": ("Issued", DAY),
        "modified": ("Modified", DAY),
        "identifier": ("Identifier", TEXT),
        "publisher": ("Publisher", "Publisher"),
        "downloadURL": ("Download URL", LINK),
        "accessURL": ("Access URL", LINK),
        "license": ("License", LINK),
    },
    "Publisher": {
        "identifier": ("Identifier", TEXT),
        "name": ("Name", TEXT),
        "website": ("Website", LINK),
        "logo": ("Logo", LINK),
    },
}

#: What must be there, by table. A grant has a recipient that is an organisation or a person: that
#: rule is in `checking`, for no table can say "one of two".
REQUIRED: dict[str, tuple[str, ...]] = {
    "Package": ("grants",),
    "Publisher": ("name",),
    "Grant": (
        "id",
        "title",
        "description",
        "currency",
        "amountAwarded",
        "awardDate",
        "fundingOrganization",
    ),
    "Organization": ("id", "name"),
    "Individual": ("id", "name"),
}

#: Lists that must not be empty.
NOT_EMPTY = frozenset({"grants", "recipientOrganization", "fundingOrganization"})

REGRANT_TYPES: dict[str, str] = {
    "FRG010": "Common regrant",
    "FRG020": "Transfer to intermediary",
    "FRG030": "Match funding",
    "FRG040": "Funder collaboration",
    "FRG050": "Fiscal sponsor",
    "FRG060": "Endowment",
    "FRG070": "Multipurpose",
}

LOCATION_SCOPES: dict[str, str] = {
    "GLS010": "Global",
    "GLS020": "Supranational",
    "GLS030": "National",
    "GLS040": "Subnational region",
    "GLS050": "Local authority",
    "GLS060": "Local area",
    "GLS099": "Undefined",
}

#: Currencies in use now (ISO 4217), and those that the euro took the place of: the standard's list
#: has them too, since grants are published years after they were made.
CURRENCIES = frozenset(
    """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN
    BWP BYN BYR BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR
    FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD
    JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LTL LVL LYD MAD MDL MGA
    MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP
    PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC
    SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD
    XOF XPF YER ZAR ZMW ZWL DEM FRF ITL ESP NLG BEF ATS IEP FIM PTE GRD
    """.split()  # noqa: SIM905 (a list of 170 lines tells no more)
)

CODES: dict[str, frozenset[str]] = {
    "currency": CURRENCIES,
    "regrantType": frozenset(REGRANT_TYPES),
    "locationScope": frozenset(LOCATION_SCOPES),
    "fromOpenCall": frozenset({"Yes", "No"}),
}
