"""K12: five volunteer centres coalesce, and only if every one of them wants to.

Played through pages and mailed links. That there were five, that the decision was unanimous and
what it was are the source's; the centres, and that one of them asked for time first, are invented
(casebook/wirral/illustration.toml).
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from django.urls import reverse

from spinney.clusters.models import Cluster
from spinney.decisions import api
from spinney.decisions.models import Ballot
from tests.casebook import deciding
from tests.casebook.joining import let_in
from tests.casebook.surveying import signed_in
from tests.visitor import Visitor

HERE = Path(__file__).parents[2] / "casebook/wirral"
FACTS = tomllib.loads((HERE / "facts.toml").read_text())["case"]
INVENTED = tomllib.loads((HERE / "illustration.toml").read_text())
CENTRES = [f"centre{number}@example.org" for number in range(FACTS["centres"])]
ASKS_FOR_TIME = CENTRES[-1]

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def the_cluster(steering: Visitor) -> Cluster:
    """Five centres that have agreed to decide unanimously."""
    steering.fill(reverse("clusters:make-cluster"), name=INVENTED["name"], place=FACTS["place"])
    cluster = Cluster.objects.get()
    for name, address in zip(INVENTED["organisations"], CENTRES, strict=True):
        let_in(cluster, name, address)
    deciding.agree_on_terms(
        steering, cluster, CENTRES, decision_rule={"rule": FACTS["rule"], "fallback": "none"}
    )
    return cluster


def test_all_five_or_none() -> None:
    steering = signed_in(INVENTED["facilitator"])
    cluster = the_cluster(steering)
    first = deciding.begin(steering, cluster, FACTS["decision"], "motion", secret="no")
    deciding.open_voting(steering, first)
    assert steering.says("It is agreed when every one of you agrees.")
    assert steering.says(deciding.TERMS), "the page says where the rule comes from"

    # Four agree; one asks for time. Four of five are not all.
    for address in CENTRES[:-1]:
        deciding.vote(address, says="agree")
    deciding.vote(ASKS_FOR_TIME, says="abstain", reason=INVENTED["worry"])
    deciding.close(steering, first)
    not_agreed = "It was not agreed: 4 of 5 agree, and your rule asks that every one does."
    assert steering.says(not_agreed)
    deciding.entry(steering, cluster, 1)
    assert steering.says("Not carried")
    assert steering.says(not_agreed)
    assert steering.says(INVENTED["worry"]), "who did not agree is heard in the register"

    # Her trustees have met. It is put to all five again, and now every one of them agrees.
    steering.fill(deciding.at(first, "copy-ballot"), title=FACTS["decision"])
    second = Ballot.objects.latest("pk")
    deciding.open_voting(steering, second)
    for address in CENTRES:
        deciding.vote(address, says="agree")
    deciding.close(steering, second)
    assert steering.says("It was agreed by all 5 organisations.")
    assert steering.says("By your rule any one of you could have stopped it, and nobody did.")
    deciding.entry(steering, cluster, 2)
    for words in ("It was agreed by all 5 organisations.", "It is agreed when every one of you"):
        assert steering.says(words), words
    before, after = api.decisions(cluster)
    assert (before.stands, after.stands) == (False, True)
    assert after.title == FACTS["decision"]
