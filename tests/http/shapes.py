"""The shapes that the Reconciliation API 0.2 and HSDS 3.1 ask for, written down from their
published schemas: what must be there, of what type, and what must not be there.
"""

TEXT, NUMBER, WHOLE, YES_NO = (
    {"type": kind} for kind in ("string", "number", "integer", "boolean")
)
UUID = {"type": "string", "pattern": "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"}
ADDRESS = {"type": "string", "pattern": "^https?://"}
WITH_ID = {"type": "string", "pattern": r"\{\{id\}\}"}


def thing(required, /, *, closed=False, **optional):
    """An object with these required members, these optional ones, and (closed) no others."""
    shape = {
        "type": "object",
        "required": list(required),
        "properties": {**required, **optional},
    }
    return shape | ({"additionalProperties": False} if closed else {})


def list_of(shape):
    return {"type": "array", "items": shape}


TYPE = thing({"id": TEXT, "name": TEXT}, description=TEXT)
SERVICE = thing({}, service_url=ADDRESS, service_path=TEXT, flyout_service_path=TEXT)
MANIFEST = thing(
    {
        "versions": {"type": "array", "contains": {"const": "0.2"}},
        "name": TEXT,
        "identifierSpace": ADDRESS,
        "schemaSpace": ADDRESS,
    },
    documentation=ADDRESS,
    serviceVersion=TEXT,
    defaultTypes=list_of(TYPE),
    view=thing({"url": WITH_ID}),
    preview=thing({"url": WITH_ID, "width": WHOLE, "height": WHOLE}),
    suggest=thing({}, entity=SERVICE, type=SERVICE, property=SERVICE),
    extend=thing({}, propose_properties=SERVICE, property_settings=list_of(thing({}))),
)
CANDIDATE = thing(
    {"id": TEXT, "name": TEXT, "score": NUMBER},
    description=TEXT,
    match=YES_NO,
    type=list_of({"anyOf": [TEXT, thing({"id": TEXT}, name=TEXT)]}),
    features=list_of(thing({}, id=TEXT, value={"type": ["boolean", "number"]})),
)
RESULT_BATCH = {
    "type": "object",
    "additionalProperties": thing({"result": list_of(CANDIDATE)}),
}
SUGGESTED = thing(
    {"result": list_of(thing({"id": TEXT, "name": TEXT}, description=TEXT, notable=list_of({})))}
)
MOMENT = {
    "type": "string",
    "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$",
}
CELL = {
    "oneOf": [
        thing({}, closed=True),
        thing({"id": TEXT, "name": TEXT}, closed=True, description=TEXT),
        thing({"str": TEXT}, closed=True),
        thing({"float": NUMBER}, closed=True),
        thing({"int": WHOLE}, closed=True),
        thing({"date": MOMENT}, closed=True),
    ]
}
EXTENDED = thing(
    {
        "meta": list_of(thing({"id": TEXT, "name": TEXT}, type=thing({"id": TEXT}, name=TEXT))),
        "rows": {
            "type": "object",
            "additionalProperties": {"type": "object", "additionalProperties": list_of(CELL)},
        },
    }
)

LOCATION = thing(
    {"id": UUID, "location_type": {"enum": ["physical", "postal", "virtual"]}},
    latitude=NUMBER,
    longitude=NUMBER,
    addresses=list_of(
        thing(
            {
                "id": UUID,
                "address_1": TEXT,
                "city": TEXT,
                "state_province": TEXT,
                "postal_code": TEXT,
                "country": TEXT,
                "address_type": {"enum": ["physical", "postal", "virtual"]},
            },
            location_id=UUID,
        )
    ),
)
SERVICE_FIELDS = {
    "id": UUID,
    "name": TEXT,
    "status": {"enum": ["active", "inactive", "defunct", "temporarily closed"]},
}
SERVICE_OFFERED = thing(
    SERVICE_FIELDS,
    organization_id=UUID,
    description=TEXT,
    eligibility_description=TEXT,
    assured_date={"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"},
)
ORGANIZATION = thing(
    {"id": UUID, "name": TEXT, "description": TEXT},
    alternate_name=TEXT,
    email={"type": "string", "pattern": "@"},
    website=ADDRESS,
    year_incorporated=NUMBER,
    legal_status=TEXT,
    uri=ADDRESS,
    parent_organization_id=UUID,
    phones=list_of(thing({"id": UUID, "number": TEXT}, organization_id=UUID, type=TEXT)),
    organization_identifiers=list_of(
        thing(
            {"id": UUID, "identifier_type": TEXT, "identifier": TEXT},
            identifier_scheme=TEXT,
            organization_id=UUID,
        )
    ),
    locations=list_of(LOCATION),
    services=list_of(SERVICE_OFFERED),
)
PAGE = thing(
    {
        "total_items": WHOLE,
        "total_pages": WHOLE,
        "page_number": WHOLE,
        "size": WHOLE,
        "first_page": YES_NO,
        "last_page": YES_NO,
        "empty": YES_NO,
        "contents": list_of(ORGANIZATION),
    }
)
SERVICE_WHOLE = thing(
    {**SERVICE_FIELDS, "organization": ORGANIZATION},
    organization_id=UUID,
    description=TEXT,
    eligibility_description=TEXT,
    service_at_locations=list_of(
        thing({"id": UUID, "location": LOCATION}, service_id=UUID, location_id=UUID)
    ),
)
SERVICES = thing({**PAGE["properties"], "contents": list_of(SERVICE_WHOLE)})
