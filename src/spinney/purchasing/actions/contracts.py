"""Contracts of members, and those made together: noted, shown, ended, reminded of."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor, organisation_scope
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.base.record.versions import check_unchanged, take_over
from spinney.clusters import api as clusters
from spinney.purchasing import policies
from spinney.purchasing.letters import contracts as letters
from spinney.purchasing.models import Contract
from spinney.purchasing.policies import contracts as rules
from spinney.purchasing.policies.contracts import ContractText
from spinney.purchasing.states import ContractState
from spinney.register.api import Organisation


def _note(verb: str, contract: Contract, by: Actor, now: datetime, **detail: object) -> None:
    record(
        verb, by=by, on=contract, at=now, scope=contract.scope, title=contract.title,
        contract=contract.pk, **detail,
    )  # fmt: skip


def _held_for(verb: str, contract: Contract, by: Actor) -> Contract:
    require(policies.MAY, verb, by=by, scope=contract.scope)
    rows = Contract.objects.select_for_update(of=("self",)).select_related("cluster")
    return rows.get(pk=contract.pk)


@transaction.atomic
def add_contract(
    *, organisation: Organisation, text: ContractText, by: Actor, now: datetime
) -> Contract:
    """Note a contract of a member. Nobody else sees it until it is shown to a cluster."""
    scope = organisation_scope(organisation.pk)
    require(policies.MAY, "add_contract", by=by, scope=scope)
    rules.check_text(text)
    made = Contract.objects.create(
        organisation=organisation, made_at=now, made_by=by.label, **text.fields()
    )
    _note("purchasing.add_contract", made, by, now)
    return made


@transaction.atomic
def edit_contract(
    *, contract: Contract, text: ContractText, read: int | None = None, by: Actor, now: datetime
) -> Contract:
    """Change what a contract says. A new last day for notice is reminded of anew. `read` is the
    version as it was read.
    """
    contract = _held_for("edit_contract", contract, by)
    rules.check_is_there(contract)
    check_unchanged(contract, read, "this contract")
    rules.check_text(text)
    changes = take_over(contract, text.fields())
    if changes:
        if "notice_day" in changes:
            contract.reminded_at = None
        contract.save()
        _note("purchasing.edit_contract", contract, by, now, version=contract.version,
            before=dict(changes.before), after=dict(changes.after),
        )  # fmt: skip
    return contract


@transaction.atomic
def remove_contract(*, contract: Contract, by: Actor, now: datetime) -> Contract:
    """Take a contract off the list. It can be brought back for a while."""
    contract = _held_for("remove_contract", contract, by)
    rules.check_is_there(contract)
    contract.removed_at = now
    contract.version += 1
    contract.save(update_fields=["removed_at", "version"])
    _note("purchasing.remove_contract", contract, by, now)
    return contract


@transaction.atomic
def restore_contract(*, contract: Contract, by: Actor, now: datetime) -> Contract:
    """Bring back a contract that was removed not too long ago."""
    contract = _held_for("restore_contract", contract, by)
    rules.check_can_restore(contract, now)
    contract.removed_at = None
    contract.version += 1
    contract.save(update_fields=["removed_at", "version"])
    _note("purchasing.restore_contract", contract, by, now)
    return contract


@transaction.atomic
def show_contract(
    *, contract: Contract, cluster: clusters.Cluster, by: Actor, now: datetime
) -> Contract:
    """Let the members of a cluster see with whom a contract is, for what, and its days; how much it
    costs only as far as the member shares its spending there.
    """
    contract = _held_for("show_contract", contract, by)
    rules.check_own(contract)
    rules.check_is_there(contract)
    rules.check_belongs(contract, cluster, localdate(now))
    contract.shown_to = cluster
    contract.version += 1
    contract.save(update_fields=["shown_to", "version"])
    _note("purchasing.show_contract", contract, by, now, cluster=cluster.name)
    return contract


@transaction.atomic
def hide_contract(*, contract: Contract, by: Actor, now: datetime) -> Contract:
    """Show a contract to nobody any more, from now on."""
    contract = _held_for("hide_contract", contract, by)
    rules.check_own(contract)
    contract.shown_to = None
    contract.version += 1
    contract.save(update_fields=["shown_to", "version"])
    _note("purchasing.hide_contract", contract, by, now)
    return contract


@transaction.atomic
def give_notice(*, contract: Contract, by: Actor, now: datetime) -> Contract:
    """Note that notice was given: it ends on its day, and nobody is reminded."""
    contract = _held_for("give_notice", contract, by)
    _become(contract, ContractState.NOTICE_GIVEN)
    _note("purchasing.give_notice", contract, by, now)
    return contract


@transaction.atomic
def end_contract(*, contract: Contract, by: Actor, now: datetime) -> Contract:
    """Note that a contract is over."""
    contract = _held_for("end_contract", contract, by)
    _become(contract, ContractState.ENDED)
    _note("purchasing.end_contract", contract, by, now)
    return contract


@transaction.atomic
def keep_contract(*, contract: Contract, by: Actor, now: datetime) -> Contract:
    """Note that a contract goes on after all: notice was taken back, or it was not over."""
    contract = _held_for("keep_contract", contract, by)
    _become(contract, ContractState.RUNS)
    _note("purchasing.keep_contract", contract, by, now)
    return contract


def _become(contract: Contract, state: ContractState) -> None:
    rules.check_becomes(contract, state)
    contract.state = state
    contract.version += 1
    contract.save(update_fields=["state", "version"])


@transaction.atomic
def remind_of_notice(*, contract: Contract, by: Actor, now: datetime) -> Contract:
    """Remind whoever it belongs to that notice must be given soon, once for a day of notice."""
    contract = _held_for("remind_of_notice", contract, by)
    if contract.reminded_at is not None:
        return contract
    contract.reminded_at = now
    contract.save(update_fields=["reminded_at"])
    letters.notice_soon(contract, by=by, now=now)
    _note("purchasing.remind_of_notice", contract, by, now)
    return contract
