"""A result as files: safe tables, files of the field, JSON that comes to the same; and of a secret
ballot nothing with papers in it.
"""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.urls import reverse
from openpyxl import load_workbook

from spinney.base.kernel.errors import BadInput
from spinney.cli.ballot import ballot as command
from spinney.decisions.bridge.files import shared_problem
from spinney.decisions.bridge.read_files import look_at
from spinney.decisions.engine.files.reading import read_ballot
from spinney.decisions.engine.rules import count
from spinney.decisions.engine.settings import Settings
from spinney.decisions.models import Ballot
from tests.access import client_of
from tests.decisions.making import a_ballot, vote_of
from tests.decisions.test_close_ballot import OVER, close
from tests.decisions.test_counting import SIX, seal, six
from tests.personas import Wood

pytestmark = pytest.mark.django_db

THINGS = [
    {"title": "=Van", "cost_pence": 600_050},
    {"title": "Shed", "cost_pence": 300_000},
    {"title": "Desk", "cost_pence": 250_000},
]


def got(wood: Wood, ballot: Ballot, key: str) -> bytes:
    url = reverse("decisions:result-file", args=[ballot.cluster_id, ballot.pk, key])
    response = client_of(wood, "birch").get(url)
    assert response.status_code == 200, key
    assert "attachment" in response["Content-Disposition"]
    return response.getvalue() if response.streaming else response.content


def money(wood: Wood) -> Ballot:
    settings = Settings(budget_pence=900_000)
    ballot = a_ballot(wood, "money", THINGS, voters=six(wood), settings=settings)
    for number, name in enumerate(SIX):
        vote_of(ballot, wood.organisations[name], {"1": 1} if number < 3 else {"2": 1, "3": 1})
    return close(wood, ballot)


def ranked(wood: Wood) -> Ballot:
    ballot = a_ballot(wood, "rank", voters=six(wood))
    for number, name in enumerate(SIX):
        order = {"1": 1, "2": 2, "3": 3} if number < 3 else {"2": 1, "1": 2}
        vote_of(ballot, wood.organisations[name], order, reason="+1, as agreed")
    return close(wood, ballot)


def counted(name: str, content: bytes, folder: Path, *more: str) -> dict[str, object]:
    """What the command line says of a file."""
    file = folder / name
    file.write_bytes(content)
    said = CliRunner().invoke(command, ["count", str(file), "--json", *more])
    assert said.exit_code == 0, said.output
    return json.loads(said.output)


def test_json_is_counted_again_to_the_same_by_the_command_line(wood: Wood, tmp_path: Path) -> None:
    for ballot in (money(wood), ranked_again(wood, "borda")):
        content = got(wood, ballot, "json")
        kept = json.loads(content)["outcome"]
        again = counted("votes.json", content, tmp_path)
        assert kept["rule"] == again["rule"]
        assert kept["chosen"] == again["chosen"]
        assert kept["steps"] == again["steps"]
        assert kept["ties"] == again["ties"]


def ranked_again(wood: Wood, rule: str = "") -> Ballot:
    """Ranked by the same six."""
    ballot = a_ballot(wood, "rank", voters=SIX, settings=Settings(rule=rule))
    for number, name in enumerate(SIX):
        order = {"1": 1, "2": 2, "3": 3} if number < 3 else {"2": 1, "1": 2}
        vote_of(ballot, wood.organisations[name], order)
    return close(wood, ballot)


def test_pabulib_reads_back_with_costs_in_pounds(wood: Wood, tmp_path: Path) -> None:
    ballot = money(wood)
    content = got(wood, ballot, "pb")
    assert b"6000.5" in content
    problem = read_ballot("x.pb", content.decode().splitlines())
    parts = int(problem.about["money_parts"])
    assert (problem.budget, problem.options[0].cost) == (9_000 * parts, 6_000.5 * parts)
    assert problem.voters == 6
    again = counted("votes.pb", content, tmp_path, "--rule", "equal-shares")
    assert again["chosen"] == ballot.result["marks"]["chosen"]


def test_blt_holds_what_was_ranked(wood: Wood, tmp_path: Path) -> None:
    problem = read_ballot("x.blt", got(wood, ranked(wood), "blt").decode().splitlines())
    assert (len(problem.options), problem.voters, problem.seats) == (3, 6, 1)


def test_tables_are_safe_and_complete(wood: Wood) -> None:
    ballot = money(wood)
    result = got(wood, ballot, "result_csv").decode()
    assert "'=Van" in result
    assert "6000.5" in result
    sheet = load_workbook(BytesIO(got(wood, ballot, "votes_xlsx"))).active
    rows = list(sheet.iter_rows(values_only=True))
    assert len(rows) == 1 + len(SIX)
    assert rows[1][0] == "Birch House"
    reasons = got(wood, ranked_again(wood), "votes_csv").decode()
    assert "Gorse House,1,yes,On the site" in reasons


def test_of_a_secret_ballot_only_totals_are_given(wood: Wood) -> None:
    ballot = a_ballot(wood, "election", ["Birch", "Fern"], voters=six(wood), secret=True)
    seal(ballot, {"1": 1}, {"1": 1, "2": 2}, {"2": 1})
    ballot = close(wood, ballot, now=OVER)
    client = client_of(wood, "ash")
    for key in ("votes_csv", "votes_xlsx", "json", "blt"):
        url = reverse("decisions:result-file", args=[ballot.cluster_id, ballot.pk, key])
        assert client.get(url).status_code == 404
    text = got(wood, ballot, "totals").decode()
    said = json.loads(text)
    assert said["marks"]["totals"] == {"1": 2, "2": 1}
    assert "papers" not in said
    uids = {str(one.uid) for one in ballot.electors.all()}
    assert not any(uid in text for uid in uids)
    checks = ballot.sealed_votes.values_list("check_digest", flat=True)
    assert not any(check in text for check in checks)


@pytest.mark.parametrize("key", ["papers_csv", "papers_xlsx"])
def test_tables_of_papers_come_in_again_and_are_counted_to_the_same(wood: Wood, key: str) -> None:
    for ballot in (money(wood), ranked_again(wood, "borda")):
        looked = look_at(f"votes.{key.partition('_')[2]}", got(wood, ballot, key))
        wanted = shared_problem(ballot)
        assert looked.problem.kind == wanted.kind
        assert [one.marks for one in looked.problem.papers] == [one.marks for one in wanted.papers]
        assert looked.text.settings.budget_pence == wanted.budget
        rule = ballot.result["marks"]["rule"]
        assert list(count(rule, looked.problem).chosen) == ballot.result["marks"]["chosen"]


def test_a_workbook_that_is_none_is_refused(wood: Wood) -> None:
    with pytest.raises(BadInput, match="spreadsheet"):
        look_at("votes.xlsx", b"no workbook")
