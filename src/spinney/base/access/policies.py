"""Who may do what with an account, and with what the site asks and sends."""

from __future__ import annotations

from spinney.base.kernel.actors import Role
from spinney.base.kernel.policy import Table

EVERYBODY_SIGNED_IN = frozenset({Role.SIGNED_IN})

MAY: Table = {
    "see_account": EVERYBODY_SIGNED_IN,
    "give_name": EVERYBODY_SIGNED_IN,
    "see_sign_ins": EVERYBODY_SIGNED_IN,
    "change_address": EVERYBODY_SIGNED_IN,
    "choose_mail": EVERYBODY_SIGNED_IN,
    "leave": EVERYBODY_SIGNED_IN,
    "act_for": EVERYBODY_SIGNED_IN,
    # Whoever is signed in sees the undelivered messages of the clusters that she runs.
    "see_undelivered": EVERYBODY_SIGNED_IN,
    "send_again": EVERYBODY_SIGNED_IN,
}
