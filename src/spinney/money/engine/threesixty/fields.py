"""The standard's fields as tables: name -> (title of the column, kind of value).

A kind is one of TEXT, NUMBER, NOT_NEGATIVE, LINK, DAY, LOOSE_DAY, MOMENT, the name of a list of
CODES or of another table; with "[]" behind it where the standard has a list of them, and "?" where
it allows null.
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
NOT_NEGATIVE = "number, nought or more"
TEXT_OR_NULL, NUMBER_OR_NULL, LINK_OR_NULL, DAY_OR_NULL = "text?", "number?", "link?", "day?"

Table = dict[str, tuple[str, str]]

_MODIFIED = {"dateModified": ("Last Modified", MOMENT)}
_NAMED = {
    "title": ("Title", TEXT_OR_NULL),
    "description": ("Description", TEXT_OR_NULL),
    "url": ("URL", LINK_OR_NULL),
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
        "fromOpenCall": ("From An Open Call?", "fromOpenCall"),
        "regrantType": ("For Regrant Type", "regrantType"),
        "fundingType": ("Funding Type", "Classification[]"),
        "classifications": ("Classifications", "Classification[]"),
        "relatedDocument": ("Related Document", "Document[]"),
        "applicationTransaction": ("applicationTransaction", "Transaction[]"),
        "commitmentTransaction": ("commitmentTransaction", "Transaction[]"),
        "disbursementTransaction": ("disbursementTransaction", "Transaction[]"),
        "relatedActivity": ("Related Activity", "text[]"),
        "dataSource": ("Data Source", LINK_OR_NULL),
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
        "organisationType": ("Organisation Type", TEXT_OR_NULL),
        "url": ("Web Address", LINK),
        "location": ("Location", "Location[]"),
        **_MODIFIED,
    },
    "Individual": {"id": ("Identifier", TEXT), "name": ("Name", TEXT)},
    "ToIndividuals": {
        "primaryGrantReason": ("Primary Grant Reason", "grantReason"),
        "secondaryGrantReason": ("Secondary Grant Reason", "grantReason"),
        "grantPurpose": ("Grant Purpose", "grantPurpose[]"),
    },
    "Event": {
        "title": ("Title", TEXT),
        "startDate": ("Start Date", LOOSE_DAY),
        "endDate": ("End Date", LOOSE_DAY),
        "duration": ("Duration (months)", NOT_NEGATIVE),
        "description": ("Description", TEXT),
        **_MODIFIED,
    },
    "Location": {
        "id": ("Identifier", TEXT),
        "name": ("Name", TEXT_OR_NULL),
        "countryCode": ("Country Code", "countryCode?"),
        "latitude": ("Latitude", NUMBER_OR_NULL),
        "longitude": ("Longitude", NUMBER_OR_NULL),
        "description": ("Description", TEXT_OR_NULL),
        "geoCode": ("Geographic Code", TEXT_OR_NULL),
        "geoCodeType": ("Geographic Code Type", TEXT_OR_NULL),
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
        "title": ("Title", TEXT_OR_NULL),
        "url": ("Web Address", LINK_OR_NULL),
        "description": ("Description", TEXT_OR_NULL),
        "documentType": ("Document Type", TEXT_OR_NULL),
        **_MODIFIED,
    },
    "Transaction": {
        "id": ("Identifier", TEXT),
        "transactionDate": ("Transaction Date", DAY),
        "currency": ("Currency", "currency"),
        "value": ("Value", NUMBER),
        "valueDate": ("Value Date", DAY_OR_NULL),
        "description": ("Description", TEXT_OR_NULL),
        "provider": ("Provider", TEXT_OR_NULL),
        "recipient": ("Recipient", TEXT_OR_NULL),
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

#: Lists in which nothing may stand twice.
NO_TWINS = frozenset({"extensions"})
