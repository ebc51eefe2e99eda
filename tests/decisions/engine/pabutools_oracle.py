"""The same counts by pabutools, where it is installed."""

from pabutools.election import (
    ApprovalBallot,
    ApprovalProfile,
    CardinalBallot,
    CardinalProfile,
    Instance,
    Project,
)
from pabutools.election.satisfaction import AdditiveSatisfaction, Cost_Sat
from pabutools.rules import (
    greedy_utilitarian_welfare,
    method_of_equal_shares,
    sequential_phragmen,
)
from pabutools.tiebreaking import TieBreakingRule

from spinney.decisions.engine.problem import Kind
from spinney.decisions.engine.rules import count
from spinney.decisions.engine.rules.tally import tally_of
from spinney.decisions.engine.ties import part


class PointsTimesCost(AdditiveSatisfaction):
    """What a bought project is worth on papers with points."""

    def __init__(self, instance, profile, ballot):
        super().__init__(instance, profile, ballot, func=self.worth)

    @staticmethod
    def worth(_instance, _profile, ballot, project, _known):
        return ballot.get(project, 0) * project.cost


def same_choice(problem):
    """Whether both choose alike by equal shares, greedy and Phragmén (the last two on approvals).
    What nobody supports, and what costs nothing, is not given to pabutools: greedily it buys the
    one, and by equal shares never the other.
    """
    tally = tally_of(problem)
    wanted = [one for one in problem.options if tally.totals[one.key] and one.cost]
    projects = {one.key: Project(one.key, one.cost) for one in wanted}
    instance = Instance(projects.values(), budget_limit=problem.budget)
    order, _ = part(problem, tally.keys, tally.support)
    ties = TieBreakingRule(lambda _instance, _profile, project: order.index(project.name))
    papers = [paper for paper in problem.papers for _ in range(paper.votes)]
    if not papers:
        return True
    free = {one.key for one in problem.options if tally.totals[one.key] and not one.cost}
    if problem.kind is Kind.APPROVE:
        marked = [[projects[key] for key in paper.marks if key in projects] for paper in papers]
        profile = ApprovalProfile(map(ApprovalBallot, marked))
        rules = {
            "greedy": (greedy_utilitarian_welfare, {"sat_class": Cost_Sat}),
            "phragmen": (sequential_phragmen, {}),
            "equal_shares_plain": (method_of_equal_shares, {"sat_class": Cost_Sat}),
        }
    else:
        scores = (
            {projects[key]: mark for key, mark in paper.marks.items() if key in projects and mark}
            for paper in papers
        )
        profile = CardinalProfile(map(CardinalBallot, scores))
        rules = {"equal_shares_plain": (method_of_equal_shares, {"sat_class": PointsTimesCost})}
    theirs = {
        name: {project.name for project in rule(instance, profile, tie_breaking=ties, **more)}
        for name, (rule, more) in rules.items()
    }
    return theirs == {name: set(count(name, problem).chosen) - free for name in rules}
