"""What of this room travels with a cluster, and what stays (base.keeping.portable)."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from spinney.base.keeping.portable import (
    keeps_back,
    stays,
    takes_along,
    takes_along_also,
    when_arrived,
)
from spinney.purchasing.models import SupplierName
from spinney.purchasing.queries.travelling import (
    MARKS,
    PLEDGES,
    hold_to_the_price_agreed,
    opened_marks,
)

OWN = "what a member gave in is its own, and never leaves with a cluster"

for label in (
    "SpendUpload", "SpendLayout", "SpendName", "SpendLine", "LineAgain", "RowLeftOut", "SpendCell",
):  # fmt: skip
    stays(f"purchasing.{label}", because=OWN)
stays("purchasing.Measure", because=OWN)
stays("purchasing.SpendAsked", because="whom this site asked for figures concerns it alone")

takes_along("purchasing.SpendShare", within=["cluster"])
takes_along("purchasing.Supplier", within=["cluster"])
takes_along("purchasing.SupplierName", within=["supplier"])
# A name that a member wrote goes along only while it shares it: answers outlive that here.
_WRITTEN = [
    Exists(SupplierName.objects.filter(cluster=OuterRef("cluster"), written=OuterRef(name)))
    for name in ("one", "other")
]
takes_along("purchasing.DoubtfulPair", within=["cluster"], where=Q(*_WRITTEN))
takes_along("purchasing.Judgement", within=["cluster"], where=Q(*_WRITTEN))
stays("purchasing.SupplierChange", because="what undoes a change names rows of this site")
takes_along("purchasing.CategoryLesson", within=["cluster"])
takes_along("purchasing.Opportunity", within=["cluster"], leave_out=["for_brokers"])
takes_along("purchasing.OpportunityMember", within=["opportunity"])
takes_along("purchasing.JointPurchase", within=["cluster"])
takes_along("purchasing.Pledge", within=["purchase"], where=PLEDGES, leave_out=["at_most_pence"])
keeps_back(
    "purchasing.Pledge",
    because="the most that a member would pay is its own secret; a word that rests on a price not"
    " agreed to yet is asked anew",
)
takes_along("purchasing.Criterion", within=["purchase"])
takes_along("purchasing.InvitedSupplier", within=["purchase"])
takes_along("purchasing.Quote", within=["invited"], where=Q(sealed=""))
keeps_back("purchasing.Quote", because="a sealed quote opens only where it was sealed")
takes_along("purchasing.QuoteFile", within=["quote"])
takes_along("purchasing.QuoteMark", within=["quote"], where=MARKS)
takes_along_also("purchasing.QuoteMark", opened_marks)
keeps_back(
    "purchasing.QuoteMark",
    because="marks that members have not opened to one another yet are each member's own",
)
takes_along("purchasing.Contract", within=["cluster"])
takes_along("purchasing.ContractShare", within=["contract"])
# What a saving was reckoned from are its member's payments, month by month: they stay.
takes_along("purchasing.Saving", within=["cluster"], leave_out=["basis", "seen", "seen_at"])
takes_along("purchasing.Contractor", within=["cluster"])
takes_along("purchasing.ContractorInsurance", within=["contractor"])
takes_along("purchasing.ContractorUse", within=["contractor"])

when_arrived(hold_to_the_price_agreed)
