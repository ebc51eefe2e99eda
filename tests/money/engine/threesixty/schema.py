"""The rules of 360Giving's own JSON Schema, version 1.4.3: what a validator of the standard asks.

Written anew, rule by rule, from the grant schema as 360Giving's datastore publishes it
(`360-giving-schema-1.3-openapi.json`, which has regrants and location scope) and from the package
schema of its standard as of 1.4, which added one rule, the list `extensions`, each once
(ThreeSixtyGiving/standard, pull requests 361 and 369). Up to 1.4.3 titles of codes, the schema's
own address (420) and the dialect of JSON Schema changed, draft 4 to 2020-12 (409: "does not change
the validation rules"). So files are validated in both dialects. The names of the lists of codes are
resolved to their codes, as 360Giving's checker does. The standard is published under CC BY 4.0.
"""

from __future__ import annotations

from collections.abc import Mapping

from jsonschema_rs import Draft4Validator, Draft202012Validator

from spinney.money.engine.threesixty.codes import CODES

Schema = dict[str, object]
TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "number"}
MOMENT: Schema = {"type": "string", "format": "date-time"}
LINK: Schema = {"type": "string", "format": "uri"}
FULL_DAY = r"^[0-9]{4}-(0[1-9]|1[012])-(0[1-9]|[12][0-9]|3[01])$"
DAY_RULES: list[Schema] = [{"format": "date-time"}, {"pattern": FULL_DAY}]
DAY: Schema = {"type": "string", "oneOf": DAY_RULES}
LOOSE_DAY: Schema = {
    "type": "string",
    "oneOf": [*DAY_RULES, {"pattern": r"^[0-9]{4}(-(0[1-9]|1[012]))?$"}],
}


def or_null(rule: Schema) -> Schema:
    """In draft 4, null is one more type; an "enum" must have it too."""
    more: Schema = {"enum": [*rule["enum"], None]} if "enum" in rule else {}
    if "oneOf" in rule:
        return {"anyOf": [rule, {"type": "null"}]}
    return rule | {"type": [rule["type"], "null"]} | more


def code(name: str) -> Schema:
    return {"type": "string", "enum": sorted(CODES[name])}


def list_of(rule: Schema, **more: object) -> Schema:
    return {"type": "array", "items": rule, **more}


def thing(rules: Mapping[str, Schema], *, required: str = "") -> Schema:
    told: Schema = {"type": "object", "properties": dict(rules)}
    return told | ({"required": required.split()} if required else {})


def texts(names: str, rule: Schema = TEXT) -> dict[str, Schema]:
    return dict.fromkeys(names.split(), rule)


MODIFIED = {"dateModified": MOMENT}
NAMED = texts("title description", or_null(TEXT)) | {"url": or_null(LINK)} | MODIFIED
TRANSACTION = thing(
    {"id": TEXT, "transactionDate": DAY, "currency": code("currency"), "value": NUMBER}
    | {"valueDate": or_null(DAY)}
    | texts("description provider recipient", or_null(TEXT))
    | MODIFIED
)
DOCUMENT = thing({"id": TEXT, "documentType": or_null(TEXT)} | NAMED)
LOCATION = thing(
    {"id": TEXT, "countryCode": or_null(code("countryCode"))}
    | texts("latitude longitude", or_null(NUMBER))
    | texts("name description geoCode geoCodeType", or_null(TEXT))
    | MODIFIED
)
CLASSIFICATION = thing({"vocabulary": TEXT, "code": TEXT} | NAMED)
PROGRAMME = thing({"code": TEXT} | NAMED)
ORGANISATION = thing(
    texts(
        "id name department contactName charityNumber companyNumber streetAddress addressLocality"
        " addressRegion addressCountry postalCode telephone alternateName email description"
    )
    | {"organisationType": or_null(TEXT), "url": LINK, "location": list_of(LOCATION)}
    | MODIFIED,
    required="id name",
)
EVENT = thing(
    {"title": TEXT, "startDate": LOOSE_DAY, "endDate": LOOSE_DAY, "description": TEXT}
    | {"duration": {"type": "number", "minimum": 0}}
    | MODIFIED
)
MUST = "id title description currency amountAwarded awardDate fundingOrganization"
GRANT: Schema = {
    **thing(
        texts("id title description")
        | texts("amountAppliedFor amountAwarded amountDisbursed", NUMBER)
        | {"currency": code("currency"), "awardDate": DAY, "url": LINK}
        | {"plannedDates": list_of(EVENT), "actualDates": list_of(EVENT)}
        | {"recipientIndividual": thing(texts("id name"), required="id name")}
        | {
            "toIndividualsDetails": thing(
                texts("primaryGrantReason secondaryGrantReason", code("grantReason"))
                | {"grantPurpose": list_of(code("grantPurpose"))}
            ),
        }
        | {
            name: list_of(ORGANISATION, minItems=1)
            for name in ("recipientOrganization", "fundingOrganization")
        }
        | {"beneficiaryLocation": list_of(LOCATION), "grantProgramme": list_of(PROGRAMME)}
        | texts("fundingType classifications", list_of(CLASSIFICATION))
        | {"relatedDocument": list_of(DOCUMENT), "relatedActivity": list_of(TEXT)}
        | texts(
            "applicationTransaction commitmentTransaction disbursementTransaction",
            list_of(TRANSACTION),
        )
        | {name: code(name) for name in ("fromOpenCall", "regrantType", "locationScope")}
        | {"dataSource": or_null(LINK)}
        | MODIFIED
    ),
    "oneOf": [
        {"required": [*MUST.split(), "recipientOrganization"]},
        {"required": [*MUST.split(), "recipientIndividual"]},
    ],
}
PACKAGE = thing(
    {"grants": list_of(GRANT, minItems=1, uniqueItems=True)}
    | {"version": {"type": "string", "pattern": r"^([0-9]+\.)([0-9]+)$"}}
    | {"extensions": list_of(TEXT, uniqueItems=True), "issued": DAY, "modified": DAY}
    | texts("title description identifier")
    | texts("downloadURL accessURL license", LINK)
    | {"publisher": thing(texts("identifier name") | texts("website logo", LINK), required="name")},
    required="grants",
)
VALIDATORS = tuple(
    dialect(PACKAGE, validate_formats=True) for dialect in (Draft4Validator, Draft202012Validator)
)


def is_valid(package: object) -> bool:
    """Whether validators of JSON Schema, formats and all, find nothing wrong with a file."""
    (answer,) = {one.is_valid(package) for one in VALIDATORS}  # in both dialects, or in neither
    return answer


def errors_of(package: object) -> list[str]:
    """What it finds wrong, with the place in the file, in each dialect."""
    return [
        f"{'/'.join(map(str, one.instance_path))}: {one.message}"
        for validator in VALIDATORS
        for one in validator.iter_errors(package)
    ]
