"""CSV in: what is read, and errors that name row and column; `spinney groups propose` on it."""

import json

import pytest
from click.testing import CliRunner

from spinney.base.kernel.errors import BadInput
from spinney.cli.groups import groups
from spinney.diagnostics.engine.groups import Problem, Rules, read_organisations, read_rules

HEAD = "name,key,latitude,longitude,kind,fragile,size,need:HR,offer:ICT"


def test_a_row_is_an_organisation():
    (one,) = read_organisations([HEAD, "Alder Trust,a,53.8,-1.55,charity,yes,12,3,2"])
    assert (one.key, one.place, one.kind, one.fragile, one.size) == (
        "a", (53.8, -1.55), "charity", True, 12,
    )  # fmt: skip
    assert (one.needs, one.offers) == ({"HR": 3}, {"ICT": 2})


def test_what_is_empty_takes_what_is_likely():
    first, second = read_organisations(
        [HEAD, "Alder Trust,,,,,,3,,", "Beck House,,,,,,4,0,", "", ",,,,,,,,"]
    )
    assert (first.key, first.place, first.needs) == ("Alder Trust", None, {})
    assert (first.fragile, second.fragile) == (True, False)


def test_every_error_names_its_row_and_column():
    with pytest.raises(BadInput) as caught:
        read_organisations(
            [HEAD, "Alder,a,91,0,,perhaps,,4,x", ",b,53,,,,,1.5,", "Cote,a,,,,,,,,more"]
        )
    assert caught.value.fields == {
        "row 2, latitude": ["91 is not a number from -90 to 90."],
        "row 2, need:HR": ["4 is not a number from 0 to 3."],
        "row 2, offer:ICT": ["x is not a number from 0 to 3."],
        "row 2, fragile": ["perhaps is neither yes nor no."],
        "row 3, name": ["The name is empty."],
        "row 3, latitude": ["Give both latitude and longitude, or neither."],
        "row 3, need:HR": ["1.5 is between two levels. Give 0, 1, 2 or 3."],
        "row 4, the end": ["There are more cells than columns."],
        "row 4, key": ["a is also in row 2. Give each its own."],
    }


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("key,kind", "must be called name"),
        ("name,needs HR", "needs HR means nothing"),
        ("name,need:HR,need:HR", "Two columns are called need:HR"),
    ],
)
def test_columns_that_mean_nothing_are_refused(head, said):
    with pytest.raises(BadInput, match=said):
        read_organisations([head, "a,b,c"])


def test_rules_are_read_from_their_own_file():
    lines = [
        "rule,a,b", "together,a,b", "apart,a,c", "one_of_kind,charity,", "most_fragile,2,",
        "longest_minutes,45,", "min_size,4,", "max_size,6,", "everyone_placed,yes,",
    ]  # fmt: skip
    assert read_rules(lines, Rules()) == Rules(
        4, 6, (("a", "b"),), (("a", "c"),), ("charity",), 2, 45.0, True
    )


@pytest.mark.parametrize("row", ["together,a,", "most_fragile,few,", "near,a,b", "one_of_kind,,x"])
def test_a_rule_that_does_not_fit_names_its_row(row):
    with pytest.raises(BadInput, match="Row 2"):
        read_rules(["rule,a,b", row], Rules())


@pytest.fixture
def needs(tmp_path):
    areas = ("HR", "ICT", "finance")
    rows = ["name,latitude,longitude," + ",".join(f"need:{a},offer:{a}" for a in areas)]
    for at in range(9):
        cells = [f"{3 if k == at % 3 else ''},{2 if k == (at + 1) % 3 else ''}" for k in range(3)]
        rows.append(f"Org {at},53.{80 + at},-1.5," + ",".join(cells))
    path = tmp_path / "needs.csv"
    path.write_text("\n".join(rows) + "\n", "utf-8")
    return path


def run(*arguments):
    return CliRunner().invoke(groups, ["propose", *map(str, arguments)], catch_exceptions=False)


def test_the_command_writes_json_that_can_be_asked_again(needs):
    done = run(needs, "--min", 3, "--max", 5, "--proposals", 2, "--json")
    told = json.loads(done.output)
    assert done.exit_code == 0
    assert Problem.from_json(told["problem"]).rules == Rules(3, 5)
    members = [m for g in told["proposals"][0]["evaluation"]["groups"] for m in g["members"]]
    assert sorted(members) == sorted(f"Org {at}" for at in range(9))
    assert told["objective"] <= told["bound"]


def test_the_command_speaks_in_sentences_and_keeps_the_rules(needs, tmp_path):
    rules = tmp_path / "rules.csv"
    rules.write_text("rule,a,b\napart,Org 0,Org 1\nmax_size,4,\n", "utf-8")
    done = run(needs, "--rules", rules, "--proposals", 1)
    assert "No groups that keep the rules can come to more than" in done.output
    group = next(line for line in done.output.splitlines() if "Org 0" in line and "worth" in line)
    assert "Org 1" not in group


def test_the_command_tells_why_somebody_is_outside(tmp_path):
    path = tmp_path / "needs.csv"
    path.write_text("name,need:HR\nAlder,3\nBeck,2\n", "utf-8")
    done = run(path)
    assert "Outside: Alder. There are 2 in all, and a group has at least 3." in done.output
