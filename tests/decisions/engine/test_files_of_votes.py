"""Files of ballots: what is read is what was written, and what is wrong is said with its line."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spinney.decisions.engine.files import blt, plain_json, preflib, rankings_csv
from spinney.decisions.engine.files.faults import FileFault
from spinney.decisions.engine.problem import Kind, Option, Paper
from spinney.decisions.engine.rules import count, rules_for
from tests.decisions.engine.drawn import ballots, simple
from tests.decisions.engine.real import real_lines

ANY_KIND = st.sampled_from(Kind).flatmap(ballots)
NAMES = st.text(st.sampled_from("'\"=+@#-,;\\é ab1"), max_size=12).map(
    lambda s: " ".join(s.split())
)


@given(ANY_KIND, NAMES, NAMES)
def test_a_table_reads_back_the_same(problem, title, name):
    first = replace(problem.options[0], name=name or "x")
    named = replace(problem, title=title, options=(first, *problem.options[1:]))
    assert rankings_csv.read(rankings_csv.write(named).splitlines()) == named


@given(ANY_KIND, st.text(max_size=9))
def test_json_reads_back_the_same_and_counts_to_the_same(problem, title):
    titled = replace(problem, title=title)
    for rule in rules_for(titled):
        text = plain_json.write(titled, count(rule, titled))
        assert plain_json.read(text.split("\n")) == titled
        assert plain_json.agrees(text.split("\n"))
        data = json.loads(text)
        data["outcome"]["chosen"] = [*data["outcome"]["chosen"], "o0"]
        assert plain_json.agrees([json.dumps(data)]) is False
    assert plain_json.agrees([plain_json.write(titled)]) is None


@given(ballots(Kind.RANK), NAMES, NAMES)
def test_blt_reads_back_the_same_election(problem, title, name):
    keys = {key: str(place) for place, key in enumerate(problem.by_key, 1)}
    options = [Option(key, name if key == "1" and name else "N") for key in keys.values()]
    papers = [
        Paper(
            {keys[key]: place for key, place in _closed_up(paper.marks).items()},
            times=paper.votes,
        )
        for paper in problem.papers
    ]
    plain = replace(simple(Kind.RANK, [], seed=""), options=tuple(options), papers=tuple(papers))
    plain = replace(plain, title=title, seats=problem.seats)
    assert blt.read(blt.write(plain).splitlines()) == plain


def _closed_up(marks):
    places = {place: new for new, place in enumerate(sorted(set(marks.values())), 1)}
    return {key: places[place] for key, place in marks.items()}


def test_blt_is_read_as_others_write_it():
    text = """\ufeff# made elsewhere
    4 2   # candidates places
    -3 -4
    5 1 3 2 0
    (17) 2 2=3 1
      0
    1 - 2 0
    3 0
    0
    "Ann \\"A\\" Ash" "Bob # 1"
    "Cat"  "Dan"
    "Chair" "second title" """
    problem = blt.read(text.splitlines())
    assert [(one.key, one.name) for one in problem.options] == [
        ("1", 'Ann "A" Ash'),
        ("2", "Bob # 1"),
    ]
    assert [(paper.marks, paper.times) for paper in problem.papers] == [
        ({"1": 1, "2": 2}, 5),
        ({"2": 1, "1": 2}, 2),
        ({"2": 1}, 1),
        ({}, 3),
    ]
    assert (problem.seats, problem.title, problem.voters) == (2, "Chair", 11)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("", 0, "too early"),
        ("two 1", 1, "“two”"),
        ("0 1", 1, "no candidates"),
        ("2 1\n1 3 0\n0", 2, "“3” is no candidate"),
        ("2 1\n1 1 1 0\n0", 2, "twice"),
        ("2 1\n1 1 2\n", 2, "too early"),
        ('2 1\n1 1 0\n"Ann"', 3, "not how many"),
        ("2 1\n1.5 1 0\n0", 2, "“1.5”"),
        ("2 1\n-5\n0", 2, "“5”"),
        ('2 1\n0\n"Ann"', 0, "1 names for 2"),
        ('2 1\n0\n"Ann\n"Bob"', 3, "closing quote"),
        ("2 1\n0\nAnn", 3, "where the names are"),
    ],
)
def test_what_is_wrong_with_a_blt_is_said(text, line, said):
    with pytest.raises(FileFault) as fault:
        blt.read(text.splitlines())
    assert fault.value.line == line
    assert said in str(fault.value)


def test_preflib_is_read_in_both_forms():
    """The new form is as preflibtools 2.0.33 writes it: 200 files of its making read the same."""
    new = """# FILE NAME: 1.toi
