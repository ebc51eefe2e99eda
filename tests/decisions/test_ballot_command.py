"""`spinney ballot`: counts files without a site, in words or JSON, and says what is wrong."""

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from spinney.cli.__main__ import main
from spinney.decisions.engine.result import Outcome

PB = """META
key;value
description;What we pay for together
country;UK
unit;Alder Cluster
instance;2026
num_projects;3
num_votes;4
budget;100.50
vote_type;approval
rule;greedy
currency;GBP
PROJECTS
project_id;cost;name
van;60.25;A shared van
desk;40;A help desk
shed;40;A tool shed
VOTES
voter_id;vote
1;van,desk
2;van,desk
3;van
4;shed
"""
BLT = """3 1
2 1 0
3 2 0
2 3 1 0
0
"Ash"
"Birch"
"Cedar"
"Lead of the cluster"
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "money.pb").write_text(PB, encoding="utf-8")
    (tmp_path / "lead.blt").write_text(BLT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words):
    return CliRunner().invoke(main, ["ballot", *words])


def test_counts_money_in_words(folder):
    done = run("count", "money.pb", "--rule", "greedy")
    assert done.exit_code == 0, done.output
    assert "Counted by most votes first." in done.stdout
    assert "A shared van and A help desk are chosen, for 100.25 GBP." in done.stdout
    assert "A tool shed costs 40 GBP, and 0.25 GBP is left" in done.stdout


def test_counts_money_as_json(folder):
    done = run("count", "money.pb", "--rule", "equal-shares-plain", "--json")
    data = json.loads(done.stdout)
    assert data["options"]["van"] == {"name": "A shared van", "cost": 6025}
    assert Outcome.from_json(data).chosen == ("van",)
    assert (data["rule"], data["spent"], data["file"]) == ("equal_shares_plain", 6025, "money.pb")


def test_counts_an_election_with_several_seats(folder):
    one = json.loads(run("count", "lead.blt", "--rule", "stv", "--json").stdout)
    two = json.loads(run("count", "lead.blt", "--rule", "stv", "--seats", "2", "--json").stdout)
    assert (one["chosen"], len(two["chosen"])) == (["1"], 2)
    assert "Ash is elected." in run("count", "lead.blt", "--rule", "stv").stdout


def test_the_first_rule_that_fits_is_taken_where_none_is_named(folder):
    assert "Counted by equal shares." in run("count", "money.pb").stdout
    assert run("rules", "money.pb").stdout.splitlines()[:3] == [
        "equal-shares",
        "greedy",
        "phragmen",
    ]


def test_a_file_is_counted_by_its_own_rule(folder):
    stated = run("count", "money.pb", "--rule", "stated", "--json")
    assert json.loads(stated.stdout)["rule"] == "greedy"
    other = run("count", "lead.blt", "--rule", "stated")
    assert (other.exit_code, other.stdout) == (2, "")
    assert "lead.blt states no rule" in other.stderr


def test_compares_rules(folder):
    words = run("compare", "money.pb").stdout
    assert "1 of 4 is left with nothing they liked." in words
    assert "The same as by the first rule." in words or "Against the first rule:" in words
    data = json.loads(run("compare", "money.pb", "--rule", "greedy", "--json").stdout)
    (only,) = data["rules"]
    assert (only["rule"], only["left_out"]["voters"]) == ("greedy", ["4"])


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            ["count", "broken.pb"],
            "Line 7: META says that there are 3 projects, and the file has 2.",
        ),
        (["count", "votes.odt"], "The name 'votes.odt' does not say what kind of file it is."),
        (["count", "latin.pb"], "The file is not text in UTF-8."),
        (["count", "money.pb", "--rule", "stv"], "it counts papers of the kinds rank, not approve"),
        (["count", "money.pb", "--rule", "best"], "`spinney ballot rules FILE` lists those"),
        (["count", "none.pb"], "does not exist"),
        (["count", "lead.blt", "--seats", "0"], "0 is not in the range"),
    ],
)
def test_refuses_with_2_and_says_why(folder, words, told):
    (folder / "broken.pb").write_text(PB.replace("shed;40;A tool shed\n", ""), encoding="utf-8")
    (folder / "votes.odt").write_text("x")
    (folder / "latin.pb").write_bytes(PB.replace("shared", "café").encode("latin-1"))
    done = run(*words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert told in done.stderr


def test_wakes_no_site(folder):
    program = (
        "import sys; from spinney.cli.__main__ import main\n"
        "try: main(['ballot', 'count', 'money.pb'])\n"
        "except SystemExit: pass\n"
        "sys.exit(any(m.split('.')[0] in ('django', 'numpy') for m in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
