"""What somebody says of a saving, put together and reckoned before it is claimed: the page that
shows the sum and the action that keeps it go the same way.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.errors import BadInput, NotAllowed
from spinney.base.kernel.periods import Period
from spinney.clusters import api as clusters
from spinney.purchasing.bridge import savings as bridge
from spinney.purchasing.engine.comparing.bands import EDGES, Band, banded
from spinney.purchasing.engine.savings.baseline import Reckoned
from spinney.purchasing.engine.savings.counting import count_twice
from spinney.purchasing.models import (
    Contract,
    JointPurchase,
    Opportunity,
    OpportunityMember,
    Saving,
)
from spinney.purchasing.policies import savings as rules
from spinney.purchasing.queries.seeing import AMOUNTS, BANDS, Seeing
from spinney.purchasing.states import SavingKind
from spinney.register.api import Organisation


@dataclass(frozen=True)
class SavingSaid:
    """What somebody says of a saving. `covers` as in models.Saving; empty: the whole category.

    `basis_kind` is a key of `bridge.savings.BASIS_WORDS`; for "lines" the baseline is reckoned from
    the member's own payments in `basis_days`, and `baseline_pence` is not asked.
    """

    title: str
    kind: str
    category: str
    first_day: date
    last_day: date
    new_pence: int
    covers: str = ""
    baseline_pence: int = 0
    one_off_pence: int = 0
    hours: Decimal | None = None
    how: str = ""
    basis_kind: str = "word"
    basis_words: str = ""
    basis_days: Period | None = None
    opportunity: Opportunity | None = None
    purchase: JointPurchase | None = None
    contract: Contract | None = None


def check_may_claim(
    cluster: clusters.Cluster, organisation: Organisation, said: SavingSaid, seen: Seeing,
    by: Actor, today: date,
) -> None:  # fmt: skip
    """Raise unless the actor may claim this for the organisation: her own, or, where she runs the
    cluster, any member; and sees the payments that she would reckon it from.
    """
    own = rules.represents(by, organisation.pk)
    if not own and not by.is_system and not by.roles_in(cluster_scope(cluster.pk)) & rules.RUNS_IT:
        name = organisation.name
        raise NotAllowed(f"That is for {name}, or those who run the cluster, to claim.")
    members = {one.organisation_id for one in clusters.members(cluster, today)}
    if organisation.pk not in members:
        told = f"{organisation.name} is no member of the cluster."
        raise BadInput(told, {"organisation": [told]})
    check_sees_lines(seen, organisation, said)


def check_sees_lines(seen: Seeing, organisation: Organisation, said: SavingSaid) -> None:
    """Raise BadInput where a sum from payments would tell these payments: it is only for whoever
    sees their exact amounts.
    """
    if said.basis_kind == "lines" and not seen.exact(organisation.pk):
        told = f"Only {organisation.name} can reckon it from its payments. Choose another ground."
        raise BadInput(told, {"basis_kind": [told]})


def drafted(
    cluster: clusters.Cluster, organisation: Organisation, said: SavingSaid, seen: Seeing
) -> Saving:  # fmt: skip
    """A saving as it would be claimed, reckoned and in order, not kept; `seen` is what whoever
    claims it sees of what members buy. Raises BadInput.
    """
    saving = Saving(
        cluster=cluster, organisation=organisation, title=" ".join(said.title.split()),
        kind=said.kind, category=said.category, covers=said.covers or f"category:{said.category}",
        first_day=said.first_day, last_day=said.last_day, baseline_pence=said.baseline_pence,
        new_pence=said.new_pence, one_off_pence=said.one_off_pence,
        hours=said.hours if said.kind == SavingKind.CAPACITY else None, how=said.how.strip(),
        opportunity=said.opportunity, purchase=said.purchase, contract=said.contract,
    )  # fmt: skip
    rules.check_words(saving)
    saving.basis = {"kind": said.basis_kind, "words": " ".join(said.basis_words.split())[:300]}
    if said.basis_kind == "lines":
        _reckon(saving, said.basis_days)
    elif said.basis_kind not in bridge.BASIS_WORDS:
        told = "Say what the amount rests on."
        raise BadInput(told, {"basis_kind": [told]})
    rules.check_figures(saving)
    _check_origin(saving, seen)
    return saving


def _reckon(saving: Saving, basis: Period | None) -> None:
    if basis is None:
        told = "Say from when to when your payments before are to count."
        raise BadInput(told, {"basis_first": [told]})
    if not bridge.can_be_seen(saving):
        told = "Your payments can only tell of a whole category or of one supplier."
        raise BadInput(told, {"basis_kind": [told]})
    if saving.last_day >= saving.first_day:
        found = bridge.baseline_from_lines(saving, basis)
        saving.baseline_pence = found.pence
        saving.basis["reckoned"] = found.to_json()


def _check_origin(saving: Saving, seen: Seeing) -> None:
    """What it came of lies in the same cluster and concerns the member; and its amount fits."""
    for one in (saving.opportunity, saving.purchase, saving.contract):
        if one is not None and one.cluster_id not in (saving.cluster_id, None):
            raise BadInput("What it came of belongs to another cluster.")
    contract = saving.contract
    if contract is not None and contract.organisation_id not in (saving.organisation_id, None):
        raise BadInput("This contract is another organisation’s.")
    if saving.opportunity is not None:
        rows = OpportunityMember.objects.filter(
            opportunity=saving.opportunity, organisation=saving.organisation_id
        )
        now_pence = rows.values_list("now_pence", flat=True).first()
        rules.check_within_opportunity(saving, _most_seen(now_pence, saving, seen))


def _most_seen(pence: int | None, saving: Saving, seen: Seeing) -> int | None:
    """The most that a member may pay, as far as whoever claims may know it; None for no limit.
    Trying amounts until one is refused must tell no more than the page does.
    """
    level = seen.level(saving.organisation_id)
    if pence is None or level not in (BANDS, AMOUNTS):
        return None
    facts = saving.opportunity.facts if saving.opportunity is not None else {}
    if facts.get("levels", {}).get(str(saving.organisation.uid)) == BANDS:
        # It is made of middles of bands; of none of these the upper edge is above twice the middle.
        return 2 * pence if pence < EDGES[-1] else None
    return pence if level == AMOUNTS else banded(pence).high


def counted_with(saving: Saving) -> Saving | None:
    """The member's saving that stands, in whatever cluster, with which this one would count twice.
    One query.
    """
    mine = bridge.entry_of(saving, Band.exact(0))
    rows = Saving.objects.filter(organisation=saving.organisation_id, state__in=rules.STANDING)
    others = rows.exclude(pk=saving.pk).select_related("cluster").order_by("pk")
    return next((o for o in others if count_twice(mine, bridge.entry_of(o, Band.exact(0)))), None)


def reckoned_of(saving: Saving) -> Reckoned | None:
    """How its baseline was reckoned from own payments; None where it rests on something else."""
    told = saving.basis.get("reckoned")
    return Reckoned.from_json(told) if told else None
