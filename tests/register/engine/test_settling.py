"""Whose word stands: people above registers, higher registers above lower ones."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from spinney.register.engine.settling import Known, Saying, settle

RANKS = {"representative": 100, "entered here": 100, "regulator": 50, "companies": 40, "list": 20}
FACTS = {"name": "Anchor", "phone": "", "income_pence": None}


def saying(source: str, day: str = "2026-03-01") -> Saying:
    return Saying(source, day, RANKS[source])


def told(known: Known, source: str, **said: object) -> Known:
    settled = settle(known, said, saying(source), RANKS.__getitem__)
    facts = {**known.facts, **settled.facts}
    return Known(facts, known.source, settled.provenance, settled.differs, known.checked_on)


def test_a_source_may_change_and_take_back_what_it_said():
    known = Known({**FACTS, "phone": "1"}, "regulator", {}, {})
    assert told(known, "regulator", phone="2").facts["phone"] == "2"
    assert told(known, "regulator", phone="").facts["phone"] == ""


def test_a_blank_from_another_source_takes_nothing_away():
    known = Known({**FACTS, "phone": "1"}, "regulator", {}, {})
    assert told(known, "companies", phone="") == known


def test_an_empty_fact_is_filled_and_says_from_where():
    known = told(Known(FACTS, "regulator", {}, {}), "companies", phone="2")
    assert known.facts["phone"] == "2"
    assert known.provenance["phone"] == {"source": "companies", "checked_on": "2026-03-01"}


def test_what_a_representative_confirmed_is_kept_and_the_register_stands_beside():
    provenance = {"phone": {"source": "representative", "checked_on": "2026-02-01"}}
    known = Known({**FACTS, "phone": "1"}, "regulator", provenance, {})
    known = told(known, "regulator", phone="2")
    assert known.facts["phone"] == "1"
    assert known.differs["phone"]["value"] == "2"
    assert told(known, "regulator", phone="1").differs == {}


def test_a_fact_left_blank_by_a_person_stays_blank():
    provenance = {"phone": {"source": "representative", "checked_on": "2026-02-01"}}
    known = told(Known(FACTS, "regulator", provenance, {}), "regulator", phone="2")
    assert known.facts["phone"] == ""
    assert known.differs["phone"]["value"] == "2"


def test_capitals_make_no_difference():
    known = Known(FACTS, "regulator", {}, {})
    assert told(known, "companies", name="ANCHOR").differs == {}


def test_the_highest_word_that_differs_is_the_one_shown():
    known = Known(FACTS, "entered here", {}, {})
    known = told(told(known, "regulator", name="Anchor House"), "list", name="Ancor")
    assert known.differs["name"]["value"] == "Anchor House"


SAID = st.fixed_dictionaries(
    {"phone": st.sampled_from(["", "1", "2"]), "income_pence": st.sampled_from([None, 1, 2])}
)


@given(st.permutations(["regulator", "companies", "list"]), SAID, SAID, SAID)
def test_the_order_in_which_registers_are_loaded_does_not_matter(order, one, two, three):
    words = {"regulator": one, "companies": two, "list": three}
    ends = []
    for sources in (order, ["regulator", "companies", "list"]):
        known = Known(FACTS, "entered here", {}, {})
        for source in sources:
            known = told(known, source, **words[source])
        ends.append((known.facts, {f: p["source"] for f, p in known.provenance.items()}))
    assert ends[0] == ends[1]


@given(SAID, st.sampled_from(sorted(RANKS)))
def test_saying_the_same_twice_changes_nothing(said, source):
    once = told(Known(FACTS, "regulator", {}, {}), source, **said)
    assert told(once, source, **said) == once
