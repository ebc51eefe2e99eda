"""Templates are read from text; every fault is told with its file and place."""

from __future__ import annotations

import pytest

from spinney.agreements.engine.reading_wordings import Known, Unsound, read, unwrapped

KNOWN = Known({"quorum"}, {"lead"}, {"place"})
WHOLE = """
title = "Tiny"
for_what = "To try."
use_when = "Now."
not_when = "Never."
minutes = 5
speaks_for = "cluster"
binds = "no"
binds_why = "It says so."
needs_solicitor = false
solicitor = "None."
"""
CLAUSE = """
[[clauses]]
key = "aims"
heading = "Aims"
text = "In {cluster} we {purpose}. {quorum}"
why = "Why."
goes_wrong = "Wrong."
"""
QUESTION = """
[[questions]]
key = "purpose"
title = "What for?"
help = "Say."
"""


def faults(text, **others):
    with pytest.raises(Unsound) as found:
        read({"tiny.toml": text, **others}, KNOWN)
    return [str(one) for one in found.value.faults]


def test_a_sound_file_is_a_template_with_the_name_of_its_file():
    wording = read({"tiny.toml": WHOLE + QUESTION + CLAUSE}, KNOWN)["tiny"]
    assert (wording.key, wording.title, wording.terms) == ("tiny", "Tiny", ("quorum",))
    assert wording.clauses[0].terms == ("quorum",)
    assert wording.clauses[0].gaps == ("cluster", "purpose", "quorum")


def test_what_several_share_is_taken_over_and_changed():
    common = """
[clauses.aims]
heading = "Aims"
text = "{quorum}"
why = "Why."
goes_wrong = "Wrong."
"""
    used = WHOLE + '[[clauses]]\nuse = "aims"\nheading = "Our aims"\noptional = true\n'
    clause = read({"tiny.toml": used, "common.toml": common}, KNOWN)["tiny"].clauses[0]
    assert (clause.key, clause.heading, clause.optional) == ("aims", "Our aims", True)
    assert clause.why == "Why."
    assert faults(WHOLE + '[[clauses]]\nuse = "nothing"\n') == [
        "tiny.toml, clauses nothing: common.toml has no such entry."
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("title = ", "tiny.toml: This is not TOML: "),
        (WHOLE, "tiny.toml: It has no clause."),
        (
            WHOLE.replace("title =", "tittle =") + CLAUSE,
            "tiny.toml: “tittle” is no field here.",
        ),
        (
            WHOLE.replace('"no"', '"perhaps"') + QUESTION + CLAUSE,
            "tiny.toml: “binds” is none of: yes, no, partly.",
        ),
        (
            WHOLE.replace('"cluster"', '"everybody"') + QUESTION + CLAUSE,
            "tiny.toml: “speaks_for” is none of: cluster, parties.",
        ),
        (
            WHOLE.replace("minutes = 5", "minutes = true") + QUESTION + CLAUSE,
            "tiny.toml: “minutes” must be a whole number, 0 or more.",
        ),
        (
            WHOLE.replace("= false", "= 0") + QUESTION + CLAUSE,
            "tiny.toml: “needs_solicitor” must be true or false.",
        ),
        (
            WHOLE + CLAUSE,
            "tiny.toml, clauses aims: “{purpose}” is no term, and no question asks it.",
        ),
        (
            WHOLE + QUESTION + CLAUSE.replace("{quorum}", "{quorum"),
            "tiny.toml, clauses aims: A single “{”; a brace that is meant stands twice.",
        ),
        (
            WHOLE + QUESTION + CLAUSE.replace('why = "Why."', 'why = " "'),
            "tiny.toml, clauses aims: “why” must say something.",
        ),
        (
            WHOLE + QUESTION + CLAUSE.replace('why = "Why."', ""),
            "tiny.toml, clauses aims: “why” is missing.",
        ),
        (
            WHOLE + QUESTION + CLAUSE + CLAUSE,
            "tiny.toml, clauses aims: The key is used 2 times.",
        ),
        (
            WHOLE + QUESTION + CLAUSE.replace('"aims"', '"Aims 1"'),
            "tiny.toml, clauses Aims 1: A key has small letters, with “_” between words.",
        ),
        (
            WHOLE + QUESTION + QUESTION.replace("purpose", "quorum") + CLAUSE,
            "tiny.toml, questions quorum: There is a term of this name.",
        ),
        (
            WHOLE + QUESTION + QUESTION.replace("purpose", "unsaid") + CLAUSE,
            "tiny.toml, questions unsaid: No clause says the answer.",
        ),
        (
            WHOLE + QUESTION + 'default_from = "moon"\n' + CLAUSE,
            "tiny.toml, questions purpose: The site does not know a “moon”.",
        ),
        (
            WHOLE + QUESTION + 'kind = "choice"\n' + CLAUSE,
            "tiny.toml, questions purpose: “choices” belong to kind “choice”, and it has at least"
            " one.",
        ),
        (
            WHOLE + QUESTION + 'kind = "choice"\nchoices = ["a"]\ndefault = "b"\n' + CLAUSE,
            "tiny.toml, questions purpose: “default” is none of its choices.",
        ),
        (
            WHOLE + QUESTION + 'kind = "choice"\nchoices = []\n' + CLAUSE,
            "tiny.toml, questions purpose: “choices” must be a list with something in it.",
        ),
        (
            WHOLE + '[[roles]]\nrole = "king"\nleast = 2\nmost = 1\nwords = "W."\n'
            + QUESTION + CLAUSE,
            "tiny.toml, roles king: There is no such role.",
        ),
        (
            WHOLE + '[[roles]]\nrole = "lead"\nleast = 2\nmost = 1\nwords = "W."\n'
            + QUESTION + CLAUSE,
            "tiny.toml, roles lead: “least” is more than “most”.",
        ),
    ],
)  # fmt: skip
def test_each_fault_names_its_file_and_place(text, told):
    assert any(one.startswith(told) for one in faults(text)), faults(text)


def test_the_faults_of_all_files_are_told_at_once():
    found = faults(WHOLE, **{"other.toml": "title = "})
    assert [one.split(":")[0] for one in found] == ["other.toml", "tiny.toml"]


def test_lines_of_a_file_are_put_together():
    assert unwrapped("One\ntwo.\n\n\nThree:\n- a\n  b\n- c\n") == "One two.\n\nThree:\n- a b\n- c"
