"""A guess at what was bought: by who it is, by words, by numbers, by people's corrections."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spinney.purchasing.engine.categories import saying
from spinney.purchasing.engine.categories.classify import (
    Lesson,
    Lessons,
    classify,
    key_of_name,
)
from spinney.purchasing.engine.categories.tree import CATEGORIES

ROWS = """
BT GROUP PLC | | telecoms | known_name
DD BT PAYMENT SERVICES 0800 | | telecoms | known_name
British Gas Business | | energy | known_name
ZURICH INSURANCE PLC | | insurance | known_name
MSFT * E0200ABCDE | | software | known_name
PAYPAL *VISTAPRINT | | stationery_print | known_name
Royal Mail Group Ltd | | postage | known_name
TRAINLINE.COM | Travel | travel | known_name
SEVERN TRENT WATER | | water | known_name
HMRC CUMBERNAULD | PAYE | payroll_hr | known_name
Tesco Mobile | | telecoms | known_name
TESCO STORES 3021 | Stationery | stationery_print | own_words
AMAZON.CO.UK*M12 | Laptops | hardware | own_words
Ash & Elm Solicitors LLP | | legal | name_words
Rowan Accountants | | audit_accountancy | name_words
Larch Window Cleaning | | premises | name_words
Pine Water Coolers Ltd | | catering | name_words
Fir Training Ltd | | training | name_words
Alder Skip Hire | | utilities_other | name_words
Larch Ltd | Light, power, heating | energy | own_words
Larch Ltd | Telephone & Internet | telecoms | own_words
Larch Ltd | Printing, Postage & Stationery | stationery_print | own_words
Larch Ltd | Repairs and Renewals | maintenance | own_words
Larch Ltd | Rent & service charges | premises | own_words
Larch Ltd | GROCERY STORES, SUPERMARKETS | catering | own_words
Larch Ltd | EQUIP, FURNITURE, HOME FURNSHNGS STRS | premises | own_words
Larch Ltd | Agency Staff Costs - Non Teaching | recruitment | own_words
Larch Ltd | MCC 5812 | catering | card_code
Larch Ltd | 7502 | telecoms | account_code
Larch Ltd | 5943 | stationery_print | card_code
Larch Ltd | Sundries | other | own_words
Larch Ltd | | other | nothing
"""


@pytest.mark.parametrize("row", [one for one in ROWS.strip().splitlines()])
def test_what_is_found_and_by_what(row):
    name, words, category, code = (part.strip() for part in row.split("|"))
    guess = classify(name, words)
    assert (guess.category, guess.why.code) == (category, code)
    assert guess.doubtful == (category == "other")


def test_what_agrees_is_surer_and_what_contradicts_less():
    name = classify("Ash Solicitors")
    both = classify("Ash Solicitors", "Legal fees")
    against = classify("Ash Solicitors", "Insurance")
    assert both.sure > name.sure > against.sure
    assert {against.category, against.also} == {"legal", "insurance"}


def test_a_description_counts_less_than_the_file_s_own_words():
    guess = classify("Larch Ltd", "", "Photocopier lease, March")
    assert (guess.category, guess.why.code) == ("stationery_print", "description_words")
    assert guess.sure < classify("Larch Ltd", "Photocopier lease").sure


def test_corrections_decide_in_their_order():
    lessons = Lessons(
        (
            Lesson("name", "Rowan Stores Ltd", "legal", "birch"),
            Lesson("name", "ROWAN STORES", "catering", "birch"),
            Lesson("own_words", "Sundry Costs", "training", "birch"),
            Lesson("line", "17", "postage", "birch"),
        )
    )

    def told(name, words="", **more):
        guess = classify(name, words, lessons=lessons, source="birch", **more)
        return guess.category, guess.why.code

    assert told("Rowan Stores (UK) plc", "Sundry costs") == ("catering", "corrected_name")
    assert told("Elm Ltd", "SUNDRY COSTS") == ("training", "corrected_own_words")
    assert told("Rowan Stores", line="17") == ("postage", "corrected_line")
    assert classify("Elm Ltd", "Sundry costs", lessons=lessons, source="oak").category == "other"


def test_what_others_corrected_is_heard_but_does_not_decide():
    lessons = Lessons((Lesson("name", "Rowan Stores", "catering", "birch"),))
    guess = classify("Rowan Stores", lessons=lessons, source="oak")
    assert (guess.category, guess.why.code) == ("catering", "corrected_elsewhere")
    assert guess.sure < 1


def test_there_is_no_lesson_of_what_is_not():
    with pytest.raises(ValueError, match="no category"):
        classify("X", lessons=Lessons((Lesson("name", "X", "sweets"),)))


texts = st.text(max_size=40)


@given(texts, texts, texts)
def test_any_text_has_a_category_a_sureness_and_words_for_why(name, words, description):
    guess = classify(name, words, description)
    assert guess.category in CATEGORIES
    assert 0 <= guess.sure <= 1
    assert guess.also in ("", *CATEGORIES)
    assert guess.also != guess.category
    assert saying.said(guess.why)


@given(texts)
def test_case_and_spaces_change_nothing(name):
    same = f"  {name.upper()}  "
    if same.strip().lower() == name.lower().strip():
        assert classify(same).category == classify(name).category
        assert key_of_name(same) == key_of_name(name.lower())


def test_every_reason_has_words():
    told = [
        classify(*(part.strip() for part in row.split("|")[:2])) for row in ROWS.split("\n")[1:-1]
    ]
    assert {one.why.code for one in told} <= saying.CODES
    assert all("{" not in saying.said(one.why) for one in told)
