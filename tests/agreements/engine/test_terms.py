"""Every term: what can be said of it is kept as it was said, and what cannot be is refused."""

from __future__ import annotations

from dataclasses import fields, is_dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spinney.agreements.engine.terms import (
    CATALOGUE,
    EVIDENCE,
    GROUPS,
    Kind,
    TermFault,
    Terms,
    lines,
    organisations_in,
    parts_of,
    read,
    words,
    write,
)
from spinney.register.api import EvidenceKind
from tests.agreements.term_values import UIDS, said_of

NAMES = {uid: f"House {n}" for n, uid in enumerate(UIDS)}
RARE = [HealthCheck.filter_too_much, HealthCheck.too_slow]
KEYS = [
    "decision_rule",
    "electorate",
    "quorum",
    "meeting_notice",
    "meetings",
    "tiers",
    "joining",
    "suspension",
    "leaving",
    "accession",
    "cost_sharing",
    "spending_limits",
    "signing_rule",
    "lead_body",
    "host",
    "guarantor",
    "risks",
    "staff_transfer",
    "hosted_post",
    "equal_accountability",
    "open_books",
    "purchases",
    "joint_decisions",
    "voting",
    "outputs",
    "payment",
    "insurance",
    "data_shared",
    "breach_notice",
    "records_kept",
    "publication",
    "branding",
    "values",
    "dispute_steps",
    "bid_window",
    "review",
    "ends",
]


def test_the_catalogue_has_every_term_and_terms_have_an_attribute_of_each():
    assert sorted(CATALOGUE) == sorted(KEYS)
    assert {one.name for one in fields(Terms)} >= set(KEYS)
    assert {term.group for term in CATALOGUE.values()} == set(GROUPS)


@pytest.mark.parametrize("key", KEYS)
def test_a_term_asks_in_words_and_its_default_can_be_said(key):
    term = CATALOGUE[key]
    assert term.question.endswith("?")
    assert term.help.endswith(".")
    assert is_dataclass(term.value)
    assert isinstance(term.default, term.value)
    assert term.default.words(NAMES).endswith(".")
    assert term.parts


@pytest.mark.parametrize("key", KEYS)
@given(data=st.data())
@settings(max_examples=15, deadline=None, suppress_health_check=RARE)
def test_what_is_said_is_kept_and_can_be_put_in_words(key, data):
    said = data.draw(said_of(key))
    value = read(key, said)
    written = write(key, value)
    assert read(key, written) == value
    assert write(key, read(key, written)) == written
    in_words = words(key, written, NAMES)
    assert in_words.endswith((".", "”"))
    assert in_words[0] == in_words[0].upper()
    assert "None" not in in_words
    assert "{" not in in_words
    assert "uid-" not in in_words
    in_lines = lines(key, written, NAMES)
    assert " ".join(line.removeprefix("- ") for line in in_lines) == in_words
    assert not in_lines[0].startswith("- ")
    assert not any("\n" in line for line in in_lines)
    assert organisations_in(value) <= set(UIDS)


def bounded():
    """Every part with bounds of every term, and of the records in it."""
    for key, term in CATALOGUE.items():
        for part in term.parts:
            for inner in parts_of(part.of) if part.of else (part,):
                if inner.kind in (Kind.NUMBER, Kind.MONEY, Kind.SHARE):
                    yield pytest.param(key, part, inner, id=f"{key}-{inner.key}")


def asked_when(part, cls):
    """What has to be said so that a part is asked."""
    if part.only_if is None:
        return {}
    other, values = part.only_if
    before = next(one for one in parts_of(cls) if one.key == other)
    return {**asked_when(before, cls), other: values[0]}


@pytest.mark.parametrize(("key", "part", "inner"), [*bounded()])
def test_a_value_out_of_range_is_refused_by_name(key, part, inner):
    low, high = inner.least or 0, inner.most
    for wrong in [low - 1, *([high + 1] if high is not None else [])]:
        cls = CATALOGUE[key].value
        one = {**asked_when(inner, part.of or cls), inner.key: wrong}
        said = one if part is inner else {**asked_when(part, cls), part.key: [one]}
        with pytest.raises(TermFault) as caught:
            read(key, said)
        at = inner.key if part is inner else f"{part.key}-0-{inner.key}"
        (told,) = caught.value.fields[at]
        assert inner.label in told
        assert "must be" in told
        assert "Choose" in told


