"""Files of participatory budgeting: read as they are found, and written to read back equal."""

import zipfile
from contextlib import suppress
from dataclasses import replace
from io import StringIO, TextIOWrapper

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spinney.decisions.engine.files.faults import FileFault
from spinney.decisions.engine.files.pabulib import MONEY_TIES, read, read_election, write
from spinney.decisions.engine.files.stated import count_as_stated
from spinney.decisions.engine.problem import Kind, Option, Paper
from spinney.decisions.engine.rules.rule import RuleDoesNotFit
from spinney.decisions.engine.rules.tally import tally_of
from tests.decisions.engine.drawn import TIES
from tests.decisions.engine.money import money_ballots
from tests.decisions.engine.real import real_path

WHOLE = """META
key;value
description;What we pay for
num_projects;3
num_votes;4
budget;100
vote_type;approval
rule;greedy
max_length;2
PROJECTS
project_id;cost;name;selected
1;60;A van;1
2;50;"A shed; small";0
3;40;A desk;1
VOTES
voter_id;vote;age
a;1,2;44
b;1,3;
c;1;39
d;;70
"""


def of(text):
    return read(StringIO(text, newline=""))


def test_reads_what_was_voted_on():
    election = read_election(StringIO(WHOLE))
    problem = election.problem
    assert (problem.kind, problem.budget, problem.most_marks) == (Kind.APPROVE, 100, 2)
    assert problem.options[1] == Option("2", "A shed; small", cost=50)
    assert problem.papers[0] == Paper({"1": 1, "2": 1}, voter="a")
    assert problem.papers[3] == Paper({}, voter="d")
    assert (problem.title, problem.about, problem.ties) == (
        "What we pay for", {"rule": "greedy"}, MONEY_TIES
    )  # fmt: skip
    assert election.selected == {"1": 1, "2": 0, "3": 1}


@pytest.mark.parametrize(
    "change",
    [
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\n\n"),
        lambda text: text.replace("key;value", "key; value").replace("get;100", "get; 100 "),
        lambda text: text + ";;;\n;;\n",
        lambda text: text.replace("budget;100", "budget;100,00").replace("2;50;", "2;50.0;"),
        lambda text: text.replace("num_votes;4\n", "").replace("META", "meta"),
        lambda text: text.replace("1,2;44", "1,2,2,1;44"),
    ],
)
def test_reads_what_is_found_in_the_wild(change):
    assert of(change(WHOLE)) == of(WHOLE)


def test_columns_stand_in_any_order_and_ids_may_be_missing():
    text = WHOLE.replace("voter_id;vote;age\na;1,2;44\nb;1,3;\nc;1;39\nd;;70", "age;vote\n4;1,2\n"
                         ";1,3\n;1\n;")  # fmt: skip
    text = text.replace("num_votes;4", "num_votes;3")  # the last is an empty line
    assert [paper.marks for paper in of(text).papers] == [{"1": 1, "2": 1}, {"1": 1, "3": 1},
                                                          {"1": 1}]  # fmt: skip
    assert {paper.voter for paper in of(text).papers} == {""}


@pytest.mark.parametrize(
    ("kind", "rows", "marks"),
    [
        ("cumulative", "voter_id;vote;points\na;1,2;3,2\nb;2;1.5", [{"1": 30, "2": 20}, {"2": 15}]),
        ("scoring", "voter_id;points;vote\na;5,0;1,2\nb;;", [{"1": 5, "2": 0}, {}]),
        ("ordinal", "voter_id;vote\na;3,1\nb;2", [{"3": 1, "1": 2}, {"2": 1}]),
        ("choose-1", "voter_id;vote\na;3\nb;2", [{"3": 1}, {"2": 1}]),
    ],
)
def test_all_kinds_of_papers(kind, rows, marks):
    head = WHOLE[: WHOLE.index("voter_id")].replace("num_votes;4", "num_votes;2")
    problem = of(head.replace("vote_type;approval", f"vote_type;{kind}") + rows)
    assert [paper.marks for paper in problem.papers] == marks
    assert problem.about.get("point_parts", "1") == ("10" if kind == "cumulative" else "1")


