"""Savings: claimed, changed, confirmed or not, taken back, brought back, and looked at again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.access import links
from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.errors import BadInput
from spinney.base.kernel.policy import require
from spinney.base.record.record import record, subject_of
from spinney.base.record.versions import check_unchanged, take_over
from spinney.clusters import api as clusters
from spinney.purchasing import policies
from spinney.purchasing.bridge import savings as bridge
from spinney.purchasing.engine.savings.later import REALISED
from spinney.purchasing.events.savings import saving_changed
from spinney.purchasing.letters import savings as letters
from spinney.purchasing.models import Saving
from spinney.purchasing.policies import savings as rules
from spinney.purchasing.queries.claiming import (
    SavingSaid,
    check_may_claim,
    check_sees_lines,
    counted_with,
    drafted,
)
from spinney.purchasing.queries.seeing import seeing
from spinney.purchasing.states import SavingState
from spinney.register.api import Organisation


@transaction.atomic
def claim_saving(
    *, cluster: clusters.Cluster, organisation: Organisation, said: SavingSaid, by: Actor,
    now: datetime,
) -> Saving:  # fmt: skip
    """Claim a saving: a member for itself, which is its word; or those who run the cluster for a
    member, which is then asked whether it is right. Raises BadInput for figures that cannot be, for
    a saving that would count twice, and for an organisation that is no member.
    """
    scope = cluster_scope(cluster.pk)
    require(policies.MAY, "claim_saving", by=by, scope=scope)
    own = rules.represents(by, organisation.pk)
    seen = seeing(by, cluster, localdate(now))
    check_may_claim(cluster, organisation, said, seen, by, localdate(now))
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    saving = drafted(cluster, organisation, said, seen)
    _check_counts_once(saving, by)
    saving.claimed_at, saving.claimed_by = now, by.label
    _set_word(saving, own, by, now)
    saving.save()
    entry = bridge.recorded(saving)
    record("purchasing.claim_saving", by=by, on=saving, at=now, scope=scope, **entry)
    if not own:
        letters.ask_to_confirm(saving, by=by, now=now)
    saving_changed.send(Saving, saving=saving, by=by, now=now)
    return saving


def _set_word(saving: Saving, own: bool, by: Actor, now: datetime) -> None:
    """A member's claim for itself is its word; any other waits for it."""
    saving.state = SavingState.CONFIRMED if own else SavingState.CLAIMED
    saving.confirmed_at, saving.confirmed_by = (now, by.label) if own else (None, "")


def _check_counts_once(saving: Saving, by: Actor) -> None:
    rules.check_counts_once(saving, counted_with(saving), by)


def _held(saving: Saving) -> Saving:
    """It as it is now, held until this transaction ends, with all of its member's."""
    Organisation.objects.select_for_update(no_key=True).get(pk=saving.organisation_id)
    held = Saving.objects.select_for_update(of=("self",)).select_related("cluster", "organisation")
    return held.get(pk=saving.pk)


FIGURES = (
    "title", "kind", "category", "covers", "first_day", "last_day", "baseline_pence", "new_pence",
    "one_off_pence", "hours", "how", "basis",
)  # fmt: skip


@transaction.atomic
def edit_saving(
    *, saving: Saving, said: SavingSaid, read: int | None = None, by: Actor, now: datetime
) -> Saving:
    """Change what is said of a saving that stands. What its member changes is its word; what is
    changed was not yet compared with later spending. `read` is its version as it was read.
    """
    scope = saving.scope
    require(policies.MAY, "edit_saving", by=by, scope=scope)
    saving = _held(saving)
    rules.check_stands(saving)
    rules.check_may_change(by, saving)
    check_unchanged(saving, read, "this saving")
    own = rules.represents(by, saving.organisation_id)
    seen = seeing(by, saving.cluster, localdate(now))
    check_sees_lines(seen, saving.organisation, said)
    said = replace(
        said, opportunity=saving.opportunity, purchase=saving.purchase, contract=saving.contract
    )
    wanted = drafted(saving.cluster, saving.organisation, said, seen)
    changes = take_over(saving, {name: getattr(wanted, name) for name in FIGURES})
    if not changes:
        return saving
    _check_counts_once(saving, by)
    saving.seen, saving.seen_at = {}, None
    saving.claimed_by = by.label
    _set_word(saving, own, by, now)
    saving.save()
    record(
        "purchasing.edit_saving", by=by, on=saving, at=now, scope=scope, version=saving.version,
        changed=sorted(changes.after), **bridge.recorded(saving),
    )  # fmt: skip
    saving_changed.send(Saving, saving=saving, by=by, now=now)
    return saving


