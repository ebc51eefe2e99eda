"""What Meadowbridge buys: six members' payments, shared and compared; a joint purchase that waits
for pledges, contracts about to end, a saving, and contractors that members know.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor
from spinney.config.demo.meadowbridge.members import Meadow
from spinney.config.demo.people import days_before
from spinney.config.demo.told import ledgers, meadowbridge
from spinney.purchasing.actions import (
    adding,
    contractor_notes,
    contractors,
    contracts,
    opportunities,
    pledging,
    purchases,
    savings,
    shares,
    uploads,
)
from spinney.purchasing.actions.contractor_notes import UseSaid
from spinney.purchasing.actions.matching import match_suppliers
from spinney.purchasing.bridge.contractors import ContractorSaid
from spinney.purchasing.bridge.purchases import PledgeText, PurchaseText
from spinney.purchasing.models import Opportunity
from spinney.purchasing.policies.contracts import ContractText
from spinney.purchasing.queries.claiming import SavingSaid
from spinney.purchasing.queries.finding import found_in
from spinney.purchasing.queries.seeing import term_of

SITE = Actor.system("demonstration")


def buy(meadow: Meadow, now: datetime) -> None:
    """From the first file of payments to what waits for pledges today."""
    told = meadowbridge()["purchasing"]
    for organisation, file in told["ledgers"].items():
        _give(meadow, organisation, ledgers() / file, days_before(now, 12))
        _share(meadow, organisation, told["shared"], days_before(now, 11))
    match_suppliers(cluster=meadow.cluster, by=SITE, now=days_before(now, 10))
    found = found_in(meadow.cluster, localdate(now))
    moment = days_before(now, 10)
    opportunities.keep_opportunities(cluster=meadow.cluster, found=found, by=SITE, now=moment)
    _begin_purchase(meadow, told["purchase"], now)
    for one in told["contracts"]:
        _note_contract(meadow, one, now)
    _claim(meadow, told["saving"], now)
    for one in told["contractors"]:
        _add_contractor(meadow, one, now)


def _give(meadow: Meadow, organisation: str, path: Path, moment: datetime) -> None:
    by = meadow.speaker(organisation, moment)
    file = ContentFile(path.read_bytes(), path.name)
    member = meadow.organisations[organisation]
    upload = uploads.give_file(organisation=member, file=file, by=by, now=moment).upload
    uploads.read_file(upload=upload, by=SITE, now=moment)
    upload = adding.add_lines(upload=upload, by=by, now=moment)
    adding.keep_lines(upload=upload, start=0, reached=_nobody_looks, by=SITE, now=moment)


def _nobody_looks(done: int, total: int) -> None:
    """Nobody watches the demonstration being made."""


def _share(meadow: Meadow, organisation: str, told: dict[str, Any], moment: datetime) -> None:
    said = term_of(meadow.cluster, localdate(moment)).purchases
    shares.share_spend(
        cluster=meadow.cluster, first_day=told["first_day"], last_day=told["last_day"],
        agreed=(said.shown, said.broker), by=meadow.speaker(organisation, moment), now=moment,
    )  # fmt: skip


def _begin_purchase(meadow: Meadow, told: dict[str, Any], now: datetime) -> None:
    moment = days_before(now, 6)
    ours = Opportunity.objects.filter(cluster=meadow.cluster, category=told["category"])
    text = PurchaseText(
        title=told["title"], what=told["what"], category=told["category"], unit=told["unit"],
        per=told["per"], measure=told["measure"],
    )  # fmt: skip
    purchase = purchases.start_purchase(
        cluster=meadow.cluster, text=text, opportunity=ours.order_by("rank").first(),
        by=meadow.helper(moment), now=moment,
    )  # fmt: skip
    pledging.ask_pledges(
        purchase=purchase, pledge_by=localdate(now) + timedelta(days=told["days"]),
        by=meadow.helper(moment), now=moment,
    )  # fmt: skip
    for place, (organisation, one) in enumerate(told["pledges"].items()):
        moment = days_before(now, 5 - place / 2)
        said = PledgeText(
            at_most_pence=one.get("at_most_pence"), at_least=one["at_least"],
            quantity=Decimal(one["quantity"]),
        )  # fmt: skip
        by = meadow.speaker(organisation, moment)
        pledging.pledge(purchase=purchase, said=said, by=by, now=moment)


def _note_contract(meadow: Meadow, told: dict[str, Any], now: datetime) -> None:
    moment, today = days_before(now, 8), localdate(now)
    by = meadow.speaker(told["member"], moment)
    ends = today + timedelta(days=told["ends_in_days"])
    text = ContractText(
        title=told["title"], supplier_name=told["supplier"], category=told["category"],
        yearly_pence=told["yearly_pence"], first_day=ends - timedelta(days=729), end_day=ends,
        notice_days=told["notice_days"], renews=told["renews"],
    )  # fmt: skip
    contract = contracts.add_contract(
        organisation=meadow.organisations[told["member"]], text=text, by=by, now=moment
    )
    contracts.show_contract(contract=contract, cluster=meadow.cluster, by=by, now=moment)


def _claim(meadow: Meadow, told: dict[str, Any], now: datetime) -> None:
    moment = days_before(now, 4)
    begins: date = told["first_day"]
    said = SavingSaid(
        title=told["title"], kind=told["kind"], category=told["category"], first_day=begins,
        last_day=told["last_day"], new_pence=told["new_pence"], how=told["how"],
        baseline_pence=told["baseline_pence"], basis_kind="contract",
    )  # fmt: skip
    savings.claim_saving(
        cluster=meadow.cluster, organisation=meadow.organisations[told["member"]], said=said,
        by=meadow.speaker(told["member"], moment), now=moment,
    )  # fmt: skip


def _add_contractor(meadow: Meadow, told: dict[str, Any], now: datetime) -> None:
    moment = days_before(now, 7)
    by = meadow.speaker(told["member"], moment)
    member = meadow.organisations[told["member"]]
    said = ContractorSaid(
        name=told["name"], trades=tuple(told["trades"]), areas=tuple(told["areas"]),
        about=told["about"],
    )  # fmt: skip
    contractor = contractors.add_contractor(
        cluster=meadow.cluster, said=said, organisation=member, by=by, now=moment
    )
    used = UseSaid(
        last_used_on=localdate(now) - timedelta(days=told["used_days_ago"]), job=told["job"],
        stars=told["stars"], comment=told["comment"], would_again=True,
    )  # fmt: skip
    contractor_notes.note_use(
        contractor=contractor, organisation=member, said=used, by=by, now=moment
    )