def test_money_has_as_many_places_as_the_file_needs():
    problem = of(WHOLE.replace("budget;100", "budget;1 000,5").replace("1;60;", "1;60.25;"))
    assert (problem.budget, problem.options[0].cost, problem.options[1].cost) == (
        100050,
        6025,
        5000,
    )
    assert problem.about["money_parts"] == "100"


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("META\n", "", 1, "The file begins with 'key'."),
        ("key;value", "name;value", 3, "key;value"),
        ("budget;100\n", "", 0, "META says nothing of 'budget'"),
        ("budget;100", "budget;much", 6, "The budget is not a number: 'much'."),
        ("approval", "acclaim", 7, "There is no vote_type 'acclaim'. One of approval, choose-1"),
        ("num_votes;4", "num_votes;5", 5, "there are 5 votes, and the file has 4"),
        ("3;40;", "1;40;", 14, "The project '1' stands there twice."),
        ("3;40;", "3;-40;", 14, "costs less than nothing"),
        ("3;40;", "3;;", 14, "The cost of project '3' is not a number: ''."),
        ("3;40;", ";40;", 14, "A project has no id."),
        (";cost;", ";price;", 12, "The table PROJECTS has no column 'cost'."),
        ("b;1,3", "b;1,9", 18, "A vote names the project '9'"),
        ("voter_id;vote;", "voter_id;ballot;", 17, "The table VOTES has no column 'vote'."),
        ("VOTES", "BALLOTS", 0, "There is no table VOTES."),
        ("VOTES", "META", 15, "The table META stands there twice."),
        ("vote_type;approval", "vote_type;scoring", 17, "The table VOTES has no column 'points'."),
    ],
)
def test_says_what_is_wrong_and_where(old, new, line, told):
    with pytest.raises(FileFault) as fault:
        of(WHOLE.replace(old, new, 1))
    assert told in str(fault.value)
    assert fault.value.line == line


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_anything_else_is_a_fault_that_is_told(data):
    lines = WHOLE.splitlines(keepends=True)
    at = data.draw(st.integers(0, len(lines) - 1))
    lines[at] = data.draw(st.text(max_size=20) | st.sampled_from(['"', ";;;;", "\x00", "1;" * 9]))
    with suppress(FileFault):
        assert read(lines).options


KINDS = st.sampled_from([Kind.CHOOSE, Kind.APPROVE, Kind.SCORE, Kind.ALLOCATE])


@settings(max_examples=80, deadline=None)
@given(KINDS.flatmap(money_ballots), TIES, st.sampled_from(["1", "100"]))
def test_what_is_written_reads_back_equal(problem, ties, parts):
    """But for what the format cannot hold: several papers in one, ties, seats and seeds."""
    each = tuple(replace(paper, times=1) for paper in problem.papers for _ in range(paper.times))
    most = 1 if problem.kind is Kind.CHOOSE else None
    about = {"country": "", "unit": "", "instance": "", "rule": "greedy"}
    if parts == "100":
        about["money_parts"] = parts
    options = tuple(replace(one, before=0) for one in problem.options)
    problem = replace(problem, options=options)
    problem = replace(problem, papers=each, most_marks=most, about=about, title="Ours", ties=ties)
    problem = replace(problem, budget=problem.budget * 100 + 1) if parts == "100" else problem
    read_back = of(write(problem, selected=["o0"]))
    assert replace(read_back, ties=ties, seats=problem.seats, seed=problem.seed) == problem


def test_writes_no_ballot_without_money():
    with pytest.raises(ValueError, match="costs? money"):
        write(replace(of(WHOLE), budget=None))


def stated(rule, **meta):
    more = "".join(f"{key};{value}\n" for key, value in meta.items())
    text = WHOLE.replace("rule;greedy\n", f"rule;{rule}\n{more}")
    return count_as_stated(read_election(StringIO(text))).chosen


def test_the_rule_that_a_file_states():
    assert stated("greedy") == ("1", "3")
    assert stated("greedy-no-skip") == ("1",)
    assert stated("greedy-threshold", min_project_score_threshold=2) == ("1",)
    comment = "#1: at least 75% of that project, we fund it as well"
    assert stated("greedy-custom", comment=comment) == ("1", "2")
    assert stated("greedy-exclusive", comment="#1: Projects 1 and 3 are mutually exclusive.") == (
        "1",
    )
    assert stated("equalshares") == ("1",)
    assert stated("equalshares/add1") == ("1", "3")
    assert stated("equalshares/add1-comparison") == ("1", "3")
    for rule, why in (("unknown", "the file says"), ("", "the file does not say")):
        with pytest.raises(RuleDoesNotFit, match=why):
            stated(rule)
    with pytest.raises(RuleDoesNotFit, match="no number"):
        stated("greedy-threshold", min_project_score_threshold="many")


def test_a_city_pays_for_what_nobody_voted_for_when_there_is_money():
    text = WHOLE.replace("b;1,3;", "b;1;")
    assert count_as_stated(read_election(StringIO(text))).chosen == ("1", "3")


@pytest.mark.slow
def test_real_elections_are_read_whole_and_counted_as_the_city_did():
    """Stated points of ranked papers without a greatest length follow another rule of points, and
    one city has two votes more than its file.
    """
    off, checked = set(), 0
    with zipfile.ZipFile(real_path("pabulib.zip")) as packed:
        for name in (one for one in packed.namelist() if one.endswith(".pb")):
            election = read_election(TextIOWrapper(packed.open(name), "utf-8", newline=""), name)
            problem = election.problem
            points = tally_of(problem).totals
            if problem.kind is not Kind.RANK or problem.most_marks:
                off |= {name for key, said in election.stated.items() if points[key] != float(said)}
            chosen = {key for key, how in (election.selected or {}).items() if how == 1}
            if chosen and election.meta["rule"] != "unknown":
                checked += 1
                assert chosen <= set(count_as_stated(election).chosen), name
    assert len(off) <= 1
    assert checked > 30
