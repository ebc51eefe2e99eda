"""`spinney grants`: a file is checked without a site; a programme's grants are written."""

from __future__ import annotations

import json
from datetime import date

import pytest
from click.testing import CliRunner

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput, NotFound
from spinney.cli.grants import grants
from spinney.money.api import published_grants
from spinney.money.engine.threesixty.reading import read_package
from spinney.money.engine.threesixty.values import Award, Body, Publisher
from spinney.money.engine.threesixty.writing import package
from tests.money.granting import NOW, released


def check(tmp_path, whole, *more):
    file = tmp_path / "grants.json"
    file.write_text(json.dumps(whole), "utf-8")
    return CliRunner().invoke(grants, ["check", str(file), *more])


def test_a_file_is_checked_without_a_site(tmp_path):
    body = Body("GB-CHC-1", "Birch House")
    award = Award("1", "t", "d", 1_000_050, date(2026, 1, 1), body, body)
    whole = package([award], publisher=Publisher("Oak"), title="t", issued=NOW)
    done = check(tmp_path, whole)
    assert (done.exit_code, done.stdout) == (0, "1 grant, £10,000.50 together.\n")
    whole["grants"].append(whole["grants"][0] | {"id": "2", "currency": "EUR"})
    done = check(tmp_path, whole, "--json")
    assert done.exit_code == 1
    assert json.loads(done.stdout)["left_out"] == [
        {"where": "grants/1/currency", "code": "not_pounds", "found": "EUR"}
    ]
    assert "grants/1/currency: not_pounds (EUR)" in check(tmp_path, whole).stdout


@pytest.mark.django_db
@pytest.mark.one_database
def test_a_programmes_grants_are_written(wood):
    by = Actor.system("test")
    with pytest.raises(BadInput):
        published_grants(wood.programme.pk, by=by, now=NOW)
    released(wood)
    [award] = read_package(published_grants(wood.programme.pk, by=by, now=NOW)).awards
    assert (award.recipient.name, award.paid_pence) == ("Birch House", 900_000)
    with pytest.raises(NotFound):
        published_grants(wood.programme.pk, by=wood.sorrel, now=NOW)
