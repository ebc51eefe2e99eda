"""Who may do what with instruments: the library, the editor, XLSForm and worksheets; and when."""

from __future__ import annotations

from spinney.base.kernel.actors import Role

MAY: dict[str, frozenset[Role]] = {}
