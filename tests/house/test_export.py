"""One file holds a cluster: it goes out, comes in on another site, and is the same."""

from __future__ import annotations

import json
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from spinney.base.access.models import Person
from spinney.base.keeping import portable
from spinney.base.keeping.exports import export_cluster, find_cluster
from spinney.base.keeping.imports import import_cluster, preview, undo_import
from spinney.base.keeping.models import Arrival
from spinney.base.kernel.actors import Actor, Scope
from spinney.base.kernel.errors import BadInput, NotFound, WrongState
from spinney.base.record.models import Entry
from spinney.base.record.record import record, verify
from spinney.clusters import models as of_clusters
from spinney.register import models as of_register
from spinney.register.bridge.search_index import reindex
from tests.agreements.rows import fill_agreements
from tests.decisions.rows import fill_decisions
from tests.diagnostics.rows import fill_diagnostics
from tests.evaluation.rows import fill_evaluation
from tests.money.rows import fill_money
from tests.personas import Wood, plant_wood
from tests.purchasing.rows import fill_purchasing
from tests.workplans.rows import fill_workplans

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
NOON = datetime(2026, 3, 20, 12, tzinfo=UTC)
DAY = date(2026, 3, 20)
BY = Actor.system("spinney import")


@pytest.fixture
def full_wood() -> Wood:
    """The wood, with at least one row in every table that travels."""
    wood = plant_wood()
    with transaction.atomic():
        _fill_register(wood)
        _fill_cluster(wood)
        fill_diagnostics(wood)
        fill_agreements(wood)
        fill_decisions(wood)
        fill_workplans(wood)
        fill_money(wood)
        fill_purchasing(wood)
        fill_evaluation(wood)
        for verb in ("one", "two", "three"):
            record(
                f"tests.{verb}", by=wood.ash, on=wood.memberships["birch"], at=NOON,
                scope=Scope("cluster", wood.cluster.pk), words="Zoë’s",
            )  # fmt: skip
    reindex(o.pk for o in wood.organisations.values())
    return wood


def _fill_register(wood: Wood) -> None:
    birch = wood.organisations["birch"]
    told = {"organisation": birch, "source": "the register", "checked_on": DAY}
    of_register.Identifier.objects.create(scheme="GB-CHC", value="1234567", **told)
    of_register.OtherName.objects.create(name="Birch Hall", **told)
    place = of_register.Place.objects.create(name="Annexe", latitude=53.57, **told)
    of_register.Service.objects.create(name="Advice", place=place, **told)
    activity = of_register.Activity.objects.create(scheme="ukcat", code="HO", label="Housing")
    activity.organisations.add(birch)
    area = of_register.Area.objects.create(name="Bolton")
    area.organisations.add(birch)
    parent = of_register.Organisation.objects.create(name="Birch Federation")
    of_register.Organisation.objects.filter(pk=birch.pk).update(parent=parent)
    evidence = of_register.Evidence.objects.create(
        organisation=birch, kind="accounts", issued_on=DAY, added_at=NOON,
        added_by=wood.birch.label,
    )  # fmt: skip
    of_register.EvidenceFile.objects.create(
        evidence=evidence, file=ContentFile(b"%PDF accounts", "accounts.pdf"), name="accounts.pdf",
        size=13, content_type="application/pdf", sha256="0" * 64, added_at=NOON,
        added_by=wood.birch.label,
    )  # fmt: skip
    of_clusters.EvidenceShare.objects.create(
        cluster=wood.cluster, evidence=evidence, shared_at=NOON, shared_by=wood.birch.label
    )
    private = of_register.Evidence.objects.create(
        organisation=birch, kind="safeguarding", title="Not shared", issued_on=DAY, added_at=NOON,
        added_by=wood.birch.label,
    )  # fmt: skip
    of_clusters.EvidenceShare.objects.create(
        cluster=wood.cluster, evidence=private, shared_at=NOON, shared_by="x", ended_at=NOON
    )


