"""What differs between two states of an agreement, on a page and as a file."""

import pytest
from django.urls import reverse

from spinney.agreements.bridge.wordings import begin, wordings
from spinney.agreements.queries.differences import compared, states_of, usual_pair
from spinney.base.kernel.errors import NotFound
from tests.access import client_of
from tests.agreements.making import a_content, an_agreement
from tests.agreements.talking import a_draft, a_reader, a_variation, change

SHORT = {"meeting_notice": {"days": 7}}


def test_a_variation_against_what_is_in_force(wood):
    agreement = an_agreement(wood, terms=SHORT)
    longer = a_content({"meeting_notice": {"days": 14}})
    version = agreement.versions.create(
        number=2, content=longer.to_json(), made_at=agreement.made_at, made_by="person:1"
    )
    found = compared(wood.birch, version.agreement, "1", "2")
    assert [(one.key, one.title) for one in found.terms] == [
        ("meeting_notice", "Notice of meetings")
    ]
    assert "14 days" in found.terms[0].after
    assert usual_pair(states_of(wood.birch, agreement)) == ("1", "2")


def test_against_the_template(wood):
    version = a_draft(wood)
    made = begin(wordings()["ground_rules"])
    version.content = made.to_json()
    version.save()
    assert usual_pair(states_of(wood.birch, version.agreement)) == ("template", "1")
    assert compared(wood.birch, version.agreement, "template", "1").are_none
    first = made.clauses[0]
    content = dict(version.content, clauses=version.content["clauses"][1:])
    version.content = content
    version.save()
    (gone,) = compared(wood.birch, version.agreement, "template", "1").clauses
    assert (gone.key, gone.what) == (first.key, "Left out")


def test_what_was_given_outside_is_compared_by_those_who_write_it_alone(wood):
    version = a_draft(wood)
    reader = a_reader(wood, version)
    change(version)
    key = f"reader-{reader.pk}"
    (one,) = compared(wood.ash, version.agreement, key, "1").clauses
    assert one.what == "Changed"
    assert key not in [state.key for state in states_of(wood.birch, version.agreement)]
    with pytest.raises(NotFound):
        compared(wood.birch, version.agreement, key, "1")


@pytest.mark.parametrize("key", ["9", "reader-1", "nothing", ""])
def test_what_is_not_there_is_not_found(wood, key):
    with pytest.raises(NotFound):
        compared(wood.birch, a_draft(wood).agreement, key, "1")


def test_the_page_tells_without_colour_and_the_file_has_a_row_for_each(wood):
    version = change(a_variation(wood))
    url = reverse("agreements:differences", args=[wood.cluster.pk, version.agreement_id])
    client = client_of(wood, "birch")
    page = client.get(url).content.decode()
    assert "[taken out: </span>what we can" in page
    assert "[put in: </span>a kitchen" in page
    answer = client.get(url, {"as": "csv"})
    assert "csv" in answer["Content-Type"]
