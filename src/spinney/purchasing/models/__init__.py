"""Tables of the purchasing room, one file a noun."""

from spinney.purchasing.models.contractors import Contractor, ContractorInsurance, ContractorUse
from spinney.purchasing.models.contracts import Contract, ContractShare
from spinney.purchasing.models.opportunities import Opportunity, OpportunityMember
from spinney.purchasing.models.purchases import (
    Criterion,
    InvitedSupplier,
    JointPurchase,
    Pledge,
    Quote,
    QuoteFile,
    QuoteMark,
)
from spinney.purchasing.models.savings import Saving
from spinney.purchasing.models.shares import SpendAsked, SpendShare
from spinney.purchasing.models.suppliers import (
    CategoryLesson,
    DoubtfulPair,
    Judgement,
    Supplier,
    SupplierChange,
    SupplierName,
)
from spinney.purchasing.models.uploads import (
    LineAgain,
    Measure,
    RowLeftOut,
    SpendCell,
    SpendLayout,
    SpendLine,
    SpendName,
    SpendUpload,
)

__all__ = [
    "CategoryLesson",
    "Contract",
    "ContractShare",
    "Contractor",
    "ContractorInsurance",
    "ContractorUse",
    "Criterion",
    "DoubtfulPair",
    "InvitedSupplier",
    "JointPurchase",
    "Judgement",
    "LineAgain",
    "Measure",
    "Opportunity",
    "OpportunityMember",
    "Pledge",
    "Quote",
    "QuoteFile",
    "QuoteMark",
    "RowLeftOut",
    "Saving",
    "SpendAsked",
    "SpendCell",
    "SpendLayout",
    "SpendLine",
    "SpendName",
    "SpendShare",
    "SpendUpload",
    "Supplier",
    "SupplierChange",
    "SupplierName",
]