def _fill_cluster(wood: Wood) -> None:
    cluster, programme, ash = wood.cluster, wood.programme, wood.people["ash"]
    birch, tier = wood.memberships["birch"], wood.tiers["core"]
    make = _make
    stage = of_clusters.Stage.objects.filter(programme=programme).first()
    assert stage
    make("Criterion", tier=tier, evidence_kind="accounts", max_age_months=18)
    make(
        "MembershipChange", membership=birch, at=NOON, by=ash.label, to_state="member",
        to_tier="Core", effective_on=DAY,
    )  # fmt: skip
    make(
        "MembershipRules", cluster=cluster, joining_decides="members", sponsor=True,
        joining_agreed_in="“Ground rules”", suspension_for=[["breach", "breaking what we agreed"]],
        suspension_agreed_in="“Ground rules”",
    )  # fmt: skip
    make(
        "Suspension", membership=birch, reason="Late.", proposed_at=NOON, proposed_by=ash.label,
        decides="members", answer_by=DAY, most_months=6,
    )  # fmt: skip
    make(
        "Invitation", cluster=cluster, organisation_name="Larch", email="larch@example.org",
        tier=tier, sent_at=NOON, sent_by=ash.label, answer_by=DAY,
    )  # fmt: skip
    call = make(
        "Call", cluster=cluster, title="Who joins?", tier=tier, closes_at=NOON, made_at=NOON
    )
    question = make("Question", call=call, position=1, text="Why?", choices=["a", "b"])
    response = make(
        "Response", call=call, organisation_name="Larch", person_name="Lee",
        email="lee@example.org", started_at=NOON, saved_at=NOON,
    )  # fmt: skip
    make("Answer", response=response, question=question, text="Because")
    make("Score", response=response, question=question, person=ash, points=3, scored_at=NOON)
    make(
        "Day", cluster=cluster, worked_on=DAY, days="0.5", what="Visit", person=ash, logged_at=NOON
    )
    gathering = make("Gathering", cluster=cluster, title="First", held_on=DAY, made_at=NOON)
    make("Attendance", gathering=gathering, membership=birch, how="in_person")
    make("StageMove", cluster=cluster, stage=stage, entered_on=DAY, moved_by=ash.label)
    condition = make("Condition", stage=stage, text="A plan")
    make(
        "ConditionMet", condition=condition, cluster=cluster, met_on=DAY, noted_by=ash.label,
        noted_at=NOON,
    )  # fmt: skip
    make(
        "TimetableChange", programme=programme, number=1, before=[], after=[{"stage": "x"}],
        reason="Late", changed_at=NOON, changed_by="person:1",
    )  # fmt: skip
    make(
        "Document", cluster=cluster, title="Terms", file=ContentFile(b"terms", "terms.txt"),
        name="terms.txt", size=5, content_type="text/plain", sha256="0" * 64, added_at=NOON,
        added_by=ash.label,
    )  # fmt: skip
    make("JournalNote", cluster=cluster, person=ash, about_on=DAY, text="Secret", written_at=NOON)


def _make(model_name: str, /, **values: Any) -> Model:
    model = getattr(of_clusters, model_name)
    made: Model = model.objects.create(**values)
    return made


def parts(file: Path) -> dict[str, Any]:
    """What is in a file, but for its manifest and its record; rows as a list of dictionaries."""
    with zipfile.ZipFile(file) as packed:
        return {
            name: [json.loads(line) for line in packed.read(name).splitlines()]
            if name.endswith("jsonl")
            else packed.read(name)
            for name in packed.namelist()
            if name not in ("manifest.json", "record.jsonl")
        }


def history(file: Path) -> list[dict[str, Any]]:
    with zipfile.ZipFile(file) as packed:
        return [json.loads(line) for line in packed.read("record.jsonl").splitlines()]


@pytest.fixture
def file(full_wood: Wood, tmp_path: Path) -> Path:
    path = tmp_path / "spinney.zip"
    export_cluster(full_wood.cluster, path, now=NOON)
    return path


@pytest.fixture
def elsewhere(file: Path, settings: Any) -> Path:
    """Another site, where numbers are others; returns the file that was exported before."""
    call_command("flush", interactive=False, verbosity=0)
    settings.MEDIA_ROOT = file.parent / "files-elsewhere"
    for n in range(3):
        Person.objects.create_user(f"somebody{n}@example.org")
        of_register.Organisation.objects.create(name=f"Somebody else {n}")
    return file


def test_the_test_has_a_row_in_every_table_that_travels(file: Path) -> None:
    with zipfile.ZipFile(file) as packed:
        rows = json.loads(packed.read("manifest.json"))["rows"]
    assert set(rows) == set(portable.holdings), "fill the new table in full_wood"


