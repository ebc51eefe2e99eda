"""The editor: a draft is changed step by step; two people at once are told of each other."""

import pytest
from django.urls import reverse

from spinney.base.kernel.actors import cluster_scope
from spinney.base.kernel.errors import ChangedMeanwhile, NotAllowed, NotFound
from spinney.base.record.models import Entry
from spinney.diagnostics.actions.drafts import change_draft
from spinney.diagnostics.bridge.definitions import definition_of
from spinney.diagnostics.engine.definition import Kind
from spinney.diagnostics.engine.editing import remove_question
from spinney.diagnostics.models import Version
from tests.access import client_of
from tests.diagnostics.instruments import make_draft, make_published
from tests.personas import NOON


class Editor:
    """The pages of a draft, for Ash."""

    def __init__(self, wood, draft):
        self.wood, self.draft = wood, draft
        self.client = client_of(wood, "ash")

    def url(self, verb, *more):
        here = [cluster_scope(self.wood.cluster.pk), self.draft.instrument_id, *more]
        return reverse(f"diagnostics:{verb}", args=here)

    def page(self, verb="edit-draft", *more):
        return " ".join(self.client.get(self.url(verb, *more)).content.decode().split())

    def post(self, verb, *more, **data):
        return self.client.post(self.url(verb, *more), data)

    def question(self, key=None, section="it", **said):
        start = {"kind": "text", "shown": "group", "measure": "", "label": "What do you do?"}
        if key:
            return self.post("edit-draft-question", key, **(start | said))
        return self.post("add-draft-question", section, **(start | said))

    @property
    def said(self):
        return definition_of(Version.objects.get(pk=self.draft.pk))

    @property
    def keys(self):
        return [one.key for one in self.said.questions()]


@pytest.fixture
def editor(wood):
    return Editor(wood, make_draft(wood))


def error_of(response):
    assert response.status_code == 200
    return response.content.decode()


# The action


def test_a_change_is_recorded_in_words_and_counted(wood):
    draft = make_draft(wood)
    without = remove_question(definition_of(draft), "where")
    changed = change_draft(
        draft=draft, definition=without, what="removed one", by=wood.ash, now=NOON
    )
    assert (changed.version, changed.minutes) == (draft.version + 1, without.minutes or 1)
    last = Entry.objects.filter(verb="diagnostics.change_draft").latest("pk").detail
    assert (last["what"], last["version"]) == ("removed one", changed.version)
    same = change_draft(draft=changed, definition=without, what="x", by=wood.ash, now=NOON)
    assert same.version == changed.version


def test_the_second_of_two_is_told_what_the_first_did(wood):
    draft = make_draft(wood)
    read = draft.version
    without = remove_question(definition_of(draft), "where")
    change_draft(draft=draft, definition=without, what="removed one", by=wood.ash, now=NOON)
    fresh = Version.objects.get(pk=draft.pk)
    with pytest.raises(ChangedMeanwhile, match="removed one"):
        change_draft(draft=fresh, definition=without, what="x", version=read, by=wood.ash, now=NOON)
    with pytest.raises(ChangedMeanwhile):  # made from what is no longer there
        change_draft(draft=draft, definition=without, what="x", by=wood.ash, now=NOON)


def test_who_may_not(wood):
    draft = make_draft(wood)
    for name in ("birch", "willow", "nobody"):
        with pytest.raises((NotAllowed, NotFound)):
            change_draft(
                draft=draft, definition=definition_of(draft), what="x", by=wood.actor(name),
                now=NOON,
            )  # fmt: skip


# Questions


def test_a_question_is_added_at_the_end_or_after_another(editor):
    assert editor.question().status_code == 302
    editor.client.post(
        editor.url("add-draft-question", "it") + "?after=staff",
        {"kind": "date", "shown": "own", "measure": "", "label": "When was that?"},
    )
    assert editor.keys == [
        "staff", "when_was_that", "backup", "where", "what_do_you_do", "more",
    ]  # fmt: skip
    made = editor.said.question("when_was_that")
    assert (made.kind, made.shown.value) == (Kind.DATE, "own")


