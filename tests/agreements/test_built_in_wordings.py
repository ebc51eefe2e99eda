"""The templates that come with Spinney: complete, plain, and true to their sources."""

from __future__ import annotations

import json
import re
from collections import Counter

import pytest

from spinney.agreements.bridge import wordings as built_in
from spinney.agreements.bridge.wordings import begin, wordings
from spinney.agreements.engine.filling import fill, gaps
from spinney.agreements.engine.terms import CATALOGUE
from spinney.agreements.engine.wordings import Asked
from spinney.base.kernel.errors import NotFound
from tests.agreements.samples import NAMES, PARTIES, TERMS, answered

KEYS = list(built_in.ORDER)
EACH = pytest.mark.parametrize("key", KEYS)

#: Words that a solicitor writes and nobody says.
LEGALESE = re.compile(
    r"\b(shall|hereby|herein\w*|hereto|hereunder|thereof|thereto|notwithstanding|whereas|pursuant"
    r"|aforesaid|forthwith|indemnif\w+|undertakes?|inter alia|mutatis|prior to|commence\w*"
    r"|utilis\w+|in respect of|terminat\w+|jurisdiction|severab\w+)\b",
    re.IGNORECASE,
)

#: Names that may stand in "what others chose": those of the casebook and its sources, and law.
NAMED = frozenset(
    re.findall(
        r"\S+",
        """Creative Youth Network Bristol Bristol's STAGE Changing Lives P3 Cohort Shelter SIFA
        Fireside Somerset Mental Health Alliance Rethink Spark POhWER London VAWG Consortium
        Touchstone Live Well Leeds Community Drugs Services DISC Harrow Harrow's Voluntary Sector
        Young Lancashire Lancashire's Northumberland Hidden Harm Norfolk LINk LINk's Coalition
        Disabled People Age Concern Luton Suffolk Collaborate Bolton HACT Durham Nottingham
        Yorkshire Advocacy Matters Whitby Filey Central Wirral East Enders Volunteer Centres Devon
        HMRC's UK GDPR NHS ICT HR""".replace("'", "’"),
    )
)


def sentences(text: str) -> list[str]:
    """The sentences of a text, a gap or an item of a list for one word more."""
    lines = re.sub(r"\{[a-z_]+\}", "it", text).splitlines()
    return [s for line in lines for s in re.split(r"(?<=[.!?:])\s+", line) if s.strip(" -")]


def in_words(sentence: str) -> list[str]:
    return re.findall(r"[A-Za-z0-9’'£%-]*[A-Za-z0-9][A-Za-z0-9’'£%-]*", sentence)


def explanations(clause) -> str:
    return "\n".join([clause.why, clause.goes_wrong, clause.others_chose, clause.solicitor])


def test_the_twelve_are_there_in_the_order_of_the_life_of_a_group():
    assert list(wordings()) == KEYS
    assert len(KEYS) == 12
    assert set(TERMS) == set(CATALOGUE)
    assert {term for one in wordings().values() for term in one.terms} == set(CATALOGUE)
    assert len({one.title for one in wordings().values()}) == 12


def test_a_template_by_its_key():
    assert built_in.wording_named("subcontract").title == "Subcontract"
    with pytest.raises(NotFound):
        built_in.wording_named("common")


@EACH
def test_every_term_and_question_is_said_by_just_one_clause(key):
    wording = wordings()[key]
    said = Counter(gap for clause in wording.clauses for gap in clause.gaps)
    once = set(wording.terms) | {one.key for one in wording.questions}
    assert {gap: times for gap, times in said.items() if gap in once and times > 1} == {}
    assert set(said) - {"cluster"} == once
    stated = [term for clause in wording.clauses for term in clause.terms]
    assert sorted(stated) == sorted(wording.terms)


@EACH
def test_filled_in_nothing_is_open_and_no_brace_is_left(key):
    wording = wordings()[key]
    content = answered(wording)
    assert gaps(content, wording) == ()
    document = fill(
        content, kind=wording.title, cluster="Elm Valley", number=1, parties=PARTIES, names=NAMES
    )
    text = "\n".join(line for one in document.clauses for line in one.paragraphs)
    assert not re.search(r"[{}\[\]]", text)
    assert "  " not in text
    assert ".." not in text
    for one in document.clauses:
        assert one.paragraphs
        for line in one.paragraphs:
            assert line.startswith("- ") or line[-1] in ".:?”", (one.key, line)


@EACH
def test_with_what_is_offered_only_the_rest_is_open(key):
    wording = wordings()[key]
    open_ones = {one.key for one in gaps(wording.begin(), wording)}
    offered = {one.key for one in wording.questions if one.default}
    assert open_ones == (set(wording.terms) | {q.key for q in wording.questions}) - offered


