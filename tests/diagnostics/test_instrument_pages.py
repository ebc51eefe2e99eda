"""The library, an instrument's page, trying it out, worksheets and files."""

import io
import json
import re

import pytest
from django.urls import reverse

from spinney.base.kernel.actors import cluster_scope
from spinney.diagnostics.bridge.definitions import definition_of
from spinney.diagnostics.engine.definition import Instrument as Definition
from spinney.diagnostics.engine.sheets.layout import lines
from spinney.diagnostics.engine.xlsform import read_xlsform
from spinney.diagnostics.models import Instrument, Version
from tests.access import client_of
from tests.diagnostics import surveys
from tests.diagnostics.instruments import built_in, make_newer, make_published

pytestmark = pytest.mark.django_db


def url(wood, verb, instrument=None, query=""):
    here = cluster_scope(wood.cluster.pk)
    args = [here, instrument.pk] if instrument else [here]
    return reverse(f"diagnostics:{verb}", args=args) + query


def page(wood, verb, instrument=None, query="", by="ash"):
    response = client_of(wood, by).get(url(wood, verb, instrument, query))
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_the_library_shows_what_comes_with_spinney_and_ones_own(wood):
    make_published(wood)
    told = page(wood, "instruments")
    for one in Instrument.objects.filter(cluster=None, programme=None):
        assert one.title.replace("&", "&amp;") in told
    assert "What we have" in told
    assert "Comes with Spinney" in told
    assert "Write your own" in told
    assert "Write your own" not in page(wood, "instruments", by="birch")


def test_the_library_can_be_searched_and_sorted_and_taken_along(wood):
    make_published(wood)
    assert "What we have" in page(wood, "instruments", query="?q=who+has+what")
    assert "What we have" not in page(wood, "instruments", query="?q=hopes")
    for column in ("title", "minutes", "whose", "standing"):
        page(wood, "instruments", query=f"?sort={column}")
    csv = client_of(wood, "ash").get(url(wood, "instruments", query="?format=csv"))
    assert csv.status_code == 200


def test_the_library_asks_few_questions_of_the_database(wood, django_assert_max_num_queries):
    for _ in range(3):
        make_published(wood)
    client = client_of(wood, "ash")
    client.get(url(wood, "instruments"))
    with django_assert_max_num_queries(22):
        client.get(url(wood, "instruments"))


@pytest.mark.parametrize("verb", ["instrument", "print-instrument"])
def test_pages_of_a_long_one_ask_few(wood, verb, django_assert_max_num_queries):
    client = client_of(wood, "ash")
    client.get(url(wood, verb, built_in("pre_cluster_survey")))
    with django_assert_max_num_queries(24):
        client.get(url(wood, verb, built_in("pre_cluster_survey")))


def test_one_in_plain_words(wood):
    told = page(wood, "instrument", make_published(wood).instrument, by="birch")
    assert "<strong>1. How many staff?</strong> (must be answered)" in told
    assert "Asked only if “Do you keep copies?” is “Yes”." in told
    assert "About: Computers and phones (ICT)." in told
    assert "The group sees what is put together from an answer, unless it says otherwise" in told
    assert "It rests on: Our own experience." in told


@pytest.mark.parametrize("key", [
    "pre_cluster_survey", "ict_review", "readiness_check", "self_assessment", "hopes_and_fears",
    "follow_up_survey",
])  # fmt: skip
def test_no_condition_of_what_comes_with_spinney_is_left_in_code(wood, key):
    told = page(wood, "instrument", built_in(key))
    assert not re.findall(r"Asked only if[^<]*\$\{[^<]*", told)
    assert not re.findall(r"spinney-note[^<]*\$\{[^<]*", told)


def test_earlier_versions_can_be_read_and_compared(wood):
    first = make_published(wood)
    make_newer(wood, first)
    told = page(wood, "instrument", first.instrument, "?version=1")
    assert "An earlier version" in told
    assert "How many staff?" in told
    told = page(wood, "compare-versions", first.instrument)
    assert "What is your rent?</strong><br>New." in told
    assert "other words. Answers can still be compared" in told
    first_alone = url(wood, "compare-versions", first.instrument, "?version=1")
    assert client_of(wood, "ash").get(first_alone).status_code == 404


def test_what_is_worked_out_says_from_what(wood):
    told = page(wood, "instrument", built_in("ict_review"))
    assert "coalesce" not in told
    assert "Worked out <span" in told