def test_answers_to_choose_from_one_to_a_line(editor):
    editor.question(kind="scale", choices="Not at all\nA bit\n\nA lot", measure="need", area="ict")
    made = editor.said.question("what_do_you_do")
    assert [(c.label, c.level) for c in editor.said.choices_of(made)] == [
        ("Not at all", 0), ("A bit", 1), ("A lot", 2),
    ]  # fmt: skip
    editor.question("what_do_you_do", kind="scale", choices="Not\nA bit = 1\nA lot = 3\nUnsure")
    choices = editor.said.choices_of(editor.said.question("what_do_you_do"))
    assert [one.level for one in choices] == [None, 1, 3, None]
    assert [one.name for one in choices][1:3] == ["a_bit", "a_lot"]


def test_choices_that_are_needed_and_measures_that_do_not_fit(editor):
    assert "at least two answers" in error_of(editor.question(kind="one", choices="Yes"))
    assert "This needs a question" in error_of(editor.question(measure="cost"))
    assert "Write the question" in error_of(editor.question(label="  "))
    assert len(editor.keys) == 4


def test_ask_this_only_if(editor):
    editor.question(if_key="backup", if_how="is", if_value="yes")
    assert editor.said.question("what_do_you_do").relevant == "${backup} = 'yes'"
    editor.question("what_do_you_do", if_key="staff", if_how="at_least", if_value="4")
    assert editor.said.question("what_do_you_do").relevant == "${staff} >= 4"
    assert "Only if “How many staff?” is at least 4." in editor.page()
    told = error_of(editor.question(if_key="backup", if_how="is", if_value="Perhaps"))
    assert "Write one of its answers: Yes; No." in told
    editor.question("what_do_you_do", relevant="${staff} > 4 and ${backup} = 'no'")
    assert "is more than 4, and “Do you keep copies?” is “No”" in editor.page()
    assert "At character" in error_of(editor.question(relevant="${staff} >"))


def test_limits(editor):
    editor.question("staff", kind="whole", label="How many staff?", least="0", most="500")
    assert editor.said.question("staff").constraint == ". >= 0 and . <= 500"
    assert 'value="500"' in editor.page("edit-draft-question", "staff")
    told = error_of(editor.question("staff", kind="whole", label="x", least="5", most="1"))
    assert "must not be below" in told


def test_what_the_form_does_not_show_stays(wood):
    draft = make_draft(wood)
    editor = Editor(wood, draft)
    before = editor.said.question("backup")
    editor.question(
        "backup", kind="one", label="Do you keep copies?", choices="Yes\nNo", area="ict"
    )
    assert editor.said.question("backup") == before


def test_a_list_that_several_share_is_changed_for_one_or_for_all(editor):
    editor.question(kind="one", choices="Yes\nNo")
    assert editor.said.question("what_do_you_do").choices == "yes_no"
    editor.question("what_do_you_do", kind="one", choices="Yes\nNo\nUnsure")
    assert editor.said.question("what_do_you_do").choices != "yes_no"
    assert len(editor.said.choices_of(editor.said.question("backup"))) == 2
    editor.question(label="And tapes?", kind="one", choices="Yes\nNo")
    editor.question(
        "and_tapes", label="And tapes?", kind="one", choices="Yes\nNo\nSome", for_all="on"
    )
    assert len(editor.said.choices_of(editor.said.question("backup"))) == 3


def test_calculated_and_words_to_read(editor):
    told = error_of(editor.question(kind="calculated", label=""))
    assert "Say what is worked out" in told
    editor.question(kind="calculated", label="Twice", calculation="${staff} * 2")
    editor.question(kind="note", label="Thank you so far.", required="on")
    assert editor.said.question("twice").calculation == "${staff} * 2"
    assert editor.said.question("thank_you_so_far").required is False