def _require_answer(verb: str, saving: Saving, by: Actor) -> None:
    """Whoever holds the link that asks whether it is right may say yes, and no as well."""
    verb = "confirm_saving" if by.pass_ is not None else verb
    require(policies.MAY, verb, by=by, scope=saving.scope, subject=subject_of(saving))


@transaction.atomic
def confirm_saving(*, saving: Saving, by: Actor, now: datetime) -> Saving:
    """The member's own word that a saving claimed for it is right. Whoever claimed it cannot."""
    _require_answer("confirm_saving", saving, by)
    saving = _held(saving)
    rules.check_becomes(saving, SavingState.CONFIRMED)
    rules.check_speaks_for(by, saving, localdate(now))
    _set_word(saving, True, by, now)
    saving.ended_why = ""
    _settle("purchasing.confirm_saving", saving, by=by, now=now)
    letters.answered(saving, by=by, now=now)
    return saving


@transaction.atomic
def refuse_saving(*, saving: Saving, why: str, by: Actor, now: datetime) -> Saving:
    """The member's own word that it is not right, and why. It counts nowhere."""
    _require_answer("refuse_saving", saving, by)
    saving = _held(saving)
    rules.check_becomes(saving, SavingState.REFUSED)
    rules.check_speaks_for(by, saving, localdate(now))
    saving.ended_why, saving.state = rules.check_why(why), SavingState.REFUSED
    _settle("purchasing.refuse_saving", saving, by=by, now=now)
    letters.answered(saving, by=by, now=now)
    return saving


@transaction.atomic
def withdraw_saving(*, saving: Saving, why: str, by: Actor, now: datetime) -> Saving:
    """Take a saving back, and why. It counts nowhere any more, and can be brought back."""
    require(policies.MAY, "withdraw_saving", by=by, scope=saving.scope)
    saving = _held(saving)
    rules.check_may_end(by, saving)
    rules.check_becomes(saving, SavingState.WITHDRAWN)
    saving.ended_why, saving.state = rules.check_why(why), SavingState.WITHDRAWN
    _settle("purchasing.withdraw_saving", saving, by=by, now=now)
    return saving


@transaction.atomic
def restore_saving(*, saving: Saving, by: Actor, now: datetime) -> Saving:
    """Bring back what was taken back or not confirmed: it waits for the member's word, unless the
    member itself brings it back. Raises BadInput when it would count twice by now.
    """
    require(policies.MAY, "restore_saving", by=by, scope=saving.scope)
    saving = _held(saving)
    rules.check_may_end(by, saving)
    rules.check_becomes(saving, SavingState.CLAIMED)
    own = rules.represents(by, saving.organisation_id)
    _check_counts_once(saving, by)
    saving.claimed_by, saving.ended_why = by.label, ""
    _set_word(saving, own, by, now)
    _settle("purchasing.restore_saving", saving, by=by, now=now)
    if not own:
        letters.ask_to_confirm(saving, by=by, now=now)
    return saving


def _settle(verb: str, saving: Saving, *, by: Actor, now: datetime) -> None:
    """Keep and record what it became; the links that asked for its member's word end with it."""
    saving.version += 1
    saving.save()
    if saving.state != SavingState.CLAIMED:
        links.revoke(letters.CONFIRM, subject_of(saving), now=now)
    told = bridge.recorded(saving) | ({"why": saving.ended_why} if saving.ended_why else {})
    record(verb, by=by, on=saving, at=now, scope=saving.scope, **told)
    saving_changed.send(Saving, saving=saving, by=by, now=now)


@transaction.atomic
def look_again(*, saving: Saving, by: Actor, now: datetime) -> Saving:
    """Set a saving against its member's later payments: confirmed becomes seen in spending when
    they show it, and confirmed again when they do so no more. Only what changed is recorded. What
    waits for its member's word is not looked at.
    """
    require(policies.MAY, "look_again", by=by, scope=saving.scope)
    saving = _held(saving)
    rules.check_may_end(by, saving)
    rules.check_stands(saving)
    if not bridge.can_be_seen(saving):
        raise BadInput("Payments cannot show this kind of saving.")
    rules.check_said(saving)
    seen = bridge.look_at_spending(saving, localdate(now))
    before, was = bridge.seen_of(saving), saving.state
    saving.seen, saving.seen_at = seen.to_json(), now
    shown = seen.verdict == REALISED
    saving.state = SavingState.REALISED if shown else SavingState.CONFIRMED
    saving.save(update_fields=["seen", "seen_at", "state"])
    if saving.state != was or before is None or before.verdict != seen.verdict:
        record(
            "purchasing.look_again", by=by, on=saving, at=now, scope=saving.scope,
            found=bridge.verdict_words(seen), **bridge.recorded(saving),
        )  # fmt: skip
        saving_changed.send(Saving, saving=saving, by=by, now=now)
    return saving
