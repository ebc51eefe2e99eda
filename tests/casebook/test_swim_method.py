"""P2: a confidential survey of a whole locality, what is missing by area and who shares it, and who
might work with whom.

Played through pages and mailed links, and the command that proposes groups. What is asked is the
study's; the locality, its organisations and their answers are invented
(casebook/swim/illustration.toml).
"""

from __future__ import annotations

import csv
import io
import json
import re
import tomllib
from pathlib import Path

import pytest
from bs4 import Tag
from click.testing import CliRunner
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Scope, programme_scope
from spinney.base.record.record import verify
from spinney.cli.groups import groups
from spinney.clusters.models import Programme
from spinney.diagnostics.models import Survey
from spinney.diagnostics.states import Area, AskedState
from tests.casebook import surveying
from tests.harness.work import do_waiting_work
from tests.visitor import Visitor

HERE = Path(__file__).parents[2] / "casebook/swim"
FACTS = tomllib.loads((HERE / "facts.toml").read_text())["case"]
INVENTED = tomllib.loads((HERE / "illustration.toml").read_text())
EVERYBODY = INVENTED["organisations"]
ANSWER = [one for one in EVERYBODY if one["answers"]]
AREAS = [area for area in Area.values if area != Area.OTHER]
pytestmark = pytest.mark.django_db


def answers_of(told: dict) -> dict[str, object]:
    """What an organisation says: who does the work, what help it needs, what it could offer."""
    posts = {f"post_{area}": "nobody" if area in told["nobody"] else "part" for area in AREAS}
    needs = {f"need_{area}": str(told["needs"].get(area, 0)) for area in AREAS}
    interest = {f"share_{area}": "2" for area in told["needs"]}
    about = {"full_time": 5, "services": ["advice"], "contracts": "no", "key_person": "no"}
    return {**about, **posts, **needs, **interest, "offers_in": told["offers"] or ["none"]}


Locality = tuple[Visitor, Scope, Survey]


@pytest.fixture
def locality() -> Locality:
    """A programme for the locality, its survey asked by link and answered by nine of twelve."""
    consultant = surveying.signed_in(INVENTED["manager"], "Robin Vale")
    consultant.fill(
        reverse("clusters:make-programme"), name=INVENTED["name"], starts_on=localdate()
    )
    place = programme_scope(Programme.objects.get(name=INVENTED["name"]).pk)
    survey = surveying.set_up(consultant, place, "pre_cluster_survey", INVENTED["survey"])
    surveying.ask(consultant, survey, [f"{one['name']}, {one['email']}" for one in EVERYBODY])
    surveying.open_it(consultant, survey)
    for one in ANSWER:
        surveying.answer_from(surveying.mailed(one["email"]), answers_of(one))
    return consultant, place, survey


def publish(consultant: Visitor, survey: Survey) -> None:
    where = [survey.scope, survey.pk]
    consultant.open(reverse("diagnostics:survey", args=where))
    consultant.press("Close it now")
    consultant.fill(reverse("diagnostics:publish-results", args=where), note="")
    assert survey.publications.count() == 1, consultant.errors


def deficits(page: Tag) -> dict[str, str]:
    """The table of posts on the page with names: by area, who has nobody."""
    title = page.find(["h2", "h3"], string="Posts held and missing")
    table = title.find_next("table")
    return {
        row.find("th").get_text(" ", strip=True): row.select_one(
            "[data-label='Nobody is']"
        ).get_text(" ", strip=True)
        for row in table.select("tbody tr")
    }


def short(told: dict) -> str:
    return str(told["name"])


def it_asks_what_the_method_asks(locality: Locality, _: Path) -> None:
    _, _, survey = locality
    keys = {q["key"] for s in survey.asks.definition["sections"] for q in s["questions"]}
    asked = {
        "posts": any(key.startswith("post_") for key in keys),
        "outsourcing": any(key.startswith("pleased_") for key in keys),
        "services": "services" in keys,
        "contracts": "contract_services" in keys,
    }
    assert [one for one in FACTS["asks_for"] if not asked[one]] == []
    assert survey.asked.count() == len(EVERYBODY)
    assert survey.asked.filter(state=AskedState.SENT).count() == len(ANSWER)


def skill_deficits_by_area_and_who_shares_them(locality: Locality, _: Path) -> None:
    consultant, place, survey = locality
    consultant.open(reverse("diagnostics:named-results", args=[place, survey.pk]))
    found = deficits(consultant.page)
    for area in AREAS:
        sharing = {short(one) for one in ANSWER if area in one["nobody"]}
        said = found[str(Area(area).label)]
        assert {one["name"] for one in EVERYBODY if one["name"] in said} == sharing, area


