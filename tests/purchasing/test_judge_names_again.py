"""New rules of who is a person: every name that no member spoke of is judged by them."""

from __future__ import annotations

import pytest

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotAllowed
from spinney.base.post.models import Message
from spinney.base.record.models import Entry
from spinney.base.work.models import Job
from spinney.purchasing.actions import aside
from spinney.purchasing.actions.aside import bring_back_name, judge_names_again, set_name_aside
from spinney.purchasing.bridge.names import stale_names
from spinney.purchasing.engine.personal.rules import rules
from spinney.purchasing.models import SpendName
from spinney.purchasing.tasks.names import judge_names_of_all
from tests.personas import NOON
from tests.purchasing.making import a_share, a_supplier, another_member
from tests.purchasing.naming import birch_that_spent, by_category, name_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

PERSON, MARRIED, FIRM = "Pat Sample", "Mrs J Example", "Willow Telecom"


def letters():
    return Message.objects.filter(kind="purchasing.names_judged_again")


def words_of(letter):
    return " ".join(letter.body.split())


def judged_long_ago(*written):
    SpendName.objects.filter(written__in=written).update(judged_by="other rules")


def test_whom_the_rules_now_take_for_a_person_no_cluster_knows_any_more(wood):
    birch = birch_that_spent(wood)
    a_share(wood.cluster, birch)
    supplier = a_supplier(wood.cluster, PERSON, [(birch, PERSON)])
    before = by_category(birch)
    judge_names_of_all(NOON)
    name = name_of(birch, PERSON)
    assert (name.aside, name.aside_by, name.judged_by) == (True, "", rules())
    assert not supplier.names.exists()
    assert sum(by_category(birch).values()) == sum(before.values()) - 700
    assert Job.objects.filter(kind="purchasing.match_suppliers").exists(), "names are compared anew"


def test_the_member_is_told_once_how_many_and_never_which(wood):
    birch_that_spent(wood)
    for _ in range(2):
        judge_names_of_all(NOON)
    (letter,) = letters()
    assert letter.email == "birch@example.org"
    assert "1 name among your payments is now taken for" in words_of(letter)
    assert not [name for name in (PERSON, MARRIED, FIRM) if name in letter.body + letter.subject]
    (entry,) = Entry.objects.filter(verb="purchasing.judge_names_again")
    assert entry.detail == {"names": 1}


def test_what_a_member_decided_is_kept(wood):
    birch = birch_that_spent(wood)
    names = [name_of(birch, PERSON), name_of(birch, MARRIED)]
    set_name_aside(organisation=birch, names=[name_of(birch, FIRM)], by=wood.birch, now=NOON)
    bring_back_name(organisation=birch, names=names, by=wood.birch, now=NOON)
    judged_long_ago(PERSON, MARRIED, FIRM)
    judge_names_of_all(NOON)
    assert not name_of(birch, PERSON).aside
    assert not name_of(birch, MARRIED).aside
    assert name_of(birch, FIRM).aside
    assert not letters().exists()


def test_what_is_left_out_comes_back_by_a_member_s_word_alone(wood):
    birch = birch_that_spent(wood)
    SpendName.objects.filter(written=FIRM).update(aside=True, person="individual")
    judge_names_of_all(NOON)
    firm = name_of(birch, FIRM)
    assert (firm.aside, firm.judged_by) == (True, rules())
    assert "Of 1 other name that is left out the rules now think" in words_of(letters().get())


def test_nothing_is_done_while_the_rules_are_the_same(wood):
    birch = birch_that_spent(wood)
    SpendName.objects.update(judged_by=rules())
    judge_names_of_all(NOON)
    assert not name_of(birch, PERSON).aside
    assert not Entry.objects.filter(verb="purchasing.judge_names_again").exists()


def test_names_of_every_member_some_at_a_time(wood, monkeypatch):
    birch = birch_that_spent(wood)
    maple = another_member(wood, "Maple Centre")
    SpendName.objects.filter(written=PERSON).update(organisation=maple)
    monkeypatch.setattr(aside, "AT_ONCE", 2)
    judge_names_of_all(NOON)
    assert not stale_names().exists()
    assert name_of(maple, PERSON).aside
    assert not SpendName.objects.filter(organisation=birch).exclude(judged_by=rules()).exists()


def test_nobody_does_it_by_hand(wood):
    birch = birch_that_spent(wood)
    for by in (wood.birch, wood.rowan):
        with pytest.raises(NotAllowed):
            judge_names_again(organisation=birch, by=by, now=NOON)
    judge_names_again(organisation=birch, by=Actor.system("files"), now=NOON)


def test_rules_that_changed_have_another_mark(tmp_path, monkeypatch):
    from spinney.purchasing.engine.personal import rules as module

    word = tmp_path / "words.py"
    word.write_text("ONE = 1\n")
    monkeypatch.setattr(module, "_FILES", (*module._FILES, word))
    first = rules.__wrapped__()
    word.write_text("ONE = 2\n")
    assert first != rules.__wrapped__()
