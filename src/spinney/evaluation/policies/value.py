"""Who may see what clusters cost and what came of it."""

from __future__ import annotations

from spinney.base.kernel.actors import Role

MAY: dict[str, frozenset[Role]] = {
    "value": frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER, Role.MEMBER}),
    "programme_value": frozenset({Role.PROGRAMME_MANAGER}),
}
