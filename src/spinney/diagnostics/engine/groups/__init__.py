"""Who should work with whom: groups of 3 to 8 that share needs, complement each other and can meet.

    from spinney.diagnostics.engine.groups import Organisation, Problem, Rules, evaluate, propose

    found = propose(Problem(organisations, Rules(min_size=3, max_size=8)), count=3)
    found.gap                                    # proven: no better than this share is possible
    found.proposals[0].evaluation.groups[0].areas   # what they share, who offers what to whom
    evaluate(problem, groups_moved_by_hand, before=found.proposals[0].evaluation).change

worth.py says what a group is worth and why; generation.py how a locality is solved with proof;
blocks.py how thousands are; proposing.py what comes out. Answers follow from the question alone:
effort is counted, randomness is seeded; only a caller's `stop` cuts a search short by the clock.
"""

from spinney.diagnostics.engine.groups.evaluating import Broken, BrokenRule, Evaluation, evaluate
from spinney.diagnostics.engine.groups.generation import Effort
from spinney.diagnostics.engine.groups.outsiders import Outsider, Why
from spinney.diagnostics.engine.groups.problem import Organisation, Problem, Rules, Weights
from spinney.diagnostics.engine.groups.proposing import Kind, Proposal, Proposals, propose
from spinney.diagnostics.engine.groups.reading import read_organisations, read_rules
from spinney.diagnostics.engine.groups.travel import TravelEstimate
from spinney.diagnostics.engine.groups.worth import GroupWorth, worth_of

__all__ = [
    "Broken", "BrokenRule", "Effort", "Evaluation", "GroupWorth", "Kind", "Organisation",
    "Outsider", "Problem", "Proposal", "Proposals", "Rules", "TravelEstimate", "Weights", "Why",
    "evaluate", "propose", "read_organisations", "read_rules", "worth_of",
]  # fmt: skip
