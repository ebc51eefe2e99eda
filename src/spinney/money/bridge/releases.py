"""An instalment and how things stand, as the engine asks; and its reasons in words."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from spinney.agreements import api as agreements
from spinney.base.web.components.words import money
from spinney.clusters import api as clusters
from spinney.money.bridge.schemes import ConditionText, condition_words, text_of
from spinney.money.engine.releases import (
    Asked,
    Part,
    Reason,
    Standing,
    eased,
    second_needed,
    unmet,
)
from spinney.money.models import Grant, GrantScheme, Instalment, InstalmentCondition
from spinney.money.states import GrantState, InstalmentState, ReportState

PAID = frozenset({InstalmentState.RELEASED, InstalmentState.RECEIVED})
OPEN = frozenset({InstalmentState.PLANNED, InstalmentState.ASKED})


def asked_of(condition: InstalmentCondition) -> Asked:
    """A condition as the engine asks."""
    return Asked(
        condition.kind, condition.value, condition.words, noted=condition.met_on is not None
    )


def part_of(instalment: Instalment) -> Part:
    """An instalment as the engine asks, with its conditions."""
    return Part(
        instalment.number,
        instalment.pence,
        instalment.state in OPEN,
        tuple(asked_of(one) for one in instalment.conditions.all()),
    )


def needs_two(instalment: Instalment, limit: int) -> bool:
    """Whether two people stand behind a release: above the limit, and wherever a condition was
    dropped or weakened.
    """
    return bool(instalment.eased_by) or second_needed(instalment.pence, limit)


def eased_words(instalment: Instalment, wanted: Sequence[ConditionText]) -> str:
    """What an instalment asks now and would not ask, or not in full, with these conditions; with
    what is asked instead. "" when nothing is lost.
    """
    after = [Asked(one.kind, one.value, one.words) for one in wanted]
    lost = eased(part_of(instalment).conditions, after)
    if not lost:
        return ""
    stages, kinds = stages_of(instalment.grant.cluster), agreements.kind_titles()
    known = {(one.kind, one.value, one.words) for one in instalment.conditions.all()}
    new = [one for one in after if (one.kind, one.value, one.words) not in known]
    found = []
    for one in lost:
        instead = [_said(each, stages, kinds) for each in new if each.kind == one.kind]
        told = _said(one, stages, kinds)
        found.append(f"{told} (Now: {' '.join(instead)})" if instead else told)
    return " ".join(found)


def _said(one: Asked, stages: Mapping[int, str], kinds: Mapping[str, str]) -> str:
    return _ended(condition_words(one.kind, one.value, one.words, stages=stages, kinds=kinds))


class Stood:
    """How a grant stands on a day, read once for all of its instalments: five queries. `spent` is
    what the ledger says was spent of it.
    """

    def __init__(
        self, grant: Grant, instalments: Collection[Instalment], *, spent: int, on: date
    ) -> None:
        self.grant, self.instalments, self.spent = grant, list(instalments), spent
        self.in_force = agreements.kinds_in_force(grant.cluster, on)
        self.unmet = tuple(
            (one.place, one.text)
            for one in clusters.grant_conditions(grant.cluster)
            if one.met_on is None
        )
        self.accepted = frozenset(
            grant.reports.filter(state=ReportState.ACCEPTED).values_list("number", flat=True)
        )

    def before(self, instalment: Instalment) -> Standing:
        """How things stand before this instalment."""
        return Standing(
            approved=self.grant.state == GrantState.APPROVED,
            made_elsewhere=bool(self.grant.from_file),
            in_force=self.in_force,
            unmet=self.unmet,
            accepted=self.accepted,
            open_before=tuple(
                one.number
                for one in self.instalments
                if one.number < instalment.number and one.state in OPEN
            ),
            awarded=self.grant.awarded_pence or 0,
            released=sum(one.pence for one in self.instalments if one.state in PAID),
            spent=self.spent,
        )

    def is_met(self, condition: InstalmentCondition, instalment: Instalment) -> bool:
        """Whether one condition holds now."""
        return not unmet(asked_of(condition), self.before(instalment))


FIXED: Mapping[str, str] = {
    "not_approved": "The grant is not approved.",
    "made_elsewhere": "This grant was made elsewhere and is paid there.",
    "not_open": "It is released already, or was cancelled.",
    "nothing_released": "Nothing was released before, of which {value}% could be spent.",
    "earlier_open": "Instalment {value} comes first, and is not released.",
    "no_report": "Report {value} is not accepted.",
}


def reason_words(why: Reason, kinds: Mapping[str, str]) -> str:
    """One reason as a sentence. `kinds` are titles of kinds of agreement."""
    if why.code in FIXED:
        return FIXED[why.code].format(value=why.value)
    if why.code == "more_than_awarded":
        return f"Only {money(why.found)} of the grant is left, and this is {money(why.needed)}."
    if why.code == "no_agreement":
        return f"This agreement is not signed and in force: {kinds.get(why.value, why.value)}."
    if why.code == "programme":
        return f"A condition of the programme is not met: {_ended(why.value)}"
    if why.code == "too_little_spent":
        return (
            f"{money(why.found)} of what was released before is spent. It has to be at least"
            f" {money(why.needed)} ({why.value}%)."
        )
    return f"This is not noted as met: {_ended(why.value)}"


def _ended(words: str) -> str:
    return words if words.endswith((".", "!", "?")) else f"{words}."


def stages_of(cluster: clusters.Cluster) -> dict[int, str]:
    """The names of the stages of a cluster's programme by place."""
    if cluster.programme is None:
        return {}
    return dict(cluster.programme.stages.values_list("position", "name"))


