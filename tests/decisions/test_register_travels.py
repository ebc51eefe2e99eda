"""The register of decisions goes along with its cluster, and is whole on the other site too."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import transaction

from spinney.base.keeping.exports import export_cluster, find_cluster
from spinney.base.keeping.imports import import_cluster
from spinney.base.kernel.actors import Actor
from spinney.decisions.actions.steps import take_step
from spinney.decisions.api import decisions, outline, verify_book
from spinney.decisions.queries.book import get_decision
from spinney.decisions.queries.book_page import page_of
from spinney.register.models import Organisation
from tests.agreements.making import an_agreement
from tests.decisions.making import NOON
from tests.decisions.registering import LATER, chosen, noted
from tests.personas import plant_wood

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_there_and_whole(tmp_path, settings):
    wood = plant_wood()
    with transaction.atomic():
        an_agreement(wood, terms={"decision_rule": {"rule": "majority"}})
        noted(wood)
        take_step(step=chosen(wood).steps.get(), by=wood.ash, now=LATER)
    before = [(one.number, one.digest) for one in decisions(wood.cluster)]
    file = tmp_path / "spinney.zip"
    export_cluster(wood.cluster, file, now=NOON)
    call_command("flush", interactive=False, verbosity=0)
    settings.MEDIA_ROOT = tmp_path / "files"
    Organisation.objects.create(name="Somebody else")
    by = Actor.system("spinney import")
    arrival, _ = import_cluster(file, by=by, now=NOON)
    cluster = find_cluster(arrival.name)
    assert [(one.number, one.digest) for one in decisions(cluster)] == before
    assert verify_book(cluster) == []
    assert [one.title for one in outline(cluster)] == ["Shared ICT"]
    page = page_of(get_decision(by, cluster.pk, 2))
    assert page.sources[0][1] is not None  # the agreement is found under its number here
    assert page.taken[0].thing is not None