@pytest.mark.parametrize(
    ("key", "said", "told"),
    [
        ("quorum", {}, "Say how many must take part"),
        ("quorum", {"percent": 101}, "from 1 to 100 in a hundred"),
        ("meeting_notice", {"days": "7"}, "It must be a whole number from 0 to 90 days"),
        ("meeting_notice", {"days": True}, "whole number"),
        ("meeting_notice", {"days": 7, "weeks": 1}, "There is nothing called “weeks”"),
        ("meeting_notice", {"days": 7, "papers_days": 8}, "cannot go out before"),
        ("decision_rule", {"rule": "dice"}, "Choose one of these"),
        ("decision_rule", {"rule": "share"}, "how many in a hundred must agree"),
        ("decision_rule", {"rule": "consensus", "fallback": "majority"}, "is empty"),
        ("ends", None, "is empty"),
        ("ends", "31/12/2026", "must be a date"),
        ("lead_body", "", "Choose an organisation"),
        ("tiers", {"tiers": []}, "is empty"),
        ("tiers", {"tiers": [{"name": "A"}, {"name": "a"}]}, "Two tiers are called"),
        (
            "tiers",
            {"tiers": [{"name": "A"}], "criteria": [{"tier": "A", "evidence_kind": "accounts"}]},
            "is the lowest tier",
        ),
        (
            "tiers",
            {"tiers": [{"name": "A"}], "criteria": [{"tier": "B", "evidence_kind": "accounts"}]},
            "There is no tier “B”",
        ),
        ("cost_sharing", {"rules": [{"cost": "Rent", "rule": "fixed"}]}, "Say what part of “Rent”"),
        ("cost_sharing", {"rules": [{"cost": "IT", "rule": "mixed"}]}, "Say which part of “IT”"),
        ("cost_sharing", {"otherwise": "bands"}, "Say what the bands are"),
        (
            "cost_sharing",
            {"otherwise": "bands", "bands": [{"from_pence": 5, "parts": 1}] * 2},
            "begin at the same income",
        ),
        (
            "cost_sharing",
            {"mixes": [{"cost": "IT", "parts": 1, "rule": "use"}]},
            "is not shared by a mix",
        ),
        (
            "cost_sharing",
            {
                "rules": [{"cost": "IT", "rule": "mixed"}],
                "mixes": [{"cost": "IT", "parts": 1, "rule": "fixed"}],
            },
            "Say what part of “IT”",
        ),
        (
            "cost_sharing",
            {"limits": [{"least_share": 50, "most_share": 40}]},
            "smallest share is above",
        ),
        ("cost_sharing", {"limits": [{"least_pence": 5}, {"least_pence": 6}]}, "said twice"),
        (
            "spending_limits",
            {"limits": [{"up_to_pence": 900, "who": "run"}, {"up_to_pence": 900, "who": "two"}]},
            "smallest first",
        ),
        ("risks", [{"kind": "legal", "bearer": "organisation"}], "Choose an organisation"),
        (
            "data_shared",
            [
                {
                    "purpose": "referrals", "fields": ["a.b"], "lawful_basis": "consent",
                    "retention_months": 12, "contact": "mo@example.org",
                }
            ],
            "no place for an e-mail address",
        ),
        ("values", ["x" * 201], "There may be at most 200"),
        ("electorate", 7, "not written as Spinney writes terms"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_what_to_do(key, said, told):
    with pytest.raises(TermFault, match=told):
        read(key, said)


def test_every_fault_is_told_at_once_by_the_name_of_its_field():
    said = {"limits": [{"up_to_pence": -5, "who": "cat"}], "second_above_pence": -1}
    with pytest.raises(TermFault) as caught:
        read("spending_limits", said)
    assert set(caught.value.fields) == {
        "limits-0-up_to_pence", "limits-0-who", "second_above_pence",
    }  # fmt: skip


def test_a_part_that_is_not_asked_is_left_out():
    value = read("decision_rule", {"rule": "majority", "fallback_after_days": 9999})
    assert value == read("decision_rule", {"rule": "majority"})


def test_the_kinds_of_evidence_are_those_of_the_register():
    assert list(EVIDENCE) == EvidenceKind.choices


@pytest.mark.parametrize(
    ("key", "said", "in_words"),
    [
        (
            "decision_rule",
            {"rule": "consensus", "fallback": "two_thirds", "fallback_after_days": 28},
            "We decide by consensus: something is agreed when everybody agrees or stands aside. If"
            " we have not agreed after 28 days, we vote: it is agreed when at least two thirds of"
            " those who vote agree. We each have 14 days to answer.",
        ),
        (
            "quorum",
            {"percent": 50, "at_least": 3, "of_tiers": [{"tier": "Core", "at_least": 2}]},
            "A decision counts when at least 3 members and at least 50 in a hundred of our members,"
            " among them at least 2 from the tier “Core” take part.",
        ),
        (
            "tiers",
            {
                "tiers": [{"name": "Full member"}, {"name": "Associate", "may_vote": False}],
                "criteria": [
                    {"tier": "Full member", "evidence_kind": "accounts", "max_age_months": 18}
                ],
            },
            "We have these tiers, highest first. Full member: counts as a member, votes"
            " and is counted for the quorum; needs annual accounts or financial statement not older"
            " than 18 months. Associate: counts as a member, does not vote and is counted for the"
            " quorum. Who does not meet what a tier asks for is in the next one below. When it is"
            " in doubt, the members decide, by our rule for decisions.",
        ),
        (
            "risks",
            [
                {"kind": "legal", "bearer": "lead_body"},
                {"kind": "performance", "bearer": "organisation", "organisation": "uid-3"},
            ],
            "This is who bears which risk. Legal risk: the lead body bears it. Risk that results"
            " are not reached: House 3 bears it.",
        ),
        (
            "cost_sharing",
            {
                "otherwise": "income",
                "rules": [{"cost": "Rent", "rule": "fixed"}],
                "shares": [
                    {"cost": "Rent", "organisation": "uid-0", "parts": 2},
                    {"cost": "Rent", "organisation": "uid-1", "parts": 1},
                ],
            },
            "We share costs like this. Rent: in fixed shares (House 0 pays 2 of 3 and House 1 pays"
            " 1 of 3). All other costs: by our yearly income.",
        ),
        (
            "cost_sharing",
            {
                "otherwise": "bands",
                "rules": [{"cost": "IT support", "rule": "mixed"}],
                "mixes": [
                    {"cost": "IT support", "parts": 1, "rule": "equal"},
                    {"cost": "IT support", "parts": 2, "rule": "use"},
                ],
                "bands": [
                    {"from_pence": 10_000_000, "parts": 2},
                    {"from_pence": 0, "parts": 1},
                ],  # fmt: skip
                "limits": [{"least_pence": 5000, "most_share": 40}],
            },
            "We share costs like this. IT support: in a mix: 1 of 3 in equal parts and 2 of 3 by"
            " how much each of us uses. All other costs: by bands of our yearly income. By bands,"
            " each of us pays 1 part from a yearly income of £0 and 2 parts from a yearly income of"
            " £100,000. Of every cost each of us pays at least £50 and at most 40 in a hundred of"
            " it.",
        ),
        (
            "spending_limits",
            {
                "limits": [{"up_to_pence": 20000, "who": "run"}],
                "second_above_pence": 100000,
            },
            "This is who may spend what we share. Those who run the cluster: up to £200. Above"
            " that, the members decide. Above £1,000 a second person must sign.",
        ),
        ("bid_window", 6, "We need at least 6 weeks to decide on a bid."),
        ("ends", "2027-03-31", "This agreement ends on 31 March 2027, at the end of that day."),
    ],
)
def test_a_term_in_words(key, said, in_words):
    assert words(key, said, NAMES) == in_words
