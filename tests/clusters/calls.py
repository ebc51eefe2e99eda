"""A call with three questions, open, as tests of calls begin."""

from __future__ import annotations

from datetime import timedelta

from spinney.clusters.actions import calls as actions
from spinney.clusters.actions import responses
from spinney.clusters.actions.calls import CallText
from spinney.clusters.models import Call, Response
from tests.personas import NOON, Wood

CLOSES = NOON + timedelta(days=30)
QUESTIONS = (
    {"text": "What would you bring?", "kind": "long_text", "max_points": 10},
    {"text": "Income last year", "kind": "money", "max_points": 0, "is_required": False},
    {
        "text": "Where do you work?",
        "kind": "several",
        "choices": ["Leeds", "Hull"],
        "max_points": 5,
    },
)


def text_of(wood: Wood, **changes: object) -> CallText:
    given = {
        "title": "Who joins us?",
        "text": "We look for partners.",
        "closes_at": CLOSES,
        "tier": wood.tiers["core"],
        "chosen_text": "Welcome.",
        "not_chosen_text": "Not this time.",
    }
    return CallText(**(given | changes))


def make_call(wood: Wood, **changes: object) -> Call:
    call = actions.make_call(
        cluster=wood.cluster, text=text_of(wood, **changes), by=wood.ash, now=NOON
    )
    for fields in QUESTIONS:
        actions.add_question(call=call, fields=fields, by=wood.ash, now=NOON)
    return call


def open_call(wood: Wood, **changes: object) -> Call:
    return actions.open_call(call=make_call(wood, **changes), by=wood.ash, now=NOON)


def applicant(number: int = 1) -> responses.Applicant:
    return responses.Applicant(
        organisation_name=f"Meadow Group {number}",
        email=f"office{number}@meadow{number}.example.org",
        person_name="Fern Hill",
    )


def answered(wood: Wood, call: Call, number: int = 1) -> Response:
    """A response that was keyed in, and so counts as sent."""
    ids = list(call.questions.values_list("pk", flat=True))
    texts = {ids[0]: f"Answer {number}", ids[1]: "120000", ids[2]: "Leeds"}
    return responses.enter_response(
        call=call, applicant=applicant(number), answers=texts, by=wood.ash, now=NOON
    )
