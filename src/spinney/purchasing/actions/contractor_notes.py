"""What members note of contractors: papers that they saw, and how a job went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotAllowed
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.clusters import api as clusters
from spinney.purchasing import policies
from spinney.purchasing.bridge.contractors import recorded
from spinney.purchasing.letters import contractors as letters
from spinney.purchasing.models import Contractor, ContractorInsurance, ContractorUse
from spinney.purchasing.policies import contractors as rules
from spinney.register import api as register


@dataclass(frozen=True)
class PaperSaid:
    """A paper that somebody saw; `kind` is a key of `engine.trades.PAPERS`."""

    kind: str
    seen_on: date
    cover_pence: int | None = None
    expires_on: date | None = None


@dataclass(frozen=True)
class UseSaid:
    """A job that a contractor did for a member, and how it was."""

    last_used_on: date
    job: str = ""
    stars: int | None = None
    comment: str = ""
    would_again: bool | None = None


def _there(contractor: Contractor) -> Contractor:
    rows = Contractor.objects.select_for_update(of=("self",)).select_related("cluster")
    found = rows.get(pk=contractor.pk)
    rules.check_is_there(found)
    return found


@transaction.atomic
def note_insurance(
    *, contractor: Contractor, said: PaperSaid,
    organisation: register.Organisation | None = None, by: Actor, now: datetime,
) -> ContractorInsurance:  # fmt: skip
    """Note an insurance or a registration that a contractor showed; `organisation` is the member
    that saw it. A newer one of the same kind takes the place of the older, which stays listed.
    """
    require(policies.MAY, "note_insurance", by=by, scope=contractor.scope)
    contractor = _there(contractor)
    if organisation is not None and not rules.represents(by, organisation.pk):
        raise NotAllowed(f"You do not speak for {organisation.name}.")
    paper = ContractorInsurance(
        contractor=contractor, kind=said.kind, cover_pence=said.cover_pence,
        expires_on=said.expires_on, seen_on=said.seen_on, seen_by_organisation=organisation,
    )  # fmt: skip
    rules.check_insurance(paper, localdate(now))
    paper.save()
    record(
        "purchasing.note_insurance", by=by, on=contractor, at=now, scope=contractor.scope,
        kind=paper.kind, **recorded(contractor),
    )  # fmt: skip
    return paper


@transaction.atomic
def remove_insurance(*, paper: ContractorInsurance, by: Actor, now: datetime) -> None:
    """Take out a paper that was noted by mistake: by the member that saw it, or those who run the
    cluster.
    """
    contractor = paper.contractor
    require(policies.MAY, "remove_insurance", by=by, scope=contractor.scope)
    seen_by = paper.seen_by_organisation_id
    if not rules.runs(by, contractor) and not rules.represents(by, seen_by):
        raise NotAllowed("That is for whoever saw it, or those who run the cluster.")
    record(
        "purchasing.remove_insurance", by=by, on=contractor, at=now, scope=contractor.scope,
        kind=paper.kind, **recorded(contractor),
    )  # fmt: skip
    paper.delete()


@transaction.atomic
def remind_of_insurance(*, paper: ContractorInsurance, by: Actor, now: datetime) -> None:
    """Tell those whom it concerns that a paper of a contractor ends, or has ended. The site itself,
    once.
    """
    contractor = paper.contractor
    require(policies.MAY, "remind_of_insurance", by=by, scope=contractor.scope)
    paper.reminded_at = now
    paper.save(update_fields=["reminded_at"])
    record(
        "purchasing.remind_of_insurance", by=by, on=contractor, at=now, scope=contractor.scope,
        kind=paper.kind, **recorded(contractor),
    )  # fmt: skip
    letters.paper_ends(paper, by=by, now=now)


@transaction.atomic
def note_use(
    *, contractor: Contractor, organisation: register.Organisation, said: UseSaid, by: Actor,
    now: datetime,
) -> ContractorUse:  # fmt: skip
    """Note for one's own organisation when a contractor was last used, for what, and how it was.
    What it noted before is replaced: each member says one thing of each.
    """
    require(policies.MAY, "note_use", by=by, scope=contractor.scope)
    contractor = _there(contractor)
    inside = {one.organisation_id for one in clusters.members(contractor.cluster, localdate(now))}
    if not rules.represents(by, organisation.pk) or organisation.pk not in inside:
        raise NotAllowed(f"That is for {organisation.name} to say.")
    use = ContractorUse.objects.filter(contractor=contractor, organisation=organisation).first()
    use = use or ContractorUse(contractor=contractor, organisation=organisation)
    use.last_used_on, use.stars, use.would_again = said.last_used_on, said.stars, said.would_again
    use.job, use.comment = " ".join(said.job.split()), said.comment.strip()
    use.by, use.at = by.label, now
    rules.check_use(use, localdate(now))
    use.save()
    record(
        "purchasing.note_use", by=by, on=contractor, at=now, scope=contractor.scope,
        organisation=organisation.name, **recorded(contractor),
    )  # fmt: skip
    return use


@transaction.atomic
def remove_use(*, use: ContractorUse, by: Actor, now: datetime) -> None:
    """Take back what one's own organisation said of a contractor. It is gone."""
    contractor = use.contractor
    require(policies.MAY, "remove_use", by=by, scope=contractor.scope)
    rules.check_own_use(by, use)
    record(
        "purchasing.remove_use", by=by, on=contractor, at=now, scope=contractor.scope,
        organisation=use.organisation.name, **recorded(contractor),
    )  # fmt: skip
    use.delete()
