"""What a version would take the place of in other agreements of the cluster that are in force."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import cast

from django.db.models import Q

from spinney.agreements.bridge.replacing import Replaced, whom_it_concerns
from spinney.agreements.bridge.terms import stated_by
from spinney.agreements.engine.terms import Conflict, SigningRule, Stated, read, replaced
from spinney.agreements.models import Agreement, Party, Version
from spinney.agreements.queries.terms import SIGNED, terms
from spinney.agreements.states import SpeaksFor, VersionState


def replaced_by(version: Version, on: date) -> tuple[Replaced, ...]:
    """The agreements in force of which a version, signed on a day, would take the place in what
    they say for the whole cluster; none for what its parties agree alone. Two queries, and two
    more for each agreement that it finds.
    """
    agreement = version.agreement
    if agreement.speaks_for != SpeaksFor.CLUSTER or not version.content.get("terms"):
        return ()
    new = stated_by(version, on)
    past = agreement.signed_elsewhere and version.number == 1
    if past and version.wanted_from is not None:
        new = replace(new, since=version.wanted_from)
    others = _others(agreement, new)
    if past:
        # Its first day is known: what begins after it holds by being later.
        others = [one for one in others if one.since <= new.since]
    by_agreement: dict[int, list[Conflict]] = {}
    for one in replaced(new, others):
        by_agreement.setdefault(one.other.agreement, []).append(one)
    said = {one.agreement: one for one in others}
    return tuple(_replaced(said[pk], found, agreement, on) for pk, found in by_agreement.items())


def _others(agreement: Agreement, new: Stated) -> list[Stated]:
    """All that is signed for the cluster and holds on the first day of a version, or later."""
    rows = Version.objects.filter(
        Q(in_force_until=None) | Q(in_force_until__gte=new.since),
        state=VersionState.AGREED,
        agreement__state__in=SIGNED,
        agreement__cluster=agreement.cluster_id,
        agreement__speaks_for=SpeaksFor.CLUSTER,
    )
    found = rows.select_related("agreement").order_by("in_force_from", "pk")
    return [stated_by(one) for one in found]


def _replaced(said: Stated, found: list[Conflict], agreement: Agreement, on: date) -> Replaced:
    bound = Party.objects.filter(Q(left_on=None) | Q(left_on__gt=on), joined_on__isnull=False)
    parties = bound.filter(agreement=said.agreement).select_related("organisation")
    own = said.terms.get("signing_rule")
    rule = cast(SigningRule, read("signing_rule", own)) if own is not None else None
    rule = rule or terms(agreement.cluster, on).signing_rule
    return Replaced(
        said.agreement, said.title, whom_it_concerns(found, parties), rule.parties_needed
    )
