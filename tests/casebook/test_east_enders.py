"""K6: a feasibility study of shared staff compares hosting with a new company; it stalls for want
of money to begin with, and three core members and a new one take it up again.

Played through pages. The ways, what speaks for and against each, the stall and who revived it are
the source's; names and costs are invented (casebook/east_enders/illustration.toml).
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from spinney.clusters.models import Cluster, Membership
from spinney.workplans.models import Study
from tests.casebook.joining import let_in
from tests.casebook.surveying import signed_in
from tests.visitor import Visitor

HERE = Path(__file__).parents[2] / "casebook/east_enders"
FACTS = tomllib.loads((HERE / "facts.toml").read_text())["case"]
INVENTED = tomllib.loads((HERE / "illustration.toml").read_text())

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def the_cluster(consultant: Visitor) -> Cluster:
    consultant.fill(reverse("clusters:make-cluster"), name=INVENTED["name"], place=FACTS["place"])
    cluster = Cluster.objects.get()
    for number, name in enumerate([*INVENTED["core"], *INVENTED["invited"]]):
        let_in(cluster, name, f"chief{number}@example.org")
    return cluster


def costs(lines: list[list[object]]) -> dict[str, object]:
    """Lines of costs as the form of a way has them."""
    names = ("words", "kind", "first", "second", "third")
    return {
        f"costs-{row}-{name}": value
        for row, line in enumerate(lines)
        for name, value in zip(names, line, strict=True)
    }


def add_way(consultant: Visitor, study: Study, title: str, lines: str, **said: object) -> None:
    """Add a way: its costs a few lines at a time, as the page has room for them."""
    rows = INVENTED[lines]
    url = reverse("workplans:add-study-option", args=[study.cluster_id, study.pk])
    consultant.fill(url, title=title, **said, **costs(rows[:3]))
    assert not consultant.errors, consultant.errors
    option = study.options.get(title=title)
    if len(rows) > 3:
        change = reverse(
            "workplans:edit-study-option", args=[study.cluster_id, study.pk, option.pk]
        )
        consultant.fill(change, **costs(rows))
        assert not consultant.errors, consultant.errors


def test_nothing_of_the_study_is_lost() -> None:
    consultant = signed_in(INVENTED["facilitator"])
    cluster = the_cluster(consultant)
    consultant.fill(
        reverse("workplans:start-study", args=[cluster.pk]), title=FACTS["question"],
        first_year=INVENTED["first_year"],
    )  # fmt: skip
    study = Study.objects.get()
    page = reverse("workplans:study", args=[cluster.pk, study.pk])
    hosted, company = FACTS["options"]
    add_way(
        consultant, study, hosted, "hosting", form="hosted", commitment=3, formality=2,
        governance=FACTS["hosting_good"], risks=FACTS["hosting_bad"],
    )  # fmt: skip
    add_way(
        consultant, study, company, "company", form="company", commitment=5, formality=5,
        description=FACTS["company_good"], governance=FACTS["company_needs"],
    )  # fmt: skip

    consultant.open(page)
    consultant.press("Let members compare it")
    # A member sees both ways, their place on the map, and what each would cost it.
    member = signed_in("chief0@example.org")
    member.open(page)
    for words in (hosted, company, FACTS["hosting_bad"], FACTS["company_needs"], "(group 4)"):
        assert member.says(words), words
    assert member.says(f"£{INVENTED['hosting_three_years']:,}")
    assert member.says(f"£{INVENTED['company_three_years']:,}")
    assert member.says(INVENTED["company_for_one_of_six"])

    it_stalls(consultant, page)
    three_leave_and_one_joins(consultant, cluster)
    consultant.open(page)
    consultant.fill(
        reverse("workplans:revive-study", args=[cluster.pk, study.pk]), why=FACTS["revived"]
    )
    member.open(page)
    assert member.says("Taken up again")
    assert member.says(f"New since then: {INVENTED['new']}.")
    assert member.says(f"No longer in it: {', '.join(sorted(INVENTED['invited'])[:2])}")
    # Everything of the study is there, reckoned for those who are members now.
    for words in (hosted, company, FACTS["stalled"], INVENTED["company_for_one_of_four"]):
        assert member.says(words), words


def it_stalls(consultant: Visitor, page: str) -> None:
    consultant.fill(f"{page}stall-study/", why=FACTS["stalled"])
    assert consultant.says("Stalled")
    assert consultant.says(FACTS["options"][0]), "what was found rests as it is"
    consultant.open(f"{page}edit-study/")
    assert consultant.status == 409


def three_leave_and_one_joins(consultant: Visitor, cluster: Cluster) -> None:
    """Those who run a cluster may agree to an earlier day than the notice."""
    for name in INVENTED["invited"]:
        mine = Membership.objects.get(cluster=cluster, organisation__name=name)
        consultant.fill(
            reverse("clusters:leave-cluster", args=[cluster.pk, mine.pk]), leaves_on=localdate()
        )
        assert not consultant.errors, consultant.errors
    let_in(cluster, INVENTED["new"], "new@example.org")