@EACH
def test_every_clause_is_explained(key):
    for clause in wordings()[key].clauses:
        assert clause.others_chose, f"{clause.key}: say what others chose"
        assert len(in_words(clause.why)) >= 5, clause.key


@EACH
def test_it_is_plain_enough_to_read_aloud(key):
    """Short sentences and short words: about what a twelve-year-old reads with ease."""
    wording = wordings()[key]
    about = [wording.for_what, wording.use_when, wording.not_when, wording.solicitor]
    for text, most in (
        ("\n".join(one.text for one in wording.clauses), 13.5),
        ("\n".join([*about, *map(explanations, wording.clauses)]), 15.5),
    ):
        said = [in_words(one) for one in sentences(text)]
        every = [word for one in said for word in one]
        assert len(every) / len(said) <= most
        assert sum(len(word) > 9 for word in every) / len(every) <= 0.045
        assert [" ".join(one) for one in said if len(one) > 33] == []


@EACH
def test_no_legalese(key):
    for clause in wordings()[key].clauses:
        assert LEGALESE.findall(clause.text) == [], clause.key
        assert "!" not in clause.text + explanations(clause)


@EACH
def test_others_are_named_only_as_the_sources_name_them(key):
    for clause in wordings()[key].clauses:
        for sentence in sentences(clause.others_chose):
            named = [w for w in in_words(sentence)[1:] if w[0].isupper() and w not in ("I",)]
            assert set(named) <= NAMED, (clause.key, sentence)


@EACH
def test_what_needs_a_solicitor_says_where(key):
    wording = wordings()[key]
    noted = [one.key for one in wording.clauses if one.solicitor]
    assert wording.solicitor
    assert len(noted) >= 4 or not wording.needs_solicitor


@EACH
def test_a_question_is_a_question_with_help(key):
    for one in wordings()[key].questions:
        assert one.title.endswith("?")
        assert one.help.endswith((".", "”", "?"))
        assert one.kind is not Asked.DAY or not one.default


def test_a_memorandum_names_the_clauses_that_bind_as_they_are_called():
    wording = wordings()["memorandum"]
    text = wording.clause_of["binding"].text
    named = re.findall(r"“([^”]+)”", text.split("\n\n")[0])
    headings = {one.heading: one for one in wording.clauses}
    assert len(named) == 6
    assert [one for one in named if one not in headings or headings[one].optional] == []


def test_what_the_site_knows_of_a_cluster_is_filled_in(wood):
    cluster = wood.cluster
    cluster.place, cluster.summary = "the borough of Elmford", "share an office."
    content = begin(wordings()["statement_of_intent"], cluster)
    assert content.answers["place"] == "the borough of Elmford"
    assert content.answers["purpose"] == "share an office."
    cluster.place, cluster.summary = "", " "
    assert begin(wordings()["statement_of_intent"], cluster).answers == {}


def test_the_programme_is_named_where_it_came_about(wood):
    cluster, programme = wood.cluster, wood.programme
    programme.name, programme.funder = "Growing Together", "The Oak Fund"
    cluster.programme = programme
    said = begin(wordings()["memorandum"], cluster).answers["background"]
    assert said == "We take part in Growing Together, which The Oak Fund pays for."
    programme.funder = ""
    said = begin(wordings()["memorandum"], cluster).answers["background"]
    assert said == "We take part in Growing Together."
    cluster.programme = None
    assert "background" not in begin(wordings()["memorandum"], cluster).answers


def test_a_draft_takes_the_clauses_over_with_the_edition():
    wording = wordings()["ground_rules"]
    content = begin(wording)
    assert (content.wording, content.edition) == ("ground_rules", wording.edition)
    assert [one.key for one in content.clauses] == [one.key for one in wording.clauses]
    assert content.clause_of("quorum").key == "decisions"
    assert content.terms == {}


@EACH
def test_every_file_is_entered_as_the_newest_edition(key):
    wording, newest = wordings()[key], built_in.editions()[key][-1]
    found = {one.key: one.digest for one in wording.clauses}
    entry = {"digest": wording.edition, "since": "the day of its release", "clauses": found}
    assert (newest.digest, newest.clauses) == (wording.edition, found), (
        f"{key}.toml, or what it uses of common.toml, has changed. Enter it in"
        f" {built_in.EDITIONS.name}, after the editions that were released: {json.dumps(entry)}"
    )
    assert built_in.edition_of(key, newest.digest) == newest
    assert built_in.edition_of(key, "0" * 64) is None
