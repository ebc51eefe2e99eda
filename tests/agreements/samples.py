"""A value of every term that could be agreed, as JSON; and an answer to any question."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from spinney.agreements.engine.content import Content
from spinney.agreements.engine.document import NamedParty
from spinney.agreements.engine.wordings import Asked, Question, Wording

ELM, OAK = "0199aaaa-0000-7000-8000-000000000001", "0199aaaa-0000-7000-8000-000000000002"
NAMES = {ELM: "Elm House", OAK: "Oak Barn"}
PARTIES = (
    NamedParty(ELM, "Elm House", "Lead body", "GB-CHC-1999999"),
    NamedParty(OAK, "Oak Barn", "Member"),
)

TERMS: dict[str, Any] = {
    "decision_rule": {
        "rule": "consensus", "fallback": "two_thirds", "fallback_after_days": 14, "of": "cast",
        "answer_days": 14,
    },
    "electorate": {"who": "members", "weights": "equal"},
    "quorum": {"percent": 50},
    "voting": {"secret": "elections", "notice_days": 7, "proxies_each": 1},
    "meeting_notice": {"days": 7},
    "meetings": {"every_months": 3, "chair": "turns"},
    "joint_decisions": {"matters": ["bids", "budget"]},
    "signing_rule": {"people_each": 1, "in_order": False},
    "tiers": {"tiers": [{"name": "Members"}, {"name": "Friends", "may_vote": False}]},
    "joining": {"decides": "members"},
    "suspension": {"reasons": ["evidence"], "decides": "members", "answer_days": 14},
    "leaving": {"notice_days": 90},
    "accession": {"by_deed": True, "signs_for_us": "lead_body", "decides": "members"},
    "lead_body": ELM,
    "host": {"organisation": ELM, "hosts": "the shared post"},
    "guarantor": {"organisation": ELM, "guarantees": "the work of all", "up_to_pence": 500_000},
    "risks": [{"kind": "legal", "bearer": "lead_body"}],
    "equal_accountability": True,
    "outputs": {"outputs": [{"organisation": OAK, "what": "Sessions", "how_many": 40}]},
    "bid_window": 6,
    "cost_sharing": {"otherwise": "income"},
    "spending_limits": {"limits": [{"up_to_pence": 50_000, "who": "lead_body"}]},
    "payment": {"within_days": 30, "how": "invoice"},
    "insurance": [{"evidence_kind": "public_liability", "at_least_pence": 500_000_000}],
    "open_books": {"shown": ["costs"], "every_months": 3},
    "purchases": {"shown": "bands", "broker": "named", "brokers": [ELM]},
    "staff_transfer": [{"staff": "Outreach team", "from_": ELM, "to": OAK, "tupe": True}],
    "hosted_post": [{"title": "Co-ordinator", "employer": ELM, "answers_to": "members"}],
    "data_shared": [
        {
            "purpose": "referrals", "fields": ["register.contact"],
            "lawful_basis": "legitimate_interests", "retention_months": 12,
        }
    ],
    "breach_notice": {"hours": 24},
    "records_kept": {"years": 6},
    "publication": {"decides": "concerned"},
    "branding": {"logos": "ask"},
    "values": ["We say openly what we cannot do"],
    "dispute_steps": [{"step": "talk", "days": 14}],
    "review": {"every_months": 12},
    "ends": "2029-03-31",
}  # fmt: skip


def an_answer(question: Question) -> str:
    """Something that could be answered."""
    if question.kind is Asked.CHOICE:
        return question.choices[-1]
    return "2027-03-31" if question.kind is Asked.DAY else f"what we said of {question.key}"


def answered(wording: Wording, **changes: Any) -> Content:
    """A draft of a template with everything answered."""
    content = wording.begin({one.key: an_answer(one) for one in wording.questions})
    terms = {key: TERMS[key] for key in wording.terms}

    return replace(content, terms=terms, **changes)
