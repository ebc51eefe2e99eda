"""Who may do what with terms: in force, on any day, and in conflict; and when."""

from __future__ import annotations

from spinney.base.kernel.actors import Role

#: Observers (a funder that looks on, a member that is set aside) see the agreements that they are
#: a party of, and no list of what all the others agreed.
INSIDE = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER, Role.MEMBER})

MAY: dict[str, frozenset[Role]] = {"terms": INSIDE}
