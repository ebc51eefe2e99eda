"""Who may see the whole walk: who is inside; a programme's side by side, who runs it."""

from __future__ import annotations

from spinney.base.kernel.actors import Role

RUNS_IT = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})

MAY: dict[str, frozenset[Role]] = {
    "walk": RUNS_IT | {Role.MEMBER},
    "programme_walk": RUNS_IT,
}
