"""Two themes become one, and can be taken apart."""

import pytest

from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.diagnostics import api
from spinney.diagnostics.actions.themes import merge_theme, restore_theme
from tests.diagnostics.themes import put
from tests.personas import NOON


def test_the_other_takes_over_the_evidence(wood):
    broadband, ict = put(wood, "Broadband", "ICT")
    merge_theme(theme=broadband, into=ict, by=wood.ash, now=NOON)
    (option,) = api.ballot_options(wood.cluster)
    assert option.title == "ICT"
    assert len(option.evidence) == 2


def test_they_come_apart(wood):
    broadband, ict = put(wood, "Broadband", "ICT")
    merged = merge_theme(theme=broadband, into=ict, by=wood.ash, now=NOON)
    back = restore_theme(theme=merged, by=wood.ash, now=NOON)
    assert back.merged_into is None
    assert [one.title for one in api.ballot_options(wood.cluster)] == ["Broadband", "ICT"]


def test_not_with_itself_nor_with_what_is_gone(wood):
    broadband, ict, hr = put(wood, "Broadband", "ICT", "HR")
    with pytest.raises(BadInput):
        merge_theme(theme=ict, into=ict, by=wood.ash, now=NOON)
    merged = merge_theme(theme=broadband, into=ict, by=wood.ash, now=NOON)
    with pytest.raises(WrongState):
        merge_theme(theme=hr, into=merged, by=wood.ash, now=NOON)


def test_members_cannot(wood):
    broadband, ict = put(wood, "Broadband", "ICT")
    with pytest.raises(NotAllowed):
        merge_theme(theme=broadband, into=ict, by=wood.birch, now=NOON)
