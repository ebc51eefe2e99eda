"""The instruments that come with Spinney: sound, plain, as long as they say, and complete."""

import re
from pathlib import Path

import pytest

import spinney.diagnostics
from spinney.diagnostics.engine.definition import Instrument, Kind, Measure
from spinney.diagnostics.engine.estimating import minutes
from spinney.diagnostics.engine.library import Unreadable, read, read_all
from spinney.diagnostics.engine.soundness import faults
from spinney.diagnostics.engine.walking import walk
from tests.diagnostics.engine.forms import TODAY

FOLDER = Path(spinney.diagnostics.__file__).parent / "instruments"
TEXTS = {path.name: path.read_text() for path in sorted(FOLDER.glob("*.toml"))}
BUILT_IN = read_all(TEXTS)
TEN = {
    "hr",
    "ict",
    "finance",
    "premises",
    "fundraising",
    "marketing",
    "training",
    "volunteers",
    "safety",
    "business",
}
each = pytest.mark.parametrize("instrument", BUILT_IN.values(), ids=BUILT_IN.keys())


def test_all_are_there():
    assert set(BUILT_IN) == {
        "pre_cluster_survey",
        "self_assessment",
        "ict_review",
        "readiness_check",
        "hopes_and_fears",
        "follow_up_survey",
    }
    assert all(name == f"{key}.toml" for name, key in zip(TEXTS, BUILT_IN, strict=True))


@each
def test_each_is_sound_and_survives_json(instrument):
    assert faults(instrument) == ()
    assert Instrument.from_json(instrument.to_json()) == instrument


@each
def test_each_says_what_it_is_for_and_rests_on(instrument):
    assert instrument.purpose
    assert instrument.source


@each
def test_the_minutes_hold(instrument):
    assert instrument.minutes == minutes(instrument)


def measured(instrument, measure):
    return {q.area for q in instrument.questions() if q.measure is measure}


def test_the_survey_asks_of_every_area():
    survey = BUILT_IN["pre_cluster_survey"]
    assert set(survey.areas) == TEN
    for measure in ("post", "need", "cost", "satisfaction", "interest"):
        assert measured(survey, Measure(measure)) == TEN
    assert measured(survey, Measure.OFFER) == TEN | {""}
    offered = {one.name for one in survey.choices_of(survey.question("offers_in"))}
    assert offered == TEN | {"none"}
    assert survey.question("contracts").kind is Kind.ONE


def test_the_self_assessment_finds_strengths_in_every_area_and_the_fragile():
    own = BUILT_IN["self_assessment"]
    assert measured(own, Measure.STRENGTH) == TEN
    for staff, person, fragile in ((3, "yes", "yes"), (4, "yes", "no"), (3, "no", "no")):
        way = walk(own, {"full_time": staff, "key_person": person}, today=TODAY)
        assert way.calculated["fragile"] == fragile


def test_needs_and_strengths_have_four_levels():
    for instrument in BUILT_IN.values():
        for q in instrument.questions():
            if q.measure in (Measure.NEED, Measure.STRENGTH):
                choices = instrument.choices_of(q)
                assert [(one.name, one.level) for one in choices] == [(str(n), n) for n in range(4)]


def test_the_ict_review_has_the_five_controls_as_its_spine_each_with_a_remedy():
    review = BUILT_IN["ict_review"]
    baseline = [q for q in review.questions() if q.measure is Measure.BASELINE]
    assert {q.area for q in baseline} >= {
        "firewalls",
        "configuration",
        "access",
        "malware",
        "updates",
        "backup",
    }
    for q in baseline:
        assert q.remedy
        assert q.source
        meets = [one.meets for one in review.choices_of(q)]
        assert True in meets
        assert False in meets
    assert sum(q.cost_pence > 0 for q in baseline) > len(baseline) / 2
    assert "illustrate" in review.source


def test_the_ict_review_adds_up_what_it_costs():
    answers = {
        "internet_cost": 60_000,
        "who_helps": "firm",
        "support_cost": 120_050,
        "programs[1].program_cost": 10_000,
        "programs[2].program_cost": 5_000,
    }
    way = walk(BUILT_IN["ict_review"], answers, today=TODAY)
    assert way.calculated["yearly_cost"] == "1950.5"


CHECKLISTS = {
    "Cigler": {str(n) for n in range(1, 10)},
    "Cordero-Guzman": {str(n) for n in range(1, 14)},
    "the twelve factors": {str(n) for n in range(1, 13)},
}
TEN_RS = "rationalities roadmaps rules relationships rewards resources roles responsibilities"