def answers_stay_confidential(locality: Locality, _: Path) -> None:
    consultant, place, survey = locality
    one_asked = ANSWER[0]
    publish(consultant, survey)
    visitor = Visitor(Client())
    visitor.open(surveying.mailed(one_asked["email"]))
    assert visitor.says("Help is needed most with")
    assert visitor.says("Where somebody is employed for the work")
    others = [one["name"] for one in EVERYBODY if one is not one_asked]
    assert not [name for name in others if visitor.says(name)]
    for page in ("named-results", "results", "texts", "survey"):
        where = reverse(f"diagnostics:{page}", args=[place, survey.pk])
        assert Client().get(where).status_code in (302, 401)
        outsider = surveying.signed_in("somebody@example.org")
        assert outsider.client.get(where).status_code == 404
    assert list(verify()) == []


LEVELS = {"No help": 0, "A little help": 1, "Quite a lot of help": 2, "A great deal of help": 3}


def needs_file(consultant: Visitor, place: Scope, survey: Survey) -> str:
    """What the consultant makes of the answers with names, taken out as a spreadsheet: a row for
    each organisation, with what it needs and offers by area and where it is.
    """
    consultant.open(reverse("diagnostics:named-results", args=[place, survey.pk]))
    links = [a for a in consultant.page.find_all("a", string="Download CSV")]
    file = consultant.client.get(str(links[-1]["href"])).getvalue().decode("utf-8-sig")
    labels = {str(Area(area).label): area for area in AREAS}
    rows: dict[str, dict[str, object]] = {
        one["name"]: {
            "name": one["name"],
            "latitude": one["latitude"],
            "longitude": one["longitude"],
        }
        for one in ANSWER
    }
    for line in csv.DictReader(io.StringIO(file)):
        row = rows[line["Organisation"]]
        title = line["Question"].split(":")[0]
        if line["Answer"] in LEVELS and title in labels:
            row[f"need:{labels[title]}"] = LEVELS[line["Answer"]]
        if line["Question"].startswith("Where could you help"):
            row |= {f"offer:{area}": 3 for label, area in labels.items() if label in line["Answer"]}
    out = io.StringIO()
    columns = [f"{what}:{area}" for what in ("need", "offer") for area in AREAS]
    table = csv.DictWriter(out, ["name", "latitude", "longitude", *columns], restval=0)
    table.writeheader()
    table.writerows(rows.values())
    return out.getvalue()


def the_command_proposes_groups(locality: Locality, folder: Path) -> None:
    consultant, place, survey = locality
    file = folder / "needs.csv"
    file.write_text(needs_file(consultant, place, survey))
    sizes = [INVENTED["least_members"], INVENTED["most_members"]]
    done = CliRunner().invoke(
        groups,
        ["propose", str(file), "--min", str(sizes[0]), "--max", str(sizes[1]), "--json"],
    )
    assert done.exit_code == 0, done.output
    found = json.loads(done.output)
    assert len(found["proposals"]) > 1
    for proposal in found["proposals"]:
        made = proposal["evaluation"]["groups"]
        placed = [key for one in made for key in one["members"]]
        assert len(placed) == len(set(placed))
        assert set(placed) <= {one["name"] for one in ANSWER}
        assert all(sizes[0] <= len(one["members"]) <= sizes[1] for one in made)


def the_site_proposes_groups(locality: Locality, _: Path) -> None:
    """From the same answers on the site itself, to those alone who were promised to see names."""
    consultant, place, survey = locality
    consultant.fill(
        reverse("diagnostics:make-grouping", args=[place]),
        title=INVENTED["name"],
        source=f"survey-{survey.pk}",
        min_size=INVENTED["least_members"],
        max_size=INVENTED["most_members"],
    )
    assert consultant.says("It is set up"), consultant.errors
    where = consultant.path
    consultant.press("Work out groups")
    do_waiting_work()
    consultant.open(where)
    links = consultant.page.find_all("a", href=re.compile("/proposals/[0-9]+/$"))
    assert len(links) > 1
    consultant.open(str(links[0]["href"]))
    there = [one["name"] for one in ANSWER if consultant.says(one["name"])]
    assert len(there) >= INVENTED["least_members"]
    outsider = surveying.signed_in("somebody@example.org")
    assert outsider.client.get(where).status_code == 404


ACTS = (
    it_asks_what_the_method_asks,
    skill_deficits_by_area_and_who_shares_them,
    the_command_proposes_groups,
    the_site_proposes_groups,
    answers_stay_confidential,
)


def test_the_method_plays(locality, tmp_path, subtests):
    for act in ACTS:
        with subtests.test(act.__name__.replace("_", " ")):
            act(locality, tmp_path)
