"""From a content with gaps to fixed words; what is still unanswered."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from spinney.agreements.engine.content import Clause, Content
from spinney.agreements.engine.document import Document, NamedParty
from spinney.agreements.engine.filling import GapKind, fill, gaps, missing_roles
from spinney.agreements.engine.terms import CATALOGUE
from spinney.agreements.engine.wordings import (
    Asked,
    Binds,
    ExpectedRole,
    Question,
    Wording,
    WordingClause,
)
from tests.agreements.samples import ELM, NAMES, PARTIES, TERMS

#: Anything that somebody may type, with the characters that could go wrong seen often.
TYPED = st.text(
    st.sampled_from("ab {}[]-\n\r\t\x00\x0b\u2028<>&“”’é漢\u202e")
    | st.characters(codec="utf-8", exclude_categories=["Cs"]),
    max_size=40,
)
SAID = TYPED.filter(str.strip)
#: The same in the words of a clause, where a brace that is meant stands twice.
MEANT = TYPED.map(lambda text: text.replace("{", "{{").replace("}", "}}"))
KEYS = ("aims", "money", "place")


def clause(text, key="aims", heading="Aims", **more):
    return Clause(key, heading, text, **more)


def content(*clauses, **more):
    return Content("", "", "Our rules", clauses, **more)


def filled(made, **changes):
    said = {"kind": "Rules", "cluster": "Elm Valley", "number": 1, "parties": PARTIES}
    return fill(made, names=NAMES, **(said | changes))


def words(document):
    return "\n".join(line for one in document.clauses for line in one.paragraphs)


@st.composite
def contents(draw):
    """A content whose every gap is answered, with any words around the gaps."""
    terms = {key: TERMS[key] for key in draw(st.lists(st.sampled_from(sorted(TERMS)), max_size=4))}
    answers = {key: draw(SAID) for key in draw(st.lists(st.sampled_from(KEYS), unique=True))}
    every = [f"{{{key}}}" for key in (*terms, *answers, "cluster")]
    clauses = []
    for at in range(draw(st.integers(0, 3))):
        pieces = draw(st.lists(MEANT | st.sampled_from(every), max_size=5))
        clauses.append(clause("".join(pieces), f"c{at}", draw(TYPED)))
    return content(*clauses, terms=terms, answers=answers)


@given(contents(), TYPED, TYPED)
def test_whatever_is_said_every_gap_is_filled_and_every_term_is_in_words(made, cluster, name):
    """Braces in names and answers mean nothing; control characters go; what is stated is said."""
    parties = (NamedParty(ELM, name, "Lead body"), NamedParty("u2", "{quorum} {{x}}", ""))
    document = filled(made, cluster=cluster, parties=parties)
    assert "[still to be said" not in words(document)
    for one in document.clauses:
        for line in one.paragraphs:
            assert line == line.strip()
            assert line
            assert not any(ord(sign) < 32 or 127 <= ord(sign) < 160 for sign in line)
    assert document.terms == made.terms
    assert [one.number for one in document.clauses] == [
        str(at) for at in range(1, len(document.clauses) + 1)
    ]
    for key in made.terms:
        own = fill(
            content(clause(f"{{{key}}}")), kind="", cluster="", number=1, parties=parties,
            names=NAMES,
        )  # fmt: skip
        alone = fill(
            content(clause(f"{{{key}}}"), terms={key: made.terms[key]}), kind="", cluster="",
            number=1, parties=parties, names=NAMES,
        )  # fmt: skip
        assert "[still to be said" in words(own)
        for line in words(alone).split("\n"):
            assert line in words(document)


@given(contents())
def test_fixed_words_survive_json_and_the_same_content_gives_the_same_hash(made):
    document = filled(made)
    again = Document.from_json(document.to_json())
    assert again == document
    assert again.digest == document.digest == filled(Content.from_json(made.to_json())).digest


@given(TYPED, st.sampled_from(["{{", "}}", "{{quorum}}", "{{{{"]))
def test_a_brace_that_is_meant_stands_once(around, braces):
    plain = around.replace("{", "").replace("}", "")
    document = filled(content(clause(f"x{braces}{plain}")))
    assert words(document).startswith("x" + braces.replace("{{", "{").replace("}}", "}"))


@given(st.sampled_from(sorted(TERMS)))
def test_what_a_gap_waits_for_is_shown_in_brackets_and_listed(key):
    made = content(clause(f"We agree: {{{key}}}"))
    (gap,) = gaps(made, None)
    assert (gap.kind, gap.key, gap.clause) == (GapKind.TERM, key, "aims")
    assert CATALOGUE[key].question in gap.words
    assert words(filled(made)) == f"We agree: [still to be said: {CATALOGUE[key].title}]"
    assert gaps(replace(made, terms={key: TERMS[key]}), None) == ()


def test_a_name_that_looks_like_a_gap_is_only_a_name():
    parties = (NamedParty(ELM, "The {quorum} {{Trust}} & Sons {", "Lead body"),)
    made = content(clause("{lead_body} {cluster}"), terms={"lead_body": ELM})
    document = filled(made, parties=parties, cluster="{lead_body}")
    assert words(document) == "The {quorum} {{Trust}} & Sons { is our lead body. {lead_body}"


def test_paragraphs_and_items_stand_by_themselves():
    made = content(
        clause("We:\n- meet\n- {what}\n\nThen {when}."),
        answers={"what": "share\n- and talk", "when": "2027-03-31"},
    )
    (one,) = filled(made).clauses
    assert one.paragraphs == ("We:", "- meet", "- share", "- and talk", "Then 31 March 2027.")


def test_a_sentence_ends_with_one_full_stop():
    made = content(
        clause("We {what}.\n\nFor: {what}\n\n- {what}\n\n{list}"),
        answers={"what": "share.", "list": "- one\n- two"},
    )
    (one,) = filled(made).clauses
    assert one.paragraphs == ("We share.", "For: share.", "- share.", "- one", "- two")
    (other,) = filled(replace(made, answers=made.answers | {"what": "share"})).clauses
    assert other.paragraphs == ("We share.", "For: share.", "- share", "- one", "- two")


def test_a_day_that_is_none_stays_as_it_was_typed():
    made = content(clause("By {when}."), answers={"when": "2027-02-31"})
    assert words(filled(made)) == "By 2027-02-31."


def test_a_term_that_no_clause_says_stands_in_a_last_clause():
    made = content(clause("Nothing."), terms={"bid_window": 6, "lead_body": ELM})
    last = filled(made).clauses[-1]
    assert last.heading == "What else we agree"
    assert last.paragraphs == (
        "Elm House is our lead body.",
        "We need at least 6 weeks to decide on a bid.",
    )


def test_gaps_name_each_thing_once_in_the_order_of_the_clauses():
    made = content(
        clause("{quorum} {place}"),
        clause("{quorum} {bid_window}", "more", "More"),
        clause(" ", "empty", "Empty"),
        clause("x", "bare", " "),
    )
    found = [(one.kind, one.key, one.clause) for one in gaps(made, None)]
    assert found == [
        (GapKind.TERM, "quorum", "aims"),
        (GapKind.ANSWER, "place", "aims"),
        (GapKind.TERM, "bid_window", "more"),
        (GapKind.CLAUSE, "empty", "empty"),
        (GapKind.CLAUSE, "bare", "bare"),
    ]


def test_what_cannot_be_is_told_in_the_words_of_the_term():
    made = content(clause("{bid_window}"), terms={"bid_window": 900, "nonsense": 1})
    found = {one.key: one.words for one in gaps(made, None)}
    assert "Choose one in that range" in found["bid_window"]
    assert (
        found["nonsense"] == "The agreement states “nonsense”, which is no term that Spinney knows."
    )
    assert words(filled(made)) == "[still to be said: Time to decide on a bid]"


def test_an_empty_agreement_is_told_so():
    found = gaps(Content("", "", " "), None)
    assert [one.words for one in found] == [
        "The agreement has no title.",
        "The agreement has no clause.",
    ]


def a_wording(**changes):
    said = {
        "key": "tiny", "title": "Tiny", "for_what": "To try.", "use_when": "Now.",
        "not_when": "Never.", "minutes": 5, "speaks_for": "parties", "binds": Binds.NO,
        "binds_why": "No.", "needs_solicitor": False, "solicitor": "No.",
        "clauses": (WordingClause("aims", "Aims", "{place}", "Why.", "Wrong."),),
        "questions": (Question("place", "Where?", "A place.", Asked.LINE),),
    }  # fmt: skip
    return Wording(**(said | changes))


def test_a_question_of_the_template_is_asked_in_its_own_words():
    wording = a_wording()
    (gap,) = gaps(wording.begin(), wording)
    assert gap.words == "“Aims” (clause 1) waits for an answer: Where?"
    assert gaps(wording.begin({"place": "Elmford"}), wording) == ()


def test_a_gap_that_nobody_asks_for_is_a_fault_of_the_clause():
    made = content(clause("{nobody_asks}"))
    (gap,) = gaps(replace(made, wording="tiny"), a_wording())
    assert (gap.kind, gap.key) == (GapKind.CLAUSE, "aims")
    assert "stands for nothing" in gap.words


def test_the_roles_that_a_template_needs():
    wording = a_wording(roles=(ExpectedRole("lead", 1, 1, "One lead body."),))
    assert missing_roles(["lead", "member"], wording) == ()
    assert [one.words for one in missing_roles(["member", "member"], wording)] == ["One lead body."]
    assert [one.key for one in missing_roles(["lead", "lead"], wording)] == ["lead"]
    assert "Name its parties" in missing_roles(["lead"], wording)[0].words
