"""Who may do what with where clusters stand.

Members see their own cluster beside the others, who are not named; those who run the programme see
them by name.
"""

from __future__ import annotations

from spinney.base.kernel.actors import Role

RUNS_IT = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})
INSIDE = RUNS_IT | {Role.MEMBER}

MAY: dict[str, frozenset[Role]] = {
    "position": INSIDE,
    "programme_positions": RUNS_IT,
    "take_position": RUNS_IT,
}
