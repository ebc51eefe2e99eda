"""What a rule of counting is: a function, and which papers it can count. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from spinney.decisions.engine.problem import Kind, Problem
from spinney.decisions.engine.result import Outcome


class RuleDoesNotFit(ValueError):
    """The rule cannot count these papers. `code` is one of "unknown_rule", "other_papers" (it
    counts papers of other kinds), "needs_budget", "no_budget" (it knows nothing of money, and
    would overspend) and "one_seat" (it chooses one, and several are to be chosen).
    """

    def __init__(self, rule: str, code: str, detail: str) -> None:
        super().__init__(f"The rule {rule!r} cannot count this ballot: {detail}")
        self.rule = rule
        self.code = code


@dataclass(frozen=True)
class Rule:
    """`function` counts papers of the `kinds`. A rule that `needs_budget` shares out money, and
    others count only where none is; one that takes `several` can choose more than one option.
    """

    function: Callable[[Problem], Outcome]
    kinds: frozenset[Kind]
    needs_budget: bool = False
    several: bool = True

    def misfit(self, problem: Problem) -> tuple[str, str] | None:
        """Why the rule cannot count this, as a code and in words; None where it can."""
        if problem.kind not in self.kinds:
            counted = ", ".join(sorted(self.kinds))
            return "other_papers", f"it counts papers of the kinds {counted}, not {problem.kind}."
        if self.needs_budget and problem.budget is None:
            return "needs_budget", "it shares out money, and the ballot has no budget."
        if not self.needs_budget and problem.budget is not None:
            return "no_budget", "it knows nothing of money, and the ballot has a budget to keep to."
        if not self.several and problem.seats > 1:
            return "one_seat", f"it chooses one option, and {problem.seats} are to be chosen."
        return None
