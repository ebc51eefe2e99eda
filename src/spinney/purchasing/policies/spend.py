"""Who may do what with what spending shows; and when.

Members and those who run a cluster see what members share, each as much as `queries.seeing` says;
supporters see none of it. An organisation's own spending is for those who keep it.
"""

from __future__ import annotations

from spinney.base.kernel.actors import Role

COMPARES = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER, Role.MEMBER})
KEEPS = frozenset({Role.REPRESENTATIVE, Role.EVIDENCE_KEEPER})

MAY: dict[str, frozenset[Role]] = {
    "purchasing": COMPARES,
    "spend": COMPARES,
    "spend_members": COMPARES,
    "spend_months": COMPARES,
    "spend_category": COMPARES,
    "spend_prices": COMPARES,
    "spend_concentration": COMPARES,
    "own_spend": KEEPS,
}
