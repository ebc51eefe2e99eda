"""What the pages of grants share: the way there, states, tables."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from spinney.base.web.components.parts import Link, Status, Tone
from spinney.base.web.components.words import day, money
from spinney.base.web.guard import SpinneyRequest
from spinney.base.web.tables import ChoiceFilter, Column, Empty, Table
from spinney.clusters import api as clusters
from spinney.money.models import Grant, Instalment
from spinney.money.queries import grants as read
from spinney.money.states import GrantState, InstalmentState
from spinney.money.views.around import around_cluster

GRANTS = "Grants"
TONES = {
    GrantState.DRAFT: Tone.PLAIN, GrantState.APPLIED: Tone.WAITS, GrantState.TO_CHANGE: Tone.WAITS,
    GrantState.APPROVED: Tone.GO, GrantState.CLOSED: Tone.GO,
    GrantState.DECLINED: Tone.QUIET, GrantState.WITHDRAWN: Tone.QUIET,
}  # fmt: skip
PART_TONES = {
    InstalmentState.PLANNED: Tone.PLAIN, InstalmentState.ASKED: Tone.WAITS,
    InstalmentState.RELEASED: Tone.WAITS, InstalmentState.RECEIVED: Tone.GO,
    InstalmentState.CANCELLED: Tone.QUIET,
}  # fmt: skip


def grant_in(request: SpinneyRequest, cluster_id: int, pk: int) -> Grant:
    """The grant of an address, as the actor may see it. Raises NotFound."""
    return read.get_grant(request.actor, cluster_id, pk)


def instalment_in(request: SpinneyRequest, cluster_id: int, pk: int, number: int) -> Instalment:
    """The instalment of an address. Raises NotFound."""
    return read.get_instalment(request.actor, cluster_id, pk, number)


def grant_url(grant: Grant, verb: str = "grant", *more: object) -> str:
    """The address of a page or deed of a grant."""
    name = f"money:{verb.replace('_', '-')}"
    return reverse(name, args=[grant.cluster_id, grant.pk, *more])


def around_grants(cluster: clusters.Cluster, *more: tuple[str, str]) -> dict[str, Any]:
    """The frame of a page about a cluster's grants."""
    listed = reverse("money:grants", args=[cluster.pk])
    return around_cluster(cluster, (GRANTS, listed if more else ""), *more)


def around_grant(grant: Grant, *more: tuple[str, str]) -> dict[str, Any]:
    """The frame of a page of one grant; `back_url` for a form goes back to it."""
    url = grant_url(grant)
    around = around_grants(grant.cluster, (grant.title, url if more else ""), *more)
    return around | {"grant": grant, "back_url": url}


def grant_status(grant: Grant) -> Status:
    """The state of a grant; that it was made elsewhere."""
    if grant.from_file:
        return Status("Made elsewhere", Tone.QUIET)
    state = GrantState(grant.state)
    return Status(str(state.label), TONES[state])


def instalment_status(one: Instalment) -> Status:
    """The state of an instalment."""
    state = InstalmentState(one.state)
    return Status(str(state.label), PART_TONES[state])


def paid_of(grant: Grant) -> int:
    """What was released of a grant, in pence; its instalments were fetched with it."""
    return sum(one.pence for one in grant.instalments.all() if one.state in read.PAID)


def _holder(grant: Grant) -> str:
    return grant.holder.name if grant.holder else ""


def _funder(grant: Grant) -> str:
    if grant.from_file:
        return str(grant.from_file.get("funder", ""))
    programme = grant.cluster.programme
    return (programme.funder or programme.name) if programme else ""


def grants_table(begin: Link | None) -> Table:
    """The grants of a cluster."""
    return Table(
        name="grants",
        caption="Grants",
        noun="grant",
        columns=[
            Column("title", "What for", order_by="title", link=grant_url),
            Column("funder", "From", value=_funder),
            Column("holder", "Received by", value=_holder, order_by="holder__name"),
            Column("asked_pence", "Asked for", kind="money", order_by="asked_pence"),
            Column("awarded_pence", "Awarded", kind="money", order_by="awarded_pence"),
            Column("paid", "Released", kind="money", value=paid_of),
            Column("status", "State", kind="status", value=grant_status),
        ],
        filters=[ChoiceFilter("state", "State", labels=dict(GrantState.choices))],
        search=["title", "description", "holder__name"],
        search_label="Search grants",
        empty=Empty(
            "No grants yet",
            "Apply to your programme: your workplan and budget go along as they stand.",
            begin,
        ),
    )


def programme_table() -> Table:
    """The grants of a programme's clusters side by side."""
    return Table(
        name="grants",
        caption="Grants of your clusters",
        noun="grant",
        columns=[
            Column("cluster", "Cluster", value=lambda one: one.cluster.name,
                order_by="cluster__name", link=grant_url),
            Column("title", "What for", order_by="title"),
            Column("asked_pence", "Asked for", kind="money", order_by="asked_pence", only="file"),
            Column("awarded_pence", "Awarded", kind="money", order_by="awarded_pence"),
            Column("paid", "Released", kind="money", value=paid_of),
            Column("next", "Next instalment", value=_next_words),
            Column("status", "State", kind="status", value=grant_status),
        ],
        filters=[ChoiceFilter("state", "State", labels=dict(GrantState.choices))],
        search=["title", "cluster__name"],
        search_label="Search grants",
        empty=Empty(
            "No cluster has begun an application",
            "When one does, it stands here. The rules of your grants can be set before.",
        ),
    )  # fmt: skip


def _next_words(grant: Grant) -> str:
    waiting = (InstalmentState.PLANNED, InstalmentState.ASKED)
    found = next((one for one in grant.instalments.all() if one.state in waiting), None)
    if found is None or grant.state != GrantState.APPROVED:
        return ""
    due = f", {day(found.due_on)}" if found.due_on else ""
    return f"{found.number}: {money(found.pence)}{due}"
