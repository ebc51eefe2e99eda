"""Organisations that may be one: suggested, judged, merged, and taken apart again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.utils.timezone import localdate

from spinney.base.kernel.actors import SITE, Actor, organisation_scope
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.register import policies
from spinney.register.bridge.duplicates import reasons_as_rows
from spinney.register.bridge.search_index import reindex
from spinney.register.engine.matching import Reason
from spinney.register.events.duplicates import organisations_merged, organisations_unmerged
from spinney.register.models import (
    Claim,
    Duplicate,
    Evidence,
    Link,
    Mandate,
    MandateOffer,
    Merge,
    Organisation,
    Place,
    Service,
)
from spinney.register.policies import duplicates as rules
from spinney.register.queries.duplicates import judged_pairs, weighed
from spinney.register.queries.mandates import unrepresented
from spinney.register.states import ClaimState, DuplicateState, OfferState

MOST_SUGGESTED = 2_000
"""New suggestions of one run; nobody judges more in one go, and the next run finds the rest."""


def suggest_duplicates(
    *, organisation_ids: Iterable[int] | None = None, by: Actor, now: datetime
) -> int:
    """Look for pairs that may be one, among these organisations or all; returns how many are new.

    A pair that was judged before is not suggested again. The comparing, which may take minutes,
    is done before anything is written: nobody else has to wait for it.
    """
    require(policies.MAY, "suggest_duplicates", by=by, scope=SITE)
    known = set(Duplicate.objects.values_list("left_id", "right_id"))
    made = []
    for left, right, judgement in judged_pairs(organisation_ids):
        if (left, right) not in known:
            made.append(
                Duplicate(
                    left_id=left,
                    right_id=right,
                    score=judgement.score,
                    reasons=reasons_as_rows(judgement.reasons),
                    suggested_at=now,
                )
            )
        if len(made) == MOST_SUGGESTED:
            break
    if not made:
        return 0
    with transaction.atomic():
        Duplicate.objects.bulk_create(made, batch_size=500, ignore_conflicts=True)
        first = Duplicate.objects.get(left=made[0].left_id, right=made[0].right_id)
        record("register.suggest_duplicates", by=by, on=first, at=now, scope=SITE, new=len(made))
    return len(made)


@transaction.atomic
def pair_organisations(
    *, left: Organisation, right: Organisation, by: Actor, now: datetime
) -> Duplicate:
    """Say that two organisations may be one, so that they can be compared and judged.

    A pair judged before is taken up again. Raises BadInput or WrongState when they cannot be one.
    """
    scope = rules.scope_of_pair(by, "pair_organisations", left.pk, right.pk)
    require(policies.MAY, "pair_organisations", by=by, scope=scope)
    rules.check_can_pair(left, right)
    first, second = sorted((left, right), key=lambda one: one.pk)
    judgement = weighed(first, second)
    pair, _new = Duplicate.objects.update_or_create(
        left=first,
        right=second,
        defaults={
            "score": judgement.score,
            "reasons": reasons_as_rows([Reason("said_so"), *judgement.reasons]),
            "state": DuplicateState.SUGGESTED,
            "suggested_at": now,
        },
    )
    record("register.pair_organisations", by=by, on=pair, at=now, scope=scope, **_names(pair))
    return pair


@transaction.atomic
def keep_apart(*, pair: Duplicate, by: Actor, now: datetime) -> None:
    """Say that two organisations are not one. They are not suggested again."""
    scope = rules.scope_of_pair(by, "keep_apart", pair.left_id, pair.right_id)
    require(policies.MAY, "keep_apart", by=by, scope=scope)
    pair = _locked(pair)
    rules.check_can_judge(pair, DuplicateState.DISTINCT)
    _judge(pair, DuplicateState.DISTINCT, by, now)
    for one in (pair.left, pair.right):
        record(
            "register.keep_apart", by=by, on=pair, at=now,
            scope=organisation_scope(one.pk), **_names(pair),
        )  # fmt: skip


@transaction.atomic
def reconsider_duplicate(*, pair: Duplicate, by: Actor, now: datetime) -> None:
    """Take back "not the same": the pair waits for a judgement again."""
    scope = rules.scope_of_pair(by, "reconsider_duplicate", pair.left_id, pair.right_id)
    require(policies.MAY, "reconsider_duplicate", by=by, scope=scope)
    pair = _locked(pair)
    rules.check_can_judge(pair, DuplicateState.SUGGESTED)
    _judge(pair, DuplicateState.SUGGESTED, by, now)
    record("register.reconsider_duplicate", by=by, on=pair, at=now, scope=scope, **_names(pair))


@transaction.atomic
def merge_organisations(
    *, kept: Organisation, aside: Organisation, reason: str = "", by: Actor, now: datetime
) -> Merge:
    """Put one organisation aside for another that it is the same as.

    Both rows stay. Numbers, names and facts stay with the row on which their register knows them
    and are read through the kept one; people's mandates, claims and offers, evidence, services,
    places, links and branches come over. `Merge.moved` lists them, so that `unmerge_organisations`
    can give every one back.
    """
    scope = rules.scope_of_pair(by, "merge_organisations", kept.pk, aside.pk)
    require(policies.MAY, "merge_organisations", by=by, scope=scope)
    kept, aside = _both_locked(kept, aside)
    rules.check_in_nobodys_hands(scope, _represented(kept, aside, now=now))
    rules.check_can_pair(kept, aside)
    moved = {name: _move(rows, field, kept) for name, rows, field in _movable(kept, aside)}
    moved[ASKED_TWICE] = _change_offers(aside, OfferState.SENT, OfferState.WITHDRAWN)
    _point(aside, kept)
    merge = Merge.objects.create(
        kept=kept, aside=aside, moved=moved, reason=reason, merged_at=now, merged_by=by.label
    )
    first, second = sorted((kept.pk, aside.pk))
    Duplicate.objects.filter(left=first, right=second).update(
        state=DuplicateState.MERGED, judged_at=now, judged_by=by.label
    )
    reindex([kept.pk, aside.pk])
    _record_merge("register.merge_organisations", merge, by, now)
    organisations_merged.send(Merge, merge=merge, by=by, now=now)
    return merge


@transaction.atomic
def unmerge_organisations(*, merge: Merge, by: Actor, now: datetime) -> None:
    """Take a merge apart: the organisation put aside stands by itself again, with all that was its.

    What was added to the kept one since stays there.
    """
    scope = rules.scope_of_pair(by, "unmerge_organisations", merge.kept_id, merge.aside_id)
    require(policies.MAY, "unmerge_organisations", by=by, scope=scope)
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    kept, aside = _both_locked(merge.kept, merge.aside)
    rules.check_in_nobodys_hands(scope, _represented(kept, aside, now=now))
    rules.check_can_unmerge(merge)
    for name, model, field in MOVED:
        here = model._default_manager.filter(pk__in=merge.moved.get(name, []), **{field: kept})
        here.update(**{field: aside})
    _give_back_offers(merge, kept, aside)
    _point(aside, None)
    merge.undone_at, merge.undone_by = now, by.label
    merge.save(update_fields=["undone_at", "undone_by"])
    first, second = sorted((kept.pk, aside.pk))
    Duplicate.objects.filter(left=first, right=second).update(
        state=DuplicateState.SUGGESTED, judged_at=None, judged_by=""
    )
    reindex([kept.pk, aside.pk])
    _record_merge("register.unmerge_organisations", merge, by, now)
    organisations_unmerged.send(Merge, merge=merge, by=by, now=now)


MOVED: tuple[tuple[str, type[Model], str], ...] = (
    ("mandates", Mandate, "organisation"),
    ("claims", Claim, "organisation"),
    ("offers", MandateOffer, "organisation"),
    ("evidence", Evidence, "organisation"),
    ("services", Service, "organisation"),
    ("places", Place, "organisation"),
    ("links", Link, "organisation"),
    ("linked_from", Link, "other"),
    ("branches", Organisation, "parent"),
)
"""What comes over in a merge: its name in `Merge.moved`, its table, and the column of its owner."""


ASKED_TWICE = "offers_withdrawn"
"""In `Merge.moved`: open offers to somebody whom the kept organisation has asked as well. One
answer is enough, so these cannot be accepted while the merge stands.
"""


def _change_offers(
    organisation: Organisation, was: OfferState, to: OfferState, among: list[int] | None = None
) -> list[int]:
    """Give the organisation's offers in one state another; returns which they were."""
    offers = organisation.mandate_offers.filter(state=was)
    if among is not None:
        offers = offers.filter(pk__in=among)
    ids = sorted(offers.values_list("pk", flat=True))
    MandateOffer.objects.filter(pk__in=ids).update(state=to)
    return ids