@dataclass(frozen=True)
class Told:
    """A condition as a page tells it: its words, whether it holds now, and where that is seen.
    `condition` is its row; None before the instalments are planned.
    """

    words: str
    met: bool
    url: str = ""
    condition: InstalmentCondition | None = None


def told_conditions(
    instalment: Instalment,
    stood: Stood,
    *,
    stages: Mapping[int, str],
    kinds: Mapping[str, str],
) -> list[Told]:
    """The conditions of an instalment, each with its words and whether it holds now."""
    return [
        Told(
            condition_words(one.kind, one.value, one.words, stages=stages, kinds=kinds),
            stood.is_met(one, instalment),
            shown_at(one.kind, stood.grant),
            one,
        )
        for one in instalment.conditions.all()
    ]


def told_rules(
    scheme: GrantScheme, stood: Stood, *, stages: Mapping[int, str], kinds: Mapping[str, str]
) -> list[tuple[int, list[Told]]]:
    """What the programme's rules ask before each part of a grant that is not approved yet: the
    percentage, and its conditions as far as they can hold already.
    """
    standing = Standing(
        approved=False, in_force=stood.in_force, unmet=stood.unmet, accepted=stood.accepted,
        released=1,
    )  # fmt: skip
    return [
        (
            percent,
            [
                Told(
                    condition_words(one.kind, one.value, one.words, stages=stages, kinds=kinds),
                    not unmet(Asked(one.kind, one.value, one.words), standing),
                    shown_at(one.kind, stood.grant),
                )
                for one in conditions
            ],
        )
        for percent, conditions in text_of(scheme).instalments
    ]


def shown_at(kind: str, grant: Grant) -> str:
    """Where it is seen whether a condition holds."""
    kinds = InstalmentCondition.ConditionKind
    if kind == kinds.AGREEMENT:
        return reverse("agreements:agreements", args=[grant.cluster_id])
    if kind == kinds.PROGRAMME:
        return reverse("clusters:stage", args=[grant.cluster_id])
    if kind == kinds.SPENT and grant.fund is not None:
        return f"{reverse('money:entries', args=[grant.cluster_id])}?fund={grant.fund.pk}&kind=cost"
    return ""