# On paper


def test_the_worksheet_has_the_codes_of_the_spreadsheet(wood):
    for instrument in Instrument.objects.filter(cluster=None, programme=None):
        told = page(wood, "print-instrument", instrument)
        definition = definition_of(instrument.versions.get())
        for line in lines(definition, {}):
            if hasattr(line, "place"):
                assert f">{line.place.key}</span>" in told


def test_the_worksheet_says_what_to_skip_and_who_asks(wood):
    told = page(wood, "print-instrument", make_published(wood).instrument)
    assert "Only if “Do you keep copies?” is “Yes”:" in told
    assert "The Spinney." in told
    assert "☐ Yes" in told
    assert "Your organisation" in told


def test_the_worksheet_of_a_survey_in_which_nobody_can_tell_wants_no_name(wood):
    version = make_published(wood)
    survey = surveys.make_survey(wood, asks=version, mode="detached")
    told = page(wood, "print-instrument", version.instrument, f"?survey={survey.pk}")
    assert "Do not write a name on this sheet" in told
    assert "Your organisation" not in told
    other = url(wood, "print-instrument", built_in(), f"?survey={survey.pk}")
    assert client_of(wood, "ash").get(other).status_code == 404


# As files


def test_xlsform_and_json_give_the_same_again(wood):
    version = make_published(wood)
    client = client_of(wood, "ash")
    answer = client.get(url(wood, "export-instrument", version.instrument, "?as=xlsx"))
    assert read_xlsform(io.BytesIO(answer.content).read()).instrument == definition_of(version)
    answer = client.get(url(wood, "export-instrument", version.instrument, "?as=json"))
    assert Definition.from_json(json.loads(answer.content)) == definition_of(version)
    assert "attachment" in answer["Content-Disposition"]
    wrong = url(wood, "export-instrument", version.instrument, "?as=exe")
    assert client.get(wrong).status_code == 422


# Trying it out


class Trial:
    def __init__(self, wood, instrument, by="birch"):
        self.client = client_of(wood, by)
        self.url = url(wood, "try-instrument", instrument)
        self.told = self.client.post(self.url).content.decode()

    def hidden(self, name):
        found = re.search(rf'name="{name}" value="([^"]*)"', self.told)
        return found[1] if found else ""

    def go(self, do="next", **data):
        more = {"so_far": self.hidden("so_far"), "at": self.hidden("at"), "do": do}
        self.told = self.client.post(self.url, {**more, **data}).content.decode()
        return self.hidden("at")


def test_trying_out_goes_the_same_way_and_keeps_nothing(wood):
    trial = Trial(wood, make_published(wood).instrument)
    assert trial.hidden("at") == "staff"
    assert trial.go(**{"q-staff": "many"}) == "staff"
    assert "error" in trial.told
    assert trial.go(**{"q-staff": "4"}) == "backup"
    assert trial.go(**{"q-backup": "yes"}) == "where"
    assert trial.go("back") == "backup"
    assert trial.go(**{"q-backup": "no"}) == "more"
    assert trial.go(**{"q-more": "No."}) == ""
    assert "That was all" in trial.told
    assert "nothing is kept" in trial.told
    from spinney.diagnostics.models import Answer, Sheet

    assert not Answer.objects.exists()
    assert not Sheet.objects.exists()


def test_trying_out_a_repeat(wood):
    trial = Trial(wood, built_in("ict_review"))
    needed = {"ict_users": {"q-ict_users": "3"}, "devices": {"q-devices": "5"}}
    for _ in range(8):
        if "[" in trial.hidden("at"):
            break
        trial.go(**needed.get(trial.hidden("at"), {}))
    assert trial.hidden("at") == "equipment[1]"
    assert trial.go("add", **{"q-equipment-1-how_many": "2"}) == "equipment[2]"
    assert trial.go("remove") == "equipment[1]"
    assert 'value="2"' in trial.told


def test_what_a_page_carries_cannot_be_forged(wood):
    trial = Trial(wood, make_published(wood).instrument)
    answer = trial.client.post(trial.url, {"so_far": "x", "at": "nowhere", "do": "next"})
    assert answer.status_code == 200


def test_every_built_in_can_be_walked_to_its_end(wood):
    for version in Version.objects.filter(instrument__cluster=None, state="published"):
        trial = Trial(wood, version.instrument)
        assert trial.hidden("at"), version