def _give_back_offers(merge: Merge, kept: Organisation, aside: Organisation) -> None:
    """Offers stand again as they did; who accepted one meanwhile agreed to act for the one that
    asked her.
    """
    asked = merge.moved.get(ASKED_TWICE, [])
    _change_offers(aside, OfferState.WITHDRAWN, OfferState.SENT, among=asked)
    agreed = MandateOffer.objects.filter(pk__in=merge.moved.get("offers", [])).values("mandate")
    Mandate.objects.filter(pk__in=agreed, organisation=kept).update(organisation=aside)


def _movable(kept: Organisation, aside: Organisation) -> Iterator[tuple[str, QuerySet[Model], str]]:
    """What of the organisation put aside comes over; not what the kept one has already."""
    asked = kept.claims.filter(state=ClaimState.WAITING).values("person")
    offered = kept.mandate_offers.filter(state=OfferState.SENT).values("email")
    own, others = kept.links.all(), kept.linked_from.all()
    doubled = {
        "claims": Q(state=ClaimState.WAITING, person__in=asked),
        "offers": Q(state=OfferState.SENT, email__in=offered),
        "links": Q(other=kept) | _like(own, "other"),
        "linked_from": Q(organisation=kept) | _like(others, "organisation"),
        "branches": Q(pk=kept.pk),
    }
    for name, model, field in MOVED:
        rows = model._default_manager.filter(**{field: aside})
        yield name, rows.exclude(doubled[name]) if name in doubled else rows, field


