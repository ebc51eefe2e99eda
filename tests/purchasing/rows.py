"""One row in every table of the room that travels with a cluster, for tests of the whole file."""

from __future__ import annotations

from django.core.files.base import ContentFile

from spinney.purchasing.models import (
    CategoryLesson,
    ContractorInsurance,
    ContractorUse,
    ContractShare,
    Criterion,
    DoubtfulPair,
    InvitedSupplier,
    Judgement,
    Pledge,
    Quote,
    QuoteFile,
    QuoteMark,
    SupplierChange,
)
from tests.personas import Wood
from tests.purchasing.making import (
    BY,
    DAY,
    NOON,
    a_contract,
    a_contractor,
    a_purchase,
    a_saving,
    a_share,
    a_supplier,
    an_opportunity,
)


def fill_purchasing(wood: Wood) -> None:
    """Suppliers, an opportunity, a purchase, a contract, a saving and a contractor, with everything
    that belongs to them.
    """
    birch, cluster = wood.organisations["birch"], wood.cluster
    a_share(cluster, birch)
    spellings = ("LARCH OFFICE", "LARCHES", "Larch O.")
    supplier = a_supplier(cluster, "Larch Office Machines", [(birch, one) for one in spellings])
    DoubtfulPair.objects.create(
        cluster=cluster, one="LARCH OFFICE", other="LARCHES", sure=60, rank=1
    )
    Judgement.objects.create(
        cluster=cluster, one="LARCH OFFICE", other="Larch O.", answer="same", organisation=birch,
        by=BY, at=NOON,
    )  # fmt: skip
    SupplierChange.objects.create(
        cluster=cluster, supplier=supplier, kind="rename", words="Renamed.", by=BY, at=NOON
    )
    CategoryLesson.objects.create(
        cluster=cluster, kind="name", key="larch", category="hardware", given_by=BY, given_at=NOON
    )
    opportunity = an_opportunity(cluster, [(birch, 100_000, 10_000, 20_000)], supplier=supplier)
    purchase = a_purchase(cluster, opportunity=opportunity)
    Pledge.objects.create(purchase=purchase, organisation=birch, by=BY, at=NOON)
    criterion = Criterion.objects.create(purchase=purchase, position=1, title="Price", weight=100)
    invited = InvitedSupplier.objects.create(
        purchase=purchase, supplier=supplier, name="Larch", email="larch@example.org"
    )
    quote = Quote.objects.create(invited=invited, prices=[{"from": 1, "pence": 450}], sent_at=NOON)
    file = QuoteFile(quote=quote, name="offer.pdf", size=3, added_at=NOON)
    file.file.save("offer.pdf", ContentFile(b"pdf"), save=True)
    QuoteMark.objects.create(
        quote=quote, criterion=criterion, organisation=birch, mark=4, by=BY, at=NOON
    )
    purchase.winner, purchase.marking_closed_at = quote, NOON
    purchase.save()
    contract = a_contract(cluster=cluster, purchase=purchase, supplier=supplier)
    ContractShare.objects.create(contract=contract, organisation=birch, yearly_pence=1000)
    a_saving(cluster, birch, opportunity=opportunity, purchase=purchase, contract=contract)
    contractor = a_contractor(cluster, supplier=supplier, added_by_organisation=birch)
    ContractorInsurance.objects.create(
        contractor=contractor, kind="public_liability", seen_on=DAY, seen_by_organisation=birch
    )
    ContractorUse.objects.create(
        contractor=contractor, organisation=birch, last_used_on=DAY, stars=4, by=BY, at=NOON
    )
