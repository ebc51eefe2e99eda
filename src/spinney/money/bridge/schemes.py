"""The rules of a programme's grants: as JSON, as conditions, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from spinney.money.engine.releases import AGREEMENT, PROGRAMME, REPORT, SPENT
from spinney.money.models import GrantScheme, InstalmentCondition

GROUND_RULES = "ground_rules"


@dataclass(frozen=True)
class ConditionText:
    """A condition as it is typed."""

    kind: str
    value: str = ""
    words: str = ""


@dataclass(frozen=True)
class SchemeText:
    """A programme's rules: `instalments` are (percent, conditions)."""

    two_people_above_pence: int
    instalments: tuple[tuple[int, tuple[ConditionText, ...]], ...]
    guidance: str = ""
    apply_by: date | None = None
    spend_by: date | None = None

    def fields(self) -> dict[str, Any]:
        """The values of the fields of a `GrantScheme`."""
        return {
            "guidance": self.guidance.replace("\r\n", "\n").strip(),
            "apply_by": self.apply_by,
            "spend_by": self.spend_by,
            "two_people_above_pence": self.two_people_above_pence,
            "instalments": [
                {"percent": percent, "conditions": [vars(one) for one in conditions]}
                for percent, conditions in self.instalments
            ],
        }


def first_rules(places: Sequence[int]) -> list[dict[str, Any]]:
    """The rules that a programme begins with: all at once, when the ground rules are signed and
    the conditions of the stages before the work are met. The work and the looking back are the
    last two of its stages (`places`).
    """
    before = places[: max(len(places) - 2, 0)]
    conditions = [{"kind": AGREEMENT, "value": GROUND_RULES, "words": ""}]
    if before:
        conditions.append({"kind": PROGRAMME, "value": str(before[-1]), "words": ""})
    return [{"percent": 100, "conditions": conditions}]


def text_of(scheme: GrantScheme) -> SchemeText:
    """A scheme as it is typed."""
    return SchemeText(
        two_people_above_pence=scheme.two_people_above_pence,
        instalments=tuple(
            (int(one["percent"]), tuple(ConditionText(**each) for each in one["conditions"]))
            for one in scheme.instalments
        ),
        guidance=scheme.guidance,
        apply_by=scheme.apply_by,
        spend_by=scheme.spend_by,
    )


def condition_words(
    kind: str, value: str, words: str, *, stages: Mapping[int, str], kinds: Mapping[str, str]
) -> str:
    """What a condition asks, as a sentence. `stages` are names by place, `kinds` titles of kinds
    of agreement.
    """
    if kind == AGREEMENT:
        return f"This agreement is signed and in force: {kinds.get(value, value)}."
    if kind == PROGRAMME:
        stage = stages.get(int(value)) if value.isdigit() else None
        upto = f", up to the stage “{stage}”" if stage else ""
        return f"The programme’s conditions are met{upto}."
    if kind == SPENT:
        return f"At least {value}% of what was released before is spent."
    if kind == REPORT:
        return f"Report {value} is accepted."
    return words


def words_of(
    condition: InstalmentCondition, *, stages: Mapping[int, str], kinds: Mapping[str, str]
) -> str:
    """What a condition of an instalment asks."""
    return condition_words(
        condition.kind, condition.value, condition.words, stages=stages, kinds=kinds
    )
