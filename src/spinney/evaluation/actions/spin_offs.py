"""What came of it beside what was planned: logged, changed, confirmed by a partner or not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.access import links
from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.kernel.policy import require
from spinney.base.record.record import record, subject_of
from spinney.base.record.versions import check_unchanged, take_over
from spinney.clusters import api as clusters
from spinney.evaluation import policies
from spinney.evaluation.letters import learning as letters
from spinney.evaluation.models import SpinOff
from spinney.evaluation.policies import learning as rules
from spinney.evaluation.states import Confirmed, SpinOffKind


@dataclass(frozen=True)
class SpinOffText:
    """What came of it. `because` says how far it came of working together; `partner` is who can
    confirm it, where that is no member; `worth_pence` what it is worth in a year.
    """

    kind: str
    title: str
    since: date
    because: str
    story: str = ""
    partner: str = ""
    worth_pence: int | None = None


NAMES = ("kind", "title", "since", "because", "story", "partner", "worth_pence")


def _checked(text: SpinOffText, now: datetime) -> SpinOff:
    if text.kind not in SpinOffKind.values:
        told = "Choose what it is."
        raise BadInput(told, {"kind": [told]})
    wanted = SpinOff(**{name: getattr(text, name) for name in NAMES})
    rules.check_spin_off(wanted, localdate(now))
    return wanted


@transaction.atomic
def tell_spin_off(
    *, cluster: clusters.Cluster, text: SpinOffText, by: Actor, now: datetime
) -> SpinOff:
    """Log something new: a service, a contract, a group, a policy that changed."""
    require(policies.MAY, "tell_spin_off", by=by, scope=cluster_scope(cluster.pk))
    one = _checked(text, now)
    one.cluster, one.told_at, one.told_by = cluster, now, by.label
    if by.organisation_id and clusters.membership_of(cluster, by.organisation_id):
        one.organisation_id = by.organisation_id
    one.save()
    _record("evaluation.tell_spin_off", one, by=by, now=now)
    return one


def _record(verb: str, one: SpinOff, *, by: Actor, now: datetime, **more: object) -> None:
    record(verb, by=by, on=one, at=now, scope=one.scope, title=one.title, **more)


def _held(verb: str, one: SpinOff, by: Actor) -> SpinOff:
    require(policies.MAY, verb, by=by, scope=one.scope)
    rows = SpinOff.objects.select_for_update(of=("self",)).select_related("cluster", "organisation")
    held = rows.get(pk=one.pk)
    rules.check_may_change(by, held)
    return held


@transaction.atomic
def edit_spin_off(
    *, spin_off: SpinOff, text: SpinOffText, read: int | None = None, by: Actor, now: datetime
) -> SpinOff:
    """Change what was logged. What a partner confirmed was said of other words, so it waits for its
    word again. `read` is its version as it was read.
    """
    one = _held("edit_spin_off", spin_off, by)
    rules.check_there(one)
    check_unchanged(one, read, "this")
    wanted = _checked(text, now)
    changes = take_over(one, {name: getattr(wanted, name) for name in NAMES})
    if changes:
        _open(one)
        one.save()
        _record(
            "evaluation.edit_spin_off", one, by=by, now=now, before=changes.before,
            after=changes.after, version=one.version,
        )  # fmt: skip
    return one


def _open(one: SpinOff) -> None:
    one.confirmed, one.confirmed_at, one.confirmed_by = Confirmed.OPEN, None, ""
    one.confirmed_by_organisation, one.answer_words = None, ""


@transaction.atomic
def remove_spin_off(*, spin_off: SpinOff, by: Actor, now: datetime) -> SpinOff:
    """Remove it; it can be brought back. Links that ask for a partner's word end."""
    one = _held("remove_spin_off", spin_off, by)
    rules.check_there(one)
    one.removed_at = now
    one.save(update_fields=["removed_at"])
    links.revoke(letters.CONFIRM, subject_of(one), now=now)
    _record("evaluation.remove_spin_off", one, by=by, now=now)
    return one


@transaction.atomic
def restore_spin_off(*, spin_off: SpinOff, by: Actor, now: datetime) -> SpinOff:
    """Bring back what was removed."""
    one = _held("restore_spin_off", spin_off, by)
    rules.check_gone(one)
    one.removed_at = None
    one.save(update_fields=["removed_at"])
    _record("evaluation.restore_spin_off", one, by=by, now=now)
    return one


@transaction.atomic
def ask_partner(*, spin_off: SpinOff, email: str, by: Actor, now: datetime) -> SpinOff:
    """Ask a partner by a link whether it is so; a link that was sent before ends. Raises BadInput
    for what is no address, WrongState when it was answered already.
    """
    one = _held("ask_partner", spin_off, by)
    rules.check_there(one)
    if one.confirmed != Confirmed.OPEN:
        raise WrongState("A partner has answered already.")
    email = email.strip()
    try:
        validate_email(email)
    except ValidationError as error:
        told = "Write an e-mail address, like name@example.org."
        raise BadInput(told, {"email": [told]}) from error
    one.asked_at = now
    one.save(update_fields=["asked_at"])
    links.revoke(letters.CONFIRM, subject_of(one), now=now)
    letters.ask_partner(one, email, by=by, now=now)
    _record("evaluation.ask_partner", one, by=by, now=now)
    return one


@transaction.atomic
def confirm_spin_off(*, spin_off: SpinOff, by: Actor, now: datetime) -> SpinOff:
    """A partner's word, or another member's, that it is so. Not for whoever logged it."""
    one = _to_answer("confirm_spin_off", spin_off, Confirmed.YES, by)
    return _answer("evaluation.confirm_spin_off", one, Confirmed.YES, "", by=by, now=now)


@transaction.atomic
def refuse_spin_off(*, spin_off: SpinOff, why: str, by: Actor, now: datetime) -> SpinOff:
    """A partner's word, or another member's, that it is not so, and why. It is not counted."""
    one = _to_answer("refuse_spin_off", spin_off, Confirmed.NO, by)
    return _answer(
        "evaluation.refuse_spin_off", one, Confirmed.NO, rules.check_why(why), by=by, now=now
    )


def _to_answer(verb: str, spin_off: SpinOff, state: Confirmed, by: Actor) -> SpinOff:
    """Whoever holds the link that asks may say yes, and no as well."""
    verb = "confirm_spin_off" if by.pass_ is not None else verb
    require(policies.MAY, verb, by=by, scope=spin_off.scope, subject=subject_of(spin_off))
    rows = SpinOff.objects.select_for_update(of=("self",)).select_related("cluster", "organisation")
    one = rows.get(pk=spin_off.pk)
    rules.check_answered(one, state)
    rules.check_confirms(by, one)
    return one


def _answer(
    verb: str, one: SpinOff, state: Confirmed, why: str, *, by: Actor, now: datetime
) -> SpinOff:  # fmt: skip
    one.confirmed, one.confirmed_at, one.confirmed_by = state, now, by.label
    one.answer_words = why
    if by.pass_ is None and by.organisation_id:
        one.confirmed_by_organisation_id = by.organisation_id
    one.version += 1
    one.save()
    links.revoke(letters.CONFIRM, subject_of(one), now=now)
    who = by.organisation_name or one.partner or "A partner"
    _record(verb, one, by=by, now=now, who=who, **({"why": why} if why else {}))
    return one
