"""Who may do what with answers: given from a link, on paper or in a spreadsheet; and when."""

from __future__ import annotations

from spinney.base.kernel.actors import Role

MAY: dict[str, frozenset[Role]] = {}
