"""Which template fits: two plain questions, and what their answers lead to. Pure.

>>> [one.template for one in advice_for("service", "lead").templates]
['consortium_agreement', 'subcontract']
>>> advice_for("service", "nonsense") is None
True
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class Fits:
    """A template, and why it fits."""

    template: str
    because: str


@dataclass(frozen=True)
class Advice:
    """An answer to the second question: its words, and what to use then. `besides` says what to
    think of, or what to do where no template is needed.
    """

    words: str
    templates: tuple[Fits, ...]
    besides: str = ""


@dataclass(frozen=True)
class Matter:
    """An answer to the first question, and the second question with its answers by key."""

    words: str
    hint: str
    question: str
    answers: Mapping[str, Advice]


FIRST = "What do you want to settle?"

_PROTOCOL_TOO = "If data about people are shared, sign an information-sharing protocol too."

MATTERS: Mapping[str, Matter] = MappingProxyType(
    {
        "group": Matter(
            "How we work together as a group",
            "Deciding, meeting, who belongs, what you hold to",
            "How far are you?",
            {
                "early": Advice(
                    "We are getting to know one another",
                    (Fits("ground_rules", "It is short, binds nobody, and covers how you meet."),),
                ),
                "intend": Advice(
                    "We are many, and want to say what we intend and hold to",
                    (
                        Fits(
                            "statement_of_intent", "Everybody can sign it, and others can read it."
                        ),
                    ),
                ),
                "board": Advice(
                    "A steering group or board decides for others",
                    (Fits("terms_of_reference", "It says who sits there and what it may decide."),),
                ),
                "share": Advice(
                    "We share work, posts or costs",
                    (
                        Fits(
                            "memorandum",
                            "It says who does what and who pays, and which parts bind.",
                        ),
                    ),
                    _PROTOCOL_TOO,
                ),
            },
        ),
        "service": Matter(
            "A bid, a contract, or a service for the people we help",
            "Money from a funder or commissioner, and work for it",
            "Who gets the money, and who does the work?",
            {
                "nobody": Advice(
                    "Nobody yet: we think of bidding",
                    (
                        Fits("statement_of_intent", "It shows a funder that you mean it."),
                        Fits("consortium_agreement", "Before the bid goes in, settle who leads."),
                    ),
                    "Begin early: agreeing after the money has come is harder.",
                ),
                "lead": Advice(
                    "One of us signs with the funder, several do the work",
                    (
                        Fits("consortium_agreement", "It holds what all of you decide together."),
                        Fits("subcontract", "One for each member: its work and its money."),
                    ),
                    _PROTOCOL_TOO,
                ),
                "part": Advice(
                    "One of us pays another for a part of the work",
                    (
                        Fits(
                            "subcontract", "It says what is done and paid, and who bears the risk."
                        ),
                    ),
                ),
                "side": Advice(
                    "Each has its own money, and we work side by side",
                    (Fits("memorandum", "It says who does what, without one paying another."),),
                    _PROTOCOL_TOO,
                ),
                "small": Advice(
                    "We give small sums to small groups",
                    (Fits("micro_grant", "It asks for no more than a small group can give."),),
                ),
            },
        ),
        "data": Matter(
            "Data that we share",
            "Referrals, joint casework, a shared system, pooled figures",
            "What happens with the data?",
            {
                "own": Advice(
                    "Each uses them for its own work",
                    (
                        Fits(
                            "information_sharing", "It says what is shared, for what and how long."
                        ),
                    ),
                    "Sign it before the first data go from one to another.",
                ),
                "handles": Advice(
                    "One handles them only as the others say, such as for payroll or IT",
                    (
                        Fits(
                            "service_level",
                            "Its clause “Data handled for others” is what you need.",
                        ),
                    ),
                ),
                "figures": Advice(
                    "They are only figures that show no person",
                    (),
                    "You need no protocol for that. Say in your ground rules or memorandum who may"
                    " publish them.",
                ),
            },
        ),
        "for_others": Matter(
            "Something that one of us does for the others",
            "A back-office service, or a worker whom you share",
            "What is it?",
            {
                "service": Advice(
                    "A service, such as payroll, IT support or training",
                    (Fits("service_level", "It says how well, how fast and for how much."),),
                ),
                "post": Advice(
                    "It employs somebody who works for several of us",
                    (Fits("hosting_agreement", "It says who employs, who asks, and who pays."),),
                ),
                "leads": Advice(
                    "It signs contracts for all of us",
                    (Fits("consortium_agreement", "It says what a lead body may and must do."),),
                ),
            },
        ),
        "changes": Matter(
            "Somebody comes in or goes",
            "A new member, one that leaves, or an end",
            "Who, and how?",
            {
                "joins": Advice(
                    "A new member, and our agreement lets it join by deed",
                    (
                        Fits(
                            "accession_deed",
                            "Only the new member signs, and whoever signs for you.",
                        ),
                    ),
                ),
                "all_sign": Advice(
                    "A new member, and our agreement does not say how",
                    (),
                    "Begin a variation of your agreement, with the new member among its parties."
                    " All of you sign it. Add then that the next one can join by deed.",
                ),
                "leaves": Advice(
                    "A member leaves, or we stop",
                    (
                        Fits(
                            "exit_agreement", "It settles work, money and data, and you part well."
                        ),
                    ),
                ),
            },
        ),
    }
)


def advice_for(matter: str, answer: str) -> Advice | None:
    """What two answers lead to; None when there are no such answers."""
    found = MATTERS.get(matter)
    return found.answers.get(answer) if found else None