def test_round_trip_is_the_same(elsewhere: Path, tmp_path: Path) -> None:
    arrival, _ = import_cluster(elsewhere, by=BY, now=NOON)
    again = tmp_path / "again.zip"
    export_cluster(find_cluster(arrival.name), again, now=NOON)
    before, after = parts(elsewhere), parts(again)
    assert sorted(before) == sorted(after)
    for name in before:
        assert after[name] == before[name], name


def test_the_record_is_told_again_and_holds_together(elsewhere: Path, tmp_path: Path) -> None:
    import_cluster(elsewhere, by=BY, now=NOON)
    again = tmp_path / "again.zip"
    export_cluster(find_cluster("The Spinney"), again, now=NOON)
    old, new = history(elsewhere), history(again)
    assert [e["entry"]["verb"] for e in new[-4:]] == [
        "tests.one", "tests.two", "tests.three", "keeping.import_cluster"
    ]  # fmt: skip
    for was, now in zip(old, new, strict=False):
        for what in ("actor", "person", "organisation", "subject"):
            assert now[what] == was[what]
        for what in ("at", "verb", "detail", "number"):
            assert now["entry"][what] == was["entry"][what]
    assert list(verify()) == []
    entry = Entry.objects.get(verb="tests.one")
    assert Person.objects.get(pk=entry.person_id).email == "ash@example.org"


def test_private_notes_and_evidence_taken_back_stay_behind(file: Path) -> None:
    told = json.dumps([p for p in parts(file).values() if isinstance(p, list)])
    assert "Secret" not in told
    assert "Not shared" not in told
    assert "is_host" not in told


def test_the_cluster_next_door_stays_behind(file: Path) -> None:
    told = json.dumps([p for p in parts(file).values() if isinstance(p, list)])
    assert "The Copse" not in told
    assert "willow@example.org" not in told
    assert "sorrel@example.org" not in told


def test_what_is_here_already_is_recognised_and_left_as_it_is(elsewhere: Path) -> None:
    ash = Person.objects.create_user("ash@example.org", "Ashley")
    birch = of_register.Organisation.objects.create(name="Birch House Limited", town="Bury")
    of_register.Identifier.objects.create(
        organisation=birch, scheme="GB-CHC", value="1234567", source="here"
    )
    plan = preview(elsewhere, by=BY, now=NOON)
    told = {(d[0], d[2]) for d in plan.differs}
    assert {("access.Person", "name"), ("register.Organisation", "name")} <= told
    import_cluster(elsewhere, by=BY, now=NOON)
    ash.refresh_from_db()
    birch.refresh_from_db()
    assert (ash.name, birch.name, birch.town) == ("Ashley", "Birch House Limited", "Bury")
    assert not birch.other_names.exists(), "facts of an organisation that is here stay as they are"
    cluster = find_cluster("The Spinney")
    assert cluster.memberships.filter(organisation=birch).exists()
    assert cluster.facilitators.filter(person=ash).exists()


def counts() -> dict[str, int]:
    left = {"record.Entry", "record.Book", "keeping.Arrival", "register.SearchWord"}
    found = {
        m._meta.label: m._base_manager.count() for m in apps.get_models(include_auto_created=True)
        if m._meta.label not in left
    }  # fmt: skip
    # A word that no name holds any more keeps its row, with a count of nothing.
    return {**found, "words": of_register.SearchWord.objects.exclude(names=0).count()}


def test_a_dry_run_changes_nothing_and_tells_what_would_be_done(elsewhere: Path) -> None:
    before = counts()
    plan = preview(elsewhere, by=BY, now=NOON)
    assert counts() == before
    assert not Arrival.objects.exists()
    _, done = import_cluster(elsewhere, by=BY, now=NOON)
    assert (plan.made, plan.known, plan.files) == (done.made, done.known, done.files)


def test_undo_takes_back_exactly_what_came(elsewhere: Path, settings: Any) -> None:
    before = counts()
    arrival, _ = import_cluster(elsewhere, by=BY, now=NOON)
    assert counts() != before
    undo_import(arrival, by=BY, now=NOON)
    assert counts() == before
    assert list(verify()) == []
    assert not [p for p in Path(settings.MEDIA_ROOT).rglob("*.pdf")]
    with pytest.raises(WrongState, match="undone already"):
        undo_import(arrival, by=BY, now=NOON)
    import_cluster(elsewhere, by=BY, now=NOON)


