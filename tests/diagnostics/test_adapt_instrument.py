"""What comes with Spinney, or from the programme, is taken as a copy of one's own."""

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.diagnostics.actions.instruments import adapt_instrument
from spinney.diagnostics.bridge.definitions import definition_of
from spinney.diagnostics.engine.comparing import compare
from spinney.diagnostics.models import Version
from tests.diagnostics.instruments import built_in, make_draft
from tests.personas import NOON


def adapt(wood, version, by="ash"):
    return adapt_instrument(
        version=version, place=wood.cluster, title="Ours", by=wood.actor(by), now=NOON
    )


def test_all_its_questions_stay_comparable(wood):
    version = built_in("ict_review").versions.get()
    made = adapt(wood, version)
    old, new = definition_of(version), definition_of(made)
    assert (made.instrument.adapted_from, new.title, made.state) == (
        version.instrument, "Ours", "draft",
    )  # fmt: skip
    assert len(compare(old, new).comparable) == len(compare(old, old).comparable)
    version.refresh_from_db()
    assert definition_of(version) == old


def test_a_draft_is_no_one_s_to_copy(wood):
    with pytest.raises(WrongState):
        adapt(wood, make_draft(wood))


def test_members_cannot(wood):
    with pytest.raises(NotAllowed):
        adapt(wood, built_in().versions.get(), by="birch")
    assert not Version.objects.filter(instrument__cluster=wood.cluster).exists()
