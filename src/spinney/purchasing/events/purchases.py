"""News of buying together, and how it is told. Nobody's conditions, prices or marks are told, and
nothing of a quote before it is opened.
"""

from __future__ import annotations

from django.dispatch import Signal

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

#: A supplier was appointed. Gives: purchase, by, now.
supplier_appointed = Signal()
#: A contract was made from a purchase. Gives: contract, by, now.
contract_made = Signal()

RUN_IT = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})
INSIDE = RUN_IT | {Role.MEMBER}

TOLD: dict[str, Sentence] = {
    "purchasing.start_purchase": Sentence("A joint purchase was begun: “{title}”.", INSIDE),
    "purchasing.edit_purchase": Sentence("The joint purchase “{title}” was changed.", RUN_IT),
    "purchasing.ask_pledges": Sentence(
        "Members were asked whether they are in: “{title}”.", INSIDE
    ),
    "purchasing.pledge": Sentence("{organisation} gave its word on “{title}”.", INSIDE),
    "purchasing.take_back_pledge": Sentence("{organisation} took back its word on “{title}”.",
        INSIDE),
    "purchasing.invite_supplier": Sentence("{supplier} is to be asked: “{title}”.", RUN_IT),
    "purchasing.remove_invited": Sentence("{supplier} is not asked: “{title}”.", RUN_IT),
    "purchasing.set_criteria": Sentence("How quotes are compared was set: “{title}”.", INSIDE),
    "purchasing.request_quotes": Sentence(
        "Suppliers were asked for quotes until {until}: “{title}”.", INSIDE
    ),
    "purchasing.extend_quotes": Sentence(
        "Suppliers have longer, until {until}: “{title}”.", INSIDE
    ),
    "purchasing.send_quote": Sentence("{supplier} has sent a quote: “{title}”.", RUN_IT),
    "purchasing.decline_quote": Sentence("{supplier} will not quote: “{title}”.", RUN_IT),
    "purchasing.remind_supplier": Sentence("{supplier} was reminded: “{title}”.", RUN_IT),
    "purchasing.open_quotes": Sentence("Quotes were opened: “{title}”.", INSIDE),
    "purchasing.mark_quote": Sentence("{organisation} has marked quotes: “{title}”.", RUN_IT),
    "purchasing.close_marking": Sentence("Marking of quotes is over: “{title}”.", INSIDE),
    "purchasing.put_to_vote": Sentence("“{title}” is put to the members’ vote.", INSIDE),
    "purchasing.return_to_quotes": Sentence(
        "“{title}” was not decided: its quotes are compared again.", INSIDE
    ),
    "purchasing.follow_ballot": Sentence("By the members’ vote on “{title}”: {outcome}", INSIDE),
    "purchasing.appoint_supplier": Sentence("{supplier} was appointed: “{title}”.", INSIDE),
    "purchasing.end_purchase": Sentence("The purchase “{title}” was ended: {why}", INSIDE),
    "purchasing.reopen_purchase": Sentence("The purchase “{title}” goes on.", INSIDE),
    "purchasing.make_contract": Sentence("A contract was made: “{title}”.", INSIDE),
}  # fmt: skip
