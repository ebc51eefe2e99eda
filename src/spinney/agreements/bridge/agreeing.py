"""What the members' answers to a version come to on a day: rows in, a count out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils.timezone import localdate

from spinney.agreements.engine.content import Content
from spinney.agreements.models import Approval, Version
from spinney.agreements.states import ApprovalState, VersionState
from spinney.base.kernel import assent as agreeing
from spinney.base.kernel.assent import Count, Elector, Rule
from spinney.clusters.api import belongs
from spinney.register.api import Organisation


@dataclass(frozen=True)
class Outcome:
    """How asking the members stands on a day. `state` is what it is, whether or not anybody has
    closed it yet; `count` None when it was decided elsewhere. `is_stale`: what was agreed to has
    been changed since.
    """

    state: ApprovalState
    count: Count | None
    is_stale: bool


def asked_about(version: Version) -> QuerySet[Approval]:
    """The questions whether members agree to what a version says; not those whether its agreement
    ends.
    """
    return version.approvals.filter(ends_on=None)


def digest_of(version: Version) -> str:
    """The SHA-256 of what a version says now: what the members agree to."""
    return Content.from_json(version.content).digest


def named_in(version: Version) -> list[str]:
    """The uids of the parties that a version names and that no words bind yet. One query."""
    new = version.agreement.parties.filter(joined_on=None, left_on=None)
    return sorted(str(uid) for uid in new.values_list("organisation__uid", flat=True))


def is_changed(approval: Approval) -> bool:
    """Whether what the members were asked about is another thing now: other words, or a party more
    than they were told of. Whether an agreement ends is no question once it has.
    """
    about = approval.about
    if approval.ends_on is not None:
        return approval.state == ApprovalState.OPEN and about.agreement.ended_on is not None
    if approval.digest != digest_of(about):
        return True
    then = approval.rule.get("named", (approval.result or {}).get("named"))
    if then is None or about.state != VersionState.DRAFT:
        return False
    return not set(named_in(about)) <= set(then)


def rule_of(approval: Approval) -> Rule:
    """The rule as it was when they were asked."""
    return Rule.from_json(approval.rule)


def asked_of(approval: Approval) -> tuple[Elector, ...]:
    """Those who were asked, whether or not they still belong. Two that turned out to be one
    organisation have one voice, that of the one that was kept. One query.
    """
    found = [Elector.from_json(one) for one in approval.rule.get("electors", ())]
    became = _became(one.uid for one in found)
    if not became:
        return tuple(found)
    kept = {one.uid for one in found if one.uid not in became}
    moved = {became[one.uid]: one for one in found if one.uid in became}
    renamed = [replace(one, uid=uid) for uid, one in moved.items() if uid not in kept]
    return tuple([one for one in found if one.uid in kept] + renamed)


def _became(uids: Iterable[str]) -> dict[str, str]:
    """Of organisations that were merged into another one: into which."""
    merged = Organisation.objects.filter(uid__in=list(uids), merged_into__isnull=False)
    return {str(was): str(now) for was, now in merged.values_list("uid", "merged_into__uid")}


def electors_of(approval: Approval, on: date) -> tuple[Elector, ...]:
    """Those who were asked and whose voice counts on a day: who belonged to the cluster when asked
    and has left it since is struck out. Two queries.
    """
    inside = set(approval.rule.get("inside", ()))
    if not inside:
        return asked_of(approval)
    inside |= set(_became(inside).values())
    here = [one.organisation_id for one in belongs(approval.about.agreement.cluster, on)]
    still = {str(uid) for uid in uids_of(here).values()}
    return tuple(one for one in asked_of(approval) if one.uid in still or one.uid not in inside)


def uids_of(organisation_ids: Iterable[int]) -> dict[int, UUID]:
    """The uid of each organisation. One query."""
    found = Organisation.objects.filter(pk__in=list(organisation_ids))
    return dict(found.values_list("pk", "uid"))


def voices_of(approval: Approval) -> dict[str, str]:
    """What each organisation says, by its uid."""
    rows = approval.answers.select_related("organisation")
    return {str(one.organisation.uid): one.says for one in rows}


def outcome_on(approval: Approval, on: date | None = None) -> Outcome:
    """How it stands on a day (today unless said). Its last day belongs to it; on the day after it
    is decided, though no job has closed it. Words that were changed while it was open are decided
    by nobody.
    """
    on = on or localdate()
    about = approval.about
    stale = about.state == VersionState.DISCARDED or is_changed(approval)
    if approval.state != ApprovalState.OPEN or not approval.rule:
        result = approval.result
        counted = Count.from_json(result) if result and "method" in result else None
        return Outcome(ApprovalState(approval.state), counted, stale)
    last = min(on, approval.closes_on)
    found = agreeing.count(
        rule_of(approval), electors_of(approval, last), voices_of(approval), last
    )
    if on <= approval.closes_on:
        return Outcome(ApprovalState.OPEN, found, stale)
    if stale:
        return Outcome(ApprovalState.WITHDRAWN, found, stale)
    decided = ApprovalState.AGREED if found.passes else ApprovalState.NOT_AGREED
    return Outcome(decided, found, stale)


def is_agreed(version: Version, on: date | None = None) -> bool:
    """Whether the members agreed to what a version says now."""
    asked = asked_about(version).filter(
        digest=digest_of(version), state__in=(ApprovalState.AGREED, ApprovalState.OPEN)
    )
    found = (outcome_on(one, on) for one in asked)
    return any(one.state == ApprovalState.AGREED and not one.is_stale for one in found)
