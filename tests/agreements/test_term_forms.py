"""Forms of terms: every term has one; what is shown can be sent as it is; lists and questions that
depend on an answer work without a script; bad values keep what was typed.
"""

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from spinney.agreements.engine.terms import CATALOGUE, Kind, read, write
from spinney.agreements.forms.terms import Offers, form_for
from tests.agreements.term_values import UIDS, said_of
from tests.visitor import standing

OFFERS = Offers(
    (("uid-1", "Alder House"), ("uid-2", "Birch House")),
    (("register.evidence_kinds", "Which evidence it holds"),),
)
LIMITS = {"limits": [{"up_to_pence": 50000, "who": "lead_body"}], "above": "members"}


def sent(form):
    """What a browser would send of a form that nobody touched."""
    from bs4 import BeautifulSoup
    from django.template.loader import render_to_string

    page = render_to_string("agreements/answer_term.html", {"form": form, "term": form.term})
    found = BeautifulSoup(page, "html.parser").find_all("form")
    data = QueryDict(mutable=True)
    for form_element in found:
        if form_element.find(attrs={"name": "on-page"}):
            for key, value in standing(form_element).items():
                data.setlist(key, value if isinstance(value, list) else [value])
    return data


def bound(key, said=None, **data):
    shown = ",".join(part.key for part in form_for(key)(offers=OFFERS, said=said).shown)
    return form_for(key)({"on-page": shown, **data}, offers=OFFERS)


@pytest.mark.parametrize("key", CATALOGUE)
def test_what_is_usual_can_be_sent_as_it_stands(key):
    default = CATALOGUE[key].default
    form = form_for(key)(sent(form_for(key)(offers=OFFERS)), offers=OFFERS)
    if form.is_valid():
        assert read(key, form.value()) == default
    else:  # there is no usual answer: it says what is missing
        assert form.errors


def test_a_value_is_shown_and_sent_back_as_it_was():
    for key, said in (
        ("spending_limits", LIMITS),
        ("decision_rule", {"rule": "consensus", "fallback": "majority", "fallback_after_days": 14,
                           "of": "all", "answer_days": 7}),
        ("lead_body", "uid-2"),
        ("ends", "2027-03-31"),
        ("risks", [{"kind": "legal", "bearer": "organisation", "organisation": "uid-1"}]),
        ("values", ["We are honest", "We share"]),
    ):  # fmt: skip
        form = form_for(key)(sent(form_for(key)(offers=OFFERS, said=said)), offers=OFFERS)
        assert form.is_valid(), (key, form.errors)
        assert form.value() == write(key, read(key, said)), key


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_whatever_can_be_agreed_can_be_shown_and_sent_back(data):
    """Every term, whatever it says: a form that nobody touches changes nothing."""
    key = data.draw(st.sampled_from(list(CATALOGUE)))
    said = data.draw(said_of(key))
    offers = Offers(tuple((uid, uid) for uid in UIDS))
    form = form_for(key)(sent(form_for(key)(offers=offers, said=said)), offers=offers, said=said)
    assert form.is_valid(), (key, said, form.errors)
    assert unordered(form.value()) == unordered(write(key, read(key, said)))


def unordered(said):
    """A value whose lists of plain words are sets: ticked boxes have no order."""
    if isinstance(said, dict):
        return {key: unordered(one) for key, one in said.items()}
    if isinstance(said, list) and all(isinstance(one, str) for one in said):
        return sorted(said)
    return [unordered(one) for one in said] if isinstance(said, list) else said


def test_no_term_asks_a_thing_by_a_name_that_the_form_needs_for_itself():
    for term in CATALOGUE.values():
        taken = {part.key for part in term.parts}
        assert not taken & {"read", "on-page", "row-do", "save"}, term.key


def test_a_line_is_added_and_removed_and_nothing_typed_is_lost():
    typed = {"limits-rows": "0", "limits-0-up_to_pence": "five", "limits-0-who": "lead_body"}
    more = bound("spending_limits", **typed, **{"row-do": "add-limits"})
    assert more.goes_on
    assert not more.errors
    assert not more.is_valid()
    rows = next(one.rows for one in more.blocks() if one.part.key == "limits")
    assert [row.id for row in rows] == [0, 1]
    assert 'value="five"' in str(rows[0].fields[0])
    fewer = bound("spending_limits", **typed, **{"row-do": "remove-limits-0"})
    assert next(one.rows for one in fewer.blocks() if one.part.key == "limits") == []


def test_lines_left_blank_are_not_said_and_faults_stand_where_they_were_typed():
    form = bound(
        "spending_limits", above="members",
        **{"limits-rows": "4,9", "limits-9-up_to_pence": "0.50", "limits-9-who": "lead_body"},
    )  # fmt: skip
    assert not form.is_valid()
    assert "£1" in str(form.errors["limits-9-up_to_pence"])
    good = bound(
        "spending_limits", above="members",
        **{"limits-rows": "4,9", "limits-9-up_to_pence": "500", "limits-9-who": "lead_body"},
    )  # fmt: skip
    assert good.is_valid(), good.errors
    assert good.value() == LIMITS


def test_an_answer_brings_the_question_that_depends_on_it():
    form = bound("decision_rule", rule="consensus", of="cast", answer_days="14")
    assert form.goes_on
    assert form.new_labels == ["What if that fails?"]
    assert not form.errors
    shown = [block.part.key for block in form.blocks()]
    assert "fallback" in shown
    assert "fallback_after_days" not in shown


def test_shares_that_do_not_fit_keep_what_was_typed_and_say_what_is_expected():
    form = bound("quorum", percent="150", at_least="", **{"of_tiers-rows": ""})
    assert not form.is_valid()
    assert "from 1 to 100" in str(form.errors["percent"])
    assert 'value="150"' in str(form["percent"])


def test_nothing_that_is_not_offered_can_be_chosen():
    form = bound("lead_body", organisation="uid-9")
    assert not form.is_valid()


def test_whoever_was_chosen_and_is_no_party_any_more_is_still_shown():
    form = form_for("lead_body")(offers=OFFERS, said="uid-9")
    assert "no party any more" in str(form["organisation"])


@given(st.sampled_from(list(CATALOGUE)), st.dictionaries(st.text(max_size=12), st.text(max_size=8)))
def test_whatever_is_sent_is_refused_in_words(key, data):
    """No input breaks a form: it is refused, or it is something that the term can be."""
    form = form_for(key)(data, offers=OFFERS)
    if form.is_valid():
        read(key, form.value())


@given(data=st.data())
def test_any_text_in_any_field_is_refused_in_words(data):
    key = data.draw(st.sampled_from(list(CATALOGUE)))
    names = list(form_for(key)(offers=OFFERS).fields)
    names += [f"{p.key}-rows" for p in CATALOGUE[key].parts if p.kind is Kind.RECORDS]
    odd = st.sampled_from(["", "0", "1", "-1", "1e9", "½", "yes", "0,1", "٣", "x" * 300, "uid-1"])
    sent_data = {name: data.draw(odd) for name in names}
    form = form_for(key)(sent_data, offers=OFFERS)
    if form.is_valid():
        assert write(key, read(key, form.value())) == form.value()