def test_undo_is_refused_once_somebody_has_worked_there(elsewhere: Path) -> None:
    arrival, _ = import_cluster(elsewhere, by=BY, now=NOON)
    cluster = find_cluster("The Spinney")
    with transaction.atomic():
        record("tests.work", by=BY, on=cluster, at=NOON, scope=Scope("cluster", cluster.pk))
    with pytest.raises(WrongState, match="has worked in The Spinney"):
        undo_import(arrival, by=BY, now=NOON)


def test_undo_is_refused_when_something_depends_on_what_came(elsewhere: Path) -> None:
    arrival, _ = import_cluster(elsewhere, by=BY, now=NOON)
    birch = of_register.Organisation.objects.get(name="Birch House")
    mine = of_clusters.Cluster.objects.create(name="Mine", made_at=timezone.now())
    tier = of_clusters.Tier.objects.create(cluster=mine, position=0, name="Member")
    of_clusters.Membership.objects.create(
        cluster=mine, organisation=birch, tier=tier, admitted_to=tier, asked_at=NOON
    )
    with pytest.raises(WrongState, match="depend"):
        undo_import(arrival, by=BY, now=NOON)
    assert find_cluster("The Spinney")


def test_a_cluster_that_is_here_is_refused(file: Path) -> None:
    with pytest.raises(WrongState, match="The Spinney is on this site already"):
        import_cluster(file, by=BY, now=NOON)


def rewrite(file: Path, spoilt: Path, name: str, old: bytes, new: bytes) -> None:
    """A file with one part changed, its checksum mended: only its content is wrong."""
    import hashlib

    with zipfile.ZipFile(file) as packed, zipfile.ZipFile(spoilt, "w") as out:
        held = {n: packed.read(n) for n in packed.namelist()}
        assert old in held[name]
        held[name] = held[name].replace(old, new)
        manifest = json.loads(held["manifest.json"])
        manifest["parts"][name] = {
            "sha256": hashlib.sha256(held[name]).hexdigest(), "bytes": len(held[name])
        }  # fmt: skip
        held["manifest.json"] = json.dumps(manifest).encode()
        for n, content in held.items():
            out.writestr(n, content)


@pytest.mark.parametrize(
    ("part", "old", "new", "says"),
    [
        ("record.jsonl", b"tests.two", b"tests.six", "does not hold together at entry 2"),
        ("rows/clusters.Day.jsonl", b'"2026-03-20"', b'"2026-13-20"', "does not fit this site"),
        ("rows/clusters.Cluster.jsonl", b'"name"', b'"mane"', "does not fit this site"),
        ("rows/register.Organisation.jsonl", b'{"', b'{{"', "does not fit this site"),
    ],
)
def test_a_file_that_was_changed_is_refused_and_nothing_is_half_done(
    elsewhere: Path, tmp_path: Path, part: str, old: bytes, new: bytes, says: str
) -> None:
    spoilt = tmp_path / "spoilt.zip"
    rewrite(elsewhere, spoilt, part, old, new)
    before = counts()
    with pytest.raises(BadInput, match=says):
        import_cluster(spoilt, by=BY, now=NOON)
    assert counts() == before


def test_a_damaged_file_and_a_backup_are_refused(elsewhere: Path, tmp_path: Path) -> None:
    short = tmp_path / "short.zip"
    short.write_bytes(elsewhere.read_bytes()[:-100])
    with pytest.raises(BadInput, match="is damaged"):
        import_cluster(short, by=BY, now=NOON)
    with pytest.raises(BadInput, match="no file"):
        import_cluster(tmp_path / "none.zip", by=BY, now=NOON)


def test_find_cluster_by_name_number_and_uid(wood: Wood) -> None:
    for asked in ("the spinney", str(wood.cluster.pk), str(wood.cluster.uid)):
        assert find_cluster(asked) == wood.cluster
    with pytest.raises(NotFound):
        find_cluster("The Grove")
    of_clusters.Cluster.objects.create(name="The Spinney", made_at=NOON)
    with pytest.raises(BadInput, match="Several"):
        find_cluster("The Spinney")
    assert isinstance(wood.cluster.uid, UUID)