def test_the_readiness_check_rests_on_every_point_of_the_checklists():
    check = BUILT_IN["readiness_check"]
    asked = [q for q in check.questions() if q.kind in (Kind.ONE, Kind.SCALE)]
    assert len(asked) <= 25
    assert check.minutes < 10
    sources = [part for q in asked for part in q.source.split(";")]
    assert all(q.source for q in asked)
    for name, points in CHECKLISTS.items():
        named, found = "", set()
        for part in sources:
            named = next((n for n in CHECKLISTS if n in part), "")
            found |= set(re.findall(r"\d+", part)) if named == name else set()
        assert found == points, name
    text = " ".join(sources)
    for r in [*TEN_RS.split(), "risks", "reviews"]:
        assert r in text, r
    for theme in ("common aims", "power", "trust", "who is a member", "leadership"):
        assert f"Huxham: {theme}" in text, theme
    assert "Murray's five stages" in text
    assert "four ways to break trust" in text


def test_the_readiness_check_counts_what_is_in_place():
    check = BUILT_IN["readiness_check"]
    scales = [q.key for q in check.questions() if q.kind is Kind.SCALE]
    assert len(scales) == 24
    way = walk(check, {key: "2" for key in scales[:7]} | {scales[9]: "1"}, today=TODAY)
    assert way.calculated["in_place"] == "7"
    assert way.page("told").asked[0].label.startswith("You said that 7 of 24 ")


@each
def test_every_page_can_be_reached(instrument):
    """Answer everything, each choice in turn: every question is asked on some way."""
    reached: set[str] = set()
    most = max((len(one.choices) for one in instrument.lists), default=1)
    for turn in range(most):
        answers: dict = {}
        for _ in range(6):
            way = walk(instrument, answers, today=TODAY)
            for asked in (one for page in way.pages for one in page.asked):
                reached.add(asked.question.key)
                answers[asked.key] = an_answer(asked, turn)
    typed = {q.key for q in instrument.questions() if q.kind is not Kind.CALCULATED}
    assert typed - reached == set()


def an_answer(asked, turn):
    names = [one.name for one in asked.choices if not one.exclusive]
    kind = asked.question.kind
    if kind is Kind.SEVERAL:
        return names
    if names:
        return names[turn % len(names)]
    return {Kind.WHOLE: 3, Kind.MONEY: 100, Kind.DATE: "2026-01-01"}.get(kind, "x")


def syllables(word):
    """About how many: runs of vowels, but for a silent e."""
    plain = re.sub(r"(?:es|ed|e)$", "", word.lower()) or word
    return max(1, len(re.findall(r"[aeiouy]+", plain)))


def reading_age(sentences):
    """The grade of Flesch and Kincaid, plus the five years before school."""
    words = [re.findall(r"[A-Za-z']+", one) for one in sentences]
    words = [one for one in words if one]
    count = sum(map(len, words))
    sounds = sum(syllables(word) for one in words for word in one)
    return 0.39 * count / len(words) + 11.8 * sounds / count - 15.59 + 5


def sentences_of(instrument):
    texts = [instrument.purpose]
    for section in instrument.sections:
        texts.append(section.intro)
        for q in section.questions:
            texts += [q.label, q.hint, q.remedy]
    return [part for text in texts for part in re.split(r"(?<=[.?:;])\s", text) if part]


def test_the_measure_of_reading_age_knows_easy_from_hard():
    easy = ["The cat sat on the mat.", "It was a red mat."]
    hard = ["Organisational sustainability necessitates multifaceted stakeholder engagement."]
    assert reading_age(easy) < 8 < 16 < reading_age(hard)


@each
def test_a_twelve_year_old_can_read_it(instrument):
    assert reading_age(sentences_of(instrument)) <= 12
    longest = max(sentences_of(instrument), key=lambda one: len(one.split()))
    assert len(longest.split()) <= 38, longest


def test_faults_are_told_with_the_name_of_the_file():
    broken = TEXTS["hopes_and_fears.toml"].replace('key = "fear"', 'key = "hope"')
    with pytest.raises(Unreadable) as refused:
        read_all({"one.toml": broken, "two.toml": "key = ["})
    assert [(one.code, one.key) for one in refused.value.faults] == [
        ("key_twice", "one.toml: hope"),
        ("not_toml", "two.toml: "),
    ]


@pytest.mark.parametrize("text", ["", 'key = "x"', 'key = "x"\ntitle = "X"\nwrong = 1'])
def test_what_is_no_instrument_is_refused(text):
    with pytest.raises(Unreadable):
        read(text)
