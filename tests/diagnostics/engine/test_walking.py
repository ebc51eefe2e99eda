"""The way through an instrument."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spinney.diagnostics.engine.definition import Kind, Question, Section
from spinney.diagnostics.engine.ordering import Circular
from spinney.diagnostics.engine.walking import add_round, remove_round, walk
from tests.diagnostics.engine.forms import TODAY, WHOLE_FORM, instrument


def keys(answers, form=WHOLE_FORM):
    return [page.key for page in walk(form, answers, today=TODAY).pages]


def test_pages_come_in_order_and_only_what_is_asked_now():
    assert keys({}) == ["staff", "money", "computers[1]", "thanks"]
    assert keys({"staff": 2}) == ["staff", "leader", "money", "computers[1]", "thanks"]


def test_a_section_on_one_page_shows_what_its_own_answers_may_bring():
    money = walk(WHOLE_FORM, {}, today=TODAY).page("money")
    assert ([one.key for one in money.asked], [one.key for one in money.waiting]) == (
        ["area"],
        ["cost"],
    )
    money = walk(WHOLE_FORM, {"area": ["hr"]}, today=TODAY).page("money")
    assert ([one.key for one in money.asked], money.waiting) == (["area", "cost"], ())


def test_the_intro_stands_on_the_first_page_of_its_section():
    way = walk(WHOLE_FORM, {"staff": 2}, today=TODAY)
    assert [page.intro for page in way.pages[:2]] == ["We begin with you.", ""]


def test_progress_and_what_is_missing():
    way = walk(WHOLE_FORM, {"staff": 2, "computers[1].age": 0}, today=TODAY)
    assert (way.answered, way.of) == (2, 5)
    assert way.missing == ("leader", "computers[1].make")
    assert way.unfinished().key == "leader"
    assert not way.done


def test_what_is_no_longer_asked_is_kept_aside_and_comes_back():
    answers = {"staff": 2, "leader": "Ada", "area": ["hr"], "cost": 900, "computers[2].make": "X"}
    assert walk(WHOLE_FORM, answers, today=TODAY).set_aside == {}
    fewer = {**answers, "staff": 1, "area": ["ict"], "computers[]": 1}
    way = walk(WHOLE_FORM, fewer, today=TODAY)
    assert way.set_aside == {"leader": "Ada", "cost": 900, "computers[2].make": "X"}
    assert "leader" not in way.sent
    assert walk(WHOLE_FORM, answers, today=TODAY).sent["leader"] == "Ada"


def test_calculations_see_money_in_pounds():
    way = walk(WHOLE_FORM, {"staff": 3, "area": ["hr"], "cost": 10_000}, today=TODAY)
    assert way.calculated["each"] == "33.33"
    assert way.sent["each"] == "33.33"


def test_a_calculation_without_its_numbers_comes_to_nothing():
    way = walk(WHOLE_FORM, {"staff": 0, "area": ["hr"], "cost": 10_000}, today=TODAY)
    assert way.calculated["each"] == ""
    assert "each" not in way.sent


def test_rounds_are_pages_and_the_last_may_be_followed():
    answers = {"computers[1].make": "A", "computers[2].make": "B", "computers[2].age": 9}
    way = walk(WHOLE_FORM, answers, today=TODAY)
    rounds = [page for page in way.pages if page.round]
    assert [(page.title, page.may_add) for page in rounds] == [
        ("Computer 1", False),
        ("Computer 2", True),
    ]
    assert [one.key for one in rounds[1].asked] == [
        "computers[2].make",
        "computers[2].age",
        "computers[2].old",
    ]
    assert [one.key for one in rounds[0].waiting] == ["computers[1].old"]


def test_rounds_are_added_up_to_the_most_and_taken_away():
    answers = {"computers[1].make": "A", "computers[2].make": "B"}
    three = add_round(WHOLE_FORM, answers, "computers", today=TODAY)
    assert add_round(WHOLE_FORM, three, "computers", today=TODAY) == three
    gone = remove_round(WHOLE_FORM, three, "computers", 1, today=TODAY)
    assert gone == {"computers[1].make": "B", "computers[]": 2}
    with pytest.raises(KeyError):
        remove_round(WHOLE_FORM, gone, "computers", 3, today=TODAY)


def test_a_repeat_without_rounds_still_has_a_page_to_add_one():
    way = walk(WHOLE_FORM, {"computers[]": 0}, today=TODAY)
    page = way.page("computers[]")
    assert (page.asked, page.may_add) == ((), True)


def test_a_repeat_may_be_counted_by_an_answer():
    many = Question("many", Kind.WHOLE, "How many?")
    named = Question("named", Kind.TEXT, "Name of room ${n}")
    n = Question("n", Kind.CALCULATED, "", calculation="position(..)")
    form = instrument(
        Section("s", "S", (many,)),
        Section("rooms", "Rooms", (n, named), repeats=4, times="${many}", each="room"),
    )
    assert keys({"many": 2}, form) == ["many", "rooms[1]", "rooms[2]"]
    assert keys({"many": 9}, form)[-1] == "rooms[4]"
    assert keys({}, form) == ["many"]
    page = walk(form, {"many": 2}, today=TODAY).page("rooms[2]")
    assert (page.asked[0].label, page.may_add) == ("Name of room 2", False)


def test_labels_quote_answers():
    way = walk(WHOLE_FORM, {"computers[1].age": 3, "computers[2].age": 4}, today=TODAY)
    assert way.page("thanks").asked[0].label == "Your 2 computers have 7 years."


def test_going_on_and_back():
    way = walk(WHOLE_FORM, {}, today=TODAY)
    assert way.after("staff").key == "money"
    assert way.before("money").key == "staff"
    assert (way.after("thanks"), way.before("staff")) == (None, None)


def test_choices_are_filtered():
    from spinney.diagnostics.engine.definition import Choice, ChoiceList

    towns = ChoiceList(
        "towns",
        (
            Choice("hull", "Hull", columns={"county": "yorks"}),
            Choice("dover", "Dover", columns={"county": "kent"}),
        ),
    )
    form = instrument(
        Section(
            "s",
            "S",
            (
                Question("where", Kind.TEXT, "County"),
                Question(
                    "town",
                    Kind.ONE,
                    "Town",
                    choices="towns",
                    choice_filter="county = ${where}",
                ),
            ),
        ),
        lists=(towns,),
    )
    way = walk(form, {"where": "kent"}, today=TODAY)
    assert [one.name for one in way.page("town").asked[0].choices] == ["dover"]


def test_a_default_is_suggested_until_somebody_answers():
    q = Question("when", Kind.DATE, "When", default="2026-04-01")
    form = instrument(Section("s", "S", (q,)))
    asked = walk(form, {}, today=TODAY).page("when").asked[0]
    assert (asked.suggested, asked.answered) == ("2026-04-01", False)
    assert walk(form, {"when": None}, today=TODAY).page("when").asked[0].suggested is None


def test_questions_that_wait_for_each_other_are_refused():
    a = Question("a", Kind.TEXT, "A", relevant="${b} = 1")
    b = Question("b", Kind.TEXT, "B", relevant="${a} = 1")
    with pytest.raises(Circular) as refused:
        walk(instrument(Section("s", "S", (a, b))), {}, today=TODAY)
    assert set(refused.value.keys) == {"a", "b"}


def test_a_condition_that_cannot_be_worked_out_asks_and_says_so():
    q = Question("a", Kind.TEXT, "A", relevant="pulldata('x') = 1")
    way = walk(instrument(Section("s", "S", (q,))), {}, today=TODAY)
    assert [page.key for page in way.pages] == ["a"]
    assert "pulldata" in way.state.troubles["a"]


def test_long_chains_of_calculations_are_worked_out():
    questions = [Question("c0", Kind.WHOLE, "Start")]
    questions += [
        Question(f"c{n}", Kind.CALCULATED, "", calculation=f"${{c{n - 1}}} + 1")
        for n in range(1, 900)
    ]
    form = instrument(Section("s", "S", tuple(reversed(questions))))
    assert walk(form, {"c0": 1}, today=TODAY).calculated["c899"] == "900"


ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "staff": st.none() | st.integers(0, 5),
        "leader": st.none() | st.text(max_size=5),
        "area": st.lists(st.sampled_from(["hr", "ict", "none"]), unique=True),
        "cost": st.integers(0, 10_000),
        "computers[1].make": st.text(max_size=3),
        "computers[2].age": st.integers(0, 20),
        "computers[3].old": st.sampled_from(["yes", "no"]),
        "computers[]": st.integers(0, 5),
    },
)


@given(ANSWERS)
def test_every_answer_is_either_sent_or_kept_aside(answers):
    way = walk(WHOLE_FORM, answers, today=TODAY)
    given_now = {k for k, v in answers.items() if v not in (None, "", []) and k != "computers[]"}
    typed = set(way.sent) - set(way.calculated)
    assert typed | set(way.set_aside) == given_now
    assert not typed & set(way.set_aside)
    assert way.answered == len(typed) <= way.of
    assert len({page.key for page in way.pages}) == len(way.pages)