# Order


def test_moved_over_the_edge_of_a_section_removed_and_back(editor):
    editor.post("arrange-draft", down="where")
    assert [q.key for q in editor.said.sections[1].questions] == ["where", "more"]
    editor.post("arrange-draft", up="where")
    editor.post("arrange-draft", up="backup")
    assert editor.keys == ["backup", "staff", "where", "more"]
    editor.post("arrange-draft", **{"section-down": "it"})
    assert [s.key for s in editor.said.sections] == ["end", "it"]
    editor.post("arrange-draft", **{"section-remove": "it"})
    assert editor.keys == ["more"]
    editor.post("undo-change")
    assert len(editor.keys) == 4


def test_what_spoke_of_a_removed_question_is_told_where_it_is(editor):
    answer = editor.client.post(editor.url("arrange-draft"), {"remove": "backup"}, follow=True)
    told = " ".join(answer.content.decode().split())
    assert "It was spoken of in: Where do you keep them?" in told
    assert "It speaks of “backup”, which is not there." in told
    assert "Check and publish" not in told


@pytest.mark.parametrize("data", [{}, {"up": "nothing"}, {"explode": "staff"}])
def test_moving_what_is_not_there(editor, data):
    assert editor.post("arrange-draft", **data).status_code == 404


def test_pages_of_what_is_not_there(editor):
    for verb in ("edit-section", "add-draft-question", "edit-draft-question"):
        assert editor.client.get(editor.url(verb, "gone")).status_code == 404


# Sections and the whole


def test_sections_are_added_and_set(editor):
    answer = editor.post("add-section", title="Each computer")
    assert answer["Location"].endswith("/sections/each_computer/add-question/")
    editor.question(section="each_computer", label="How old is it?", kind="whole")
    editor.post(
        "edit-section", "each_computer", title="Each computer", intro="One by one.",
        on_one_page="yes", repeats="10", each="computer", if_key="backup", if_how="is",
        if_value="Yes",
    )  # fmt: skip
    made = editor.said.sections[-1]
    assert (made.repeats, made.each, made.on_one_page) == (10, "computer", True)
    assert made.relevant == "${backup} = 'yes'"
    assert [q.key for q in made.questions] == ["how_old_is_it"]


def test_the_title_and_the_areas(editor):
    editor.post("describe-draft", title="Ours", purpose="P", source="S", areas="ICT\nBuildings")
    assert (editor.said.title, editor.said.source) == ("Ours", "S")
    assert list(editor.said.areas.values()) == ["ICT", "Buildings"]
    assert "premises" in editor.said.areas  # the usual key for the usual name
    assert Version.objects.get(pk=editor.draft.pk).instrument.title == "Ours"


def test_the_second_of_two_on_a_page_is_told_and_can_save_again(editor):
    version = Version.objects.get(pk=editor.draft.pk).version
    editor.question(label="First?", version=version)
    told = error_of(editor.question(label="Second?", version=version))
    assert "Somebody else changed this draft" in told
    assert "added “First?”" in told.replace("&quot;", '"')
    assert editor.question(label="Second?", version=version + 1).status_code == 302
    assert {"first", "second"} <= set(editor.keys)


def test_minutes_grow_as_it_grows(editor):
    before = Version.objects.get(pk=editor.draft.pk).minutes
    for at in range(6):
        editor.question(label=f"Tell us {at}", kind="long_text")
    assert Version.objects.get(pk=editor.draft.pk).minutes >= before + 5


def test_a_published_one_has_no_editor(wood):
    editor = Editor(wood, make_published(wood))
    assert editor.client.get(editor.url("edit-draft")).status_code == 404


def test_the_editor_asks_few_questions_of_the_database(wood, django_assert_max_num_queries):
    editor = Editor(wood, make_draft(wood))
    editor.page()
    with django_assert_max_num_queries(24):
        editor.page()
