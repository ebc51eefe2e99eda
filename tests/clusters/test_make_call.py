"""A call is written by those who run the cluster, and nobody else sees it yet."""

import pytest

from spinney.base.kernel.errors import NotAllowed, NotFound
from spinney.clusters.actions import calls as actions
from spinney.clusters.states import CallState
from tests.clusters.calls import text_of
from tests.personas import NOON


def test_it_works(wood):
    call = actions.make_call(cluster=wood.cluster, text=text_of(wood), by=wood.ash, now=NOON)
    assert (call.state, call.title) == (CallState.DRAFT, "Who joins us?")


@pytest.mark.parametrize(("name", "error"), [("birch", NotAllowed), ("willow", NotFound)])
def test_it_is_not_for_others(wood, name, error):
    with pytest.raises(error):
        actions.make_call(cluster=wood.cluster, text=text_of(wood), by=wood.actor(name), now=NOON)