def _like(links: QuerySet[Link], end: str) -> Q:
    """The condition that a link is to, or from, an organisation in the same way as one of these."""
    same = Q(pk__in=[])
    for other, kind in links.values_list(f"{end}_id", "kind"):
        same |= Q(**{f"{end}_id": other, "kind": kind})
    return same


def _move(rows: QuerySet[Model], field: str, kept: Organisation) -> list[int]:
    ids = sorted(rows.values_list("pk", flat=True))
    rows.model._default_manager.filter(pk__in=ids).update(**{field: kept})
    return ids


def _point(aside: Organisation, into: Organisation | None) -> None:
    aside.merged_into = into
    aside.version += 1
    aside.save(update_fields=["merged_into", "version", "changed_at"])


def _both_locked(one: Organisation, other: Organisation) -> tuple[Organisation, Organisation]:
    """Both rows as they are now, locked in the order of their ids."""
    rows = Organisation.objects.select_for_update().filter(pk__in=(one.pk, other.pk))
    found = {row.pk: row for row in rows.order_by("pk")}
    return found[one.pk], found[other.pk]


def _represented(*both: Organisation, now: datetime) -> list[Organisation]:
    """Those of the two for which somebody speaks today."""
    free = set(unrepresented([one.pk for one in both], localdate(now)))
    return [one for one in both if one.pk not in free]


def _locked(pair: Duplicate) -> Duplicate:
    return Duplicate.objects.select_for_update().get(pk=pair.pk)


def _judge(pair: Duplicate, state: DuplicateState, by: Actor, now: datetime) -> None:
    pair.state, pair.judged_at, pair.judged_by = state, now, by.label
    pair.save(update_fields=["state", "judged_at", "judged_by"])


def _names(pair: Duplicate) -> dict[str, str]:
    return {"left": pair.left.name, "right": pair.right.name}


def _record_merge(verb: str, merge: Merge, by: Actor, now: datetime) -> None:
    """In the books of both, for either may be read later by itself."""
    for one in (merge.kept, merge.aside):
        record(
            verb, by=by, on=merge, at=now, scope=organisation_scope(one.pk),
            kept=merge.kept.name, aside=merge.aside.name, moved=merge.moved, reason=merge.reason,
        )  # fmt: skip
