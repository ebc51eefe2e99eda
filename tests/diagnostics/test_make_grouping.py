"""The question who could work with whom is put: whose answers, and what a group must keep to."""

import pytest

from spinney.base.kernel.actors import cluster_scope, programme_scope
from spinney.base.kernel.errors import BadInput, NotAllowed, NotFound
from spinney.base.record.models import Entry
from spinney.diagnostics.actions.groups import GroupingText, make_grouping
from spinney.diagnostics.bridge.grouping import SURVEY, Settings
from spinney.diagnostics.models import Grouping
from spinney.diagnostics.states import Mode
from tests.access import client_of
from tests.diagnostics.findings import answered_survey
from tests.diagnostics.groupings import asked
from tests.personas import NOON


def put(wood, who, text, place=None):
    scope = place or cluster_scope(wood.cluster.pk)
    return make_grouping(place=scope, text=text, by=wood.actor(who), now=NOON)


def test_it_is_kept_and_nothing_is_worked_out(wood):
    made = asked(wood, kinds=("statutory",), longest_minutes=40)
    assert (made.state, made.problem, made.proposals.count()) == ("draft", {}, 0)
    assert Settings.from_json(made.settings).kinds == ("statutory",)
    told = Entry.objects.get(verb="diagnostics.make_grouping")
    assert told.subject.endswith(f":{made.pk}")


@pytest.mark.parametrize(
    "text",
    [
        GroupingText(" ", Settings()),
        GroupingText("x", Settings(min_size=1)),
        GroupingText("x", Settings(max_size=13)),
        GroupingText("x", Settings(min_size=6, max_size=5)),
        GroupingText("x", Settings(source=SURVEY)),
    ],
)
def test_what_cannot_be_is_refused(wood, text):
    with pytest.raises(BadInput):
        put(wood, "ash", text)


@pytest.mark.parametrize(
    ("who", "error"), [("birch", NotAllowed), ("cedar", NotAllowed), ("willow", NotFound)]
)
def test_others_cannot(wood, who, error):
    with pytest.raises(error):
        put(wood, who, GroupingText("x", Settings()))


def test_a_programme_is_asked_about_by_its_managers_alone(wood):
    place = programme_scope(wood.programme.pk)
    assert put(wood, "rowan", GroupingText("x", Settings()), place).programme == wood.programme
    with pytest.raises(NotAllowed):
        put(wood, "ash", GroupingText("x", Settings()), place)


def test_a_survey_counts_only_for_those_who_may_see_its_names(wood):
    survey = answered_survey(wood)
    text = GroupingText("By their answers", Settings(source=SURVEY), survey)
    made = put(wood, "ash", text)
    assert made.survey == survey
    with pytest.raises(NotAllowed):
        put(wood, "rowan", text)
    here = f"/clusters/{wood.cluster.pk}/groupings/"
    assert client_of(wood, "ash").get(f"{here}{made.pk}/").status_code == 200
    assert client_of(wood, "rowan").get(f"{here}{made.pk}/").status_code == 404
    assert made.title not in client_of(wood, "rowan").get(here).content.decode()


def test_a_survey_without_names_is_not_offered(wood):
    survey = answered_survey(wood, mode=Mode.DETACHED)
    page = client_of(wood, "ash").get(f"/clusters/{wood.cluster.pk}/groupings/make-grouping/")
    assert survey.title not in page.content.decode()
    with pytest.raises(NotAllowed):
        put(wood, "ash", GroupingText("x", Settings(source=SURVEY), survey))


def test_from_the_page(wood):
    client = client_of(wood, "ash")
    there = f"/clusters/{wood.cluster.pk}/groupings/make-grouping/"
    typed = {
        "title": "Spring", "source": "inventory", "min_size": "3", "max_size": "2", "share": "3",
        "complement": "0", "near": "1", "kinds": ["statutory"],
    }  # fmt: skip
    page = client.post(there, typed).content.decode()
    assert "The most cannot be below the least." in page
    client.post(there, typed | {"max_size": "6", "most_fragile": "1"})
    settings = Settings.from_json(Grouping.objects.get().settings)
    assert (settings.share, settings.complement, settings.near) == (3, 0, 1)
    assert (settings.max_size, settings.most_fragile, settings.kinds) == (6, 1, ("statutory",))
