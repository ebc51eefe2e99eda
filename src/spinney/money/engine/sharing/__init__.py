"""Sharing a cost among members: by rules, to the penny; and how fair that is.

    from spinney.money.engine.sharing import Limits, Member, Rule, fair_shares, share, stability

    found = share(240_000, Rule("income"), members, limits=Limits(least_pence=5_000))
    found.parts[0].pieces                    # why this much
    fair_shares(game).shares                 # what each adds, on average: the Shapley value
    stability(game, found.by_member())       # would any group pay less alone?

split.py shares; limits.py holds smallest and largest shares; settling.py settles; game.py says what
groups would pay, by_days.py for some of the days; shapley.py, sampling.py and core.py judge;
problem.py reads files; saying.py has the words.
"""

from spinney.money.engine.sharing.by_days import (
    is_for_all_days,
    once_by_days,
    pence_by_days,
    sites_by_days,
)
from spinney.money.engine.sharing.comparing import Compared, compare
from spinney.money.engine.sharing.core import (
    LeastCore,
    Objection,
    Stability,
    least_core,
    stability,
)
from spinney.money.engine.sharing.game import EXACT, Curve, Game, Once, given_game
from spinney.money.engine.sharing.limits import NO_LIMITS, Impossible, Limits
from spinney.money.engine.sharing.members import Member
from spinney.money.engine.sharing.problem import Problem, game_made_of, read_problem
from spinney.money.engine.sharing.rules import BANDS, RULES, SIMPLE, Band, Rule
from spinney.money.engine.sharing.sampling import Draws
from spinney.money.engine.sharing.settling import Line, true_up
from spinney.money.engine.sharing.shapley import Fair, FairShare, fair_shares
from spinney.money.engine.sharing.split import Missing, Part, Piece, Sharing, share

__all__ = [
    "BANDS", "EXACT", "NO_LIMITS", "RULES", "SIMPLE", "Band", "Compared", "Curve", "Draws", "Fair",
    "FairShare", "Game", "Impossible", "LeastCore", "Limits", "Line", "Member", "Missing",
    "Objection", "Once", "Part", "Piece", "Problem", "Rule", "Sharing", "Stability", "compare",
    "fair_shares", "game_made_of", "given_game", "is_for_all_days", "least_core", "once_by_days",
    "pence_by_days", "read_problem", "share", "sites_by_days", "stability", "true_up",
]  # fmt: skip
