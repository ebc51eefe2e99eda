"""Who may look at the register: everybody who has signed in."""

from __future__ import annotations

from spinney.base.kernel.actors import Role

MAY: dict[str, frozenset[Role]] = {
    "find": frozenset({Role.SIGNED_IN}),
    "suggest_organisations": frozenset({Role.SIGNED_IN}),
    "organisation": frozenset({Role.SIGNED_IN}),
}