# TITLE: A chair
# DATA TYPE: toi
# NUMBER ALTERNATIVES: 3
# ALTERNATIVE NAME 1: Ann: the first
# ALTERNATIVE NAME 2: Bob
# ALTERNATIVE NAME 3: Cat
5: 1,2,3
2: 2, {1, 3}
1: 2"""
    old = "3\n1,Ann: the first\n2,Bob\n3,Cat\n8,8,3\n5,1,2,3\n2,2,{1,3}\n1,2"
    read = [preflib.read(text.splitlines(), "A chair") for text in (new, old)]
    assert read[0] == read[1]
    assert [(paper.marks, paper.times) for paper in read[0].papers] == [
        ({"1": 1, "2": 2, "3": 3}, 5),
        ({"2": 1, "1": 2, "3": 2}, 2),
        ({"2": 1}, 1),
    ]
    assert read[0].options[0].name == "Ann: the first"


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("", 0, "empty"),
        ("hello", 1, "“hello”"),
        ("# DATA TYPE: cat\n# ALTERNATIVE NAME 1: A", 0, "type cat"),
        ("# TITLE: x\n5: 1", 0, "names no alternatives"),
        ("# ALTERNATIVE NAME 1: A\n5 1", 2, "no colon"),
        ("# ALTERNATIVE NAME 1: A\n²: 1", 2, "“²”"),
        ("# ALTERNATIVE NAME 1: A\n5: 2", 2, "“2” is no alternative"),
        ("# ALTERNATIVE NAME 1: A\n5: 1,1", 2, "twice"),
        ("# ALTERNATIVE NAME 1: A\n5: {1", 2, "bracket"),
        ("# NUMBER ALTERNATIVES: 2\n# ALTERNATIVE NAME 1: A\n5: 1", 0, "2 alternatives"),
        ("2\n1,Ann", 0, "missing"),
    ],
)
def test_what_is_wrong_with_a_preflib_file_is_said(text, line, said):
    with pytest.raises(FileFault) as fault:
        preflib.read(text.splitlines())
    assert fault.value.line == line
    assert said in str(fault.value)


def test_a_plain_table_is_approvals_if_all_marks_are_1():
    problem = rankings_csv.read(["Van,Shed", "1,", ",1", "1,1"], "Which?")
    assert (problem.kind, problem.title) == (Kind.APPROVE, "Which?")
    assert count("approval", problem).totals == {"1": 2, "2": 2}
    ranked = rankings_csv.read(["#kind,rank", "Times,Van,Shed,", "4,1,2,", "2,2,1,"])
    assert (ranked.voters, ranked.options[0].name) == (6, "Van")


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("", 0, "empty"),
        ("Van,Shed\n1,2", 0, "does not say what"),
        ("#kind,song\nVan\n1", 0, "“song” is no kind"),
        ("#kind,rank\nVan,Shed\n1,x", 3, "“x” under Shed"),
        ("#kind,rank\nVan,Shed\n0,1", 3, "mark 0"),
        ("#kind,score\nVan\n-1", 3, "mark -1"),
        ("#kind,times\nVan\n3", 3, "mark 3"),
        ("Van,Shed\n1,1,1", 2, "3 marks for 2"),
        ("#kind,rank\ntimes,Van\n-2,1", 3, "less than nothing"),
        ("#seats,0\nVan\n1", 0, "too small"),
        ("#ties,whim\nVan\n1", 0, "parts no tie"),
        ("voter,times\nAnn,2", 1, "No column"),
        ("Van,Shed\n#key,a,a\n1,1", 0, "same key"),
        ("2,1\n30,2,3\nCandidate 1,Ann\nCandidate 2,Bob", 2, "“3” is no candidate"),
        ("2,1\n30,2,2\nCandidate 1,Ann\nCandidate 2,Bob", 2, "twice"),
        ("2,1\n30,2,1\nCandidate 1,Ann", 0, "2 candidates and names 1"),
    ],
)
def test_what_is_wrong_with_a_table_is_said(text, line, said):
    with pytest.raises(FileFault) as fault:
        rankings_csv.read(text.splitlines())
    assert said in str(fault.value)
    assert fault.value.line == line


def broken(**change):
    data = simple(Kind.SCORE, [{"a": 3}]).to_json()
    return json.dumps(data | change)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{\n  'a'", "Line 2: This is not JSON"),
        ("[" * 100_000, "too deep"),
        ("[]", "no ballot of Spinney"),
        (broken(format="spinney-ballot/2"), "no ballot of Spinney"),
        (broken(papers=None), "“papers” is missing"),
        (broken(papers=[{"marks": {"a": "3"}}]), "“a” of paper 1"),
        (broken(papers=[{"marks": {"a": True}}]), "“a” of paper 1"),
        (broken(papers=[{"marks": {"z": 3}}]), "no option"),
        (broken(papers=[{"marks": {"a": -3}}]), "mark -3"),
        (broken(papers=[{"marks": {"a": 3}, "times": -1}]), "less than nothing"),
        (broken(papers=[{"marks": {"a": 3}, "colour": 1}]), "not whole"),
        (broken(options=[{"key": 1}]), "“key” of option 1"),
        (broken(options=[{"key": "a"}, {"key": "a"}]), "same key"),
        (broken(seats=0), "too small"),
        (broken(seats="2"), "“seats” of the ballot"),
        (broken(kind="song"), "not whole"),
        (broken(ties=["whim"]), "not whole"),
        (broken(budget=1.5), "“budget” of the ballot"),
    ],
)
def test_what_is_wrong_with_a_json_file_is_said(text, said):
    with pytest.raises(FileFault, match=said.replace("(", r"\(")):
        plain_json.read(text.split("\n"))


def test_an_outcome_that_is_not_whole_is_a_fault():
    with pytest.raises(FileFault, match="outcome"):
        plain_json.agrees([broken(outcome={"rule": "score"})])


TEXTS = st.text(st.sampled_from("0123456789 -=\"#\n,{}:()'aé.²") | st.characters(), max_size=80)


@given(TEXTS, st.sampled_from([blt, preflib, rankings_csv, plain_json]))
def test_no_text_breaks_a_reader(text, reader):
    for start in ("", "2 1\n", "#kind,rank\nA,B\n", "# ALTERNATIVE NAME 1: A\n", "2,1\n"):
        try:
            problem = reader.read((start + text).splitlines())
        except FileFault as fault:
            assert str(fault)  # noqa: PT017 - either a problem or a fault, and nothing else
        else:
            assert problem.options


def test_the_scottish_ward_is_read():
    problem = rankings_csv.read(real_lines("rcv/eilean_siar_2012_ward3.csv"))
    assert (problem.voters, problem.seats, len(problem.options)) == (802, 3, 4)
    assert problem.title == "Na Hearadh Agus Ceann A Deas Nan Loch"
    again = blt.read(blt.write(problem).splitlines())
    assert count("stv_scottish", again) == count("stv_scottish", problem)
