"""`migrate` makes new tables in one go; what comes out is what Django makes."""

from __future__ import annotations

import pytest
from django.db import models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.fields import AddField
from django.db.migrations.operations.models import AddConstraint, AddIndex, CreateModel
from django.db.migrations.operations.special import RunPython
from django.db.migrations.state import ProjectState

from spinney.base.keeping.making_tables import CreateModels, folded, together

LABELS = ("register", "clusters", "decisions", "money", "purchasing")

CLUB_AND_MEMBER = (
    CreateModel("Club", fields=[("name", models.TextField())]),
    CreateModel("Member", fields=[("club", models.ForeignKey("clubs.Club", models.CASCADE))]),
)
LEADER = AddField("Club", "leader", models.ForeignKey("clubs.Member", models.CASCADE))
INDEX = AddIndex("Club", models.Index(fields=["name"], name="club_name"))
ONE_LEADER = AddConstraint("Club", models.UniqueConstraint(fields=["leader"], name="one_leader"))


def test_new_tables_are_made_together_and_nothing_else_is_changed() -> None:
    migrations = MigrationLoader(None).disk_migrations
    for label in LABELS:
        operations = migrations[label, "0001_initial"].operations
        fused = together(operations)
        runs = [one for one in fused if isinstance(one, CreateModels)]
        assert runs, label
        assert len(fused) < len(operations)
        flat = [
            each
            for one in fused
            for each in (one.models if isinstance(one, CreateModels) else [one])
        ]
        assert flat == list(operations)


@pytest.mark.parametrize("label", LABELS)
def test_the_state_is_the_same(label: str) -> None:
    operations = list(MigrationLoader(None).disk_migrations[label, "0001_initial"].operations)
    in_one_go = together(folded(operations, label))
    assert len(in_one_go) < len(operations)
    apart, fused = ProjectState(), ProjectState()
    for one in operations:
        one.state_forwards(label, apart)
    for one in in_one_go:
        one.state_forwards(label, fused)
    assert apart == fused


def test_what_is_added_to_a_new_table_is_part_of_its_making() -> None:
    [club, member] = folded([*CLUB_AND_MEMBER, LEADER, INDEX, ONE_LEADER], "clubs")
    assert isinstance(club, CreateModel)
    assert [name for name, _ in club.fields] == ["name", "leader"]
    assert club.options == {"indexes": [INDEX.index], "constraints": [ONE_LEADER.constraint]}
    assert member is CLUB_AND_MEMBER[1]


def test_nothing_is_moved_past_rows_that_are_put_in() -> None:
    rows = RunPython(RunPython.noop)
    operations: list[Operation] = [*CLUB_AND_MEMBER, rows, LEADER, INDEX]
    assert folded(operations, "clubs") == operations


def test_what_is_added_to_an_older_table_stays_where_it_is() -> None:
    operations: list[Operation] = [LEADER, INDEX, ONE_LEADER]
    assert folded(operations, "clubs") == operations


def test_a_table_alone_stays_as_it_is() -> None:
    alone = CreateModel("Thing", fields=[])
    assert together([alone]) == [alone]
    assert together([]) == []
