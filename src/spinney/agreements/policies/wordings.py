"""Who may do what with the templates that come with Spinney; and when."""

from __future__ import annotations

from spinney.agreements.policies.agreements import EVERYBODY_IN_IT, TAKES_PART
from spinney.base.kernel.actors import Role

MAY: dict[str, frozenset[Role]] = {
    "templates": EVERYBODY_IN_IT,
    "choose_template": EVERYBODY_IN_IT,
    "template": EVERYBODY_IN_IT,
    "print_template": EVERYBODY_IN_IT,
    "export_template": EVERYBODY_IN_IT,
    "newer_template": TAKES_PART,
    "keep_our_words": TAKES_PART,
}
