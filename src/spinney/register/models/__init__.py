"""Tables of the register: organisations, who speaks for them, and the evidence they hold."""

from spinney.register.models.duplicates import Duplicate, Merge
from spinney.register.models.evidence import Evidence, EvidenceFile
from spinney.register.models.loads import Load, LoadBatch, LoadedRow, LoadReject
from spinney.register.models.organisations import (
    Activity,
    Area,
    Identifier,
    Link,
    Organisation,
    OtherName,
    Place,
    Postcode,
    Service,
)
from spinney.register.models.people import Claim, Mandate, MandateOffer
from spinney.register.models.search import SearchName, SearchWord

__all__ = [
    "Activity",
    "Area",
    "Claim",
    "Duplicate",
    "Evidence",
    "EvidenceFile",
    "Identifier",
    "Link",
    "Load",
    "LoadBatch",
    "LoadReject",
    "LoadedRow",
    "Mandate",
    "MandateOffer",
    "Merge",
    "Organisation",
    "OtherName",
    "Place",
    "Postcode",
    "SearchName",
    "SearchWord",
    "Service",
]
