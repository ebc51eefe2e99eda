"""The sheet `survey` of an XLSForm, row by row, made into sections of questions.

Groups inside groups become sections one after another, with the conditions of all that they stand
in. Groups inside one page or one round of a repeat join it, since a page cannot have pages.
"""

from __future__ import annotations

from collections.abc import Callable

from spinney.diagnostics.engine.definition import ChoiceList, Kind
from spinney.diagnostics.engine.soundness import KEY, MOST_ROUNDS
from spinney.diagnostics.engine.xlsform.choices import with_other
from spinney.diagnostics.engine.xlsform.drafts import (
    USUAL_MOST,
    DraftQuestion,
    DraftSection,
    Frame,
    both,
)
from spinney.diagnostics.engine.xlsform.questions import question_of, unused
from spinney.diagnostics.engine.xlsform.remarks import Remarks
from spinney.diagnostics.engine.xlsform.tables import OURS, Row, Table
from spinney.diagnostics.engine.xlsform.types import (
    ABOUT_THE_DEVICE,
    NOT_ASKED_HERE,
    PLAIN,
    RowType,
    type_of,
)

_CHOSEN = frozenset({"select_one", "select_multiple"})
_NO_WORDS = "Without a name nothing can speak of it: give it one."


class Builder:
    """Reads the rows in order; afterwards `sections`, `lists` and the names `left_out` stand."""

    def __init__(self, title: str, lists: dict[str, ChoiceList], remarks: Remarks) -> None:
        self.title, self.lists, self.remarks = title, lists, remarks
        self.sections: list[DraftSection] = []
        self.frames: list[Frame] = []
        self.left_out: set[str] = set()
        self.groups: set[str] = set()
        self.names: dict[str, Row] = {}

    def read(self, survey: Table) -> None:
        """Read every row of the survey."""
        for row in survey.rows:
            if row.get("disabled").casefold() in ("yes", "true"):
                self._leave_out(row, "A row that is disabled", "It is left out.")
            elif not row.get("type"):
                what = f"A row without a type (“{next(iter(row.cells.values()))}”)"
                self.remarks.refuse("survey", row.number, what, "Give it a type.", "type")
            else:
                self._row(row, type_of(row.get("type")))
        for frame in self.frames:
            what = f"The {_spoken(frame)} never ends"
            mend = f"Add a row of the type “end_{frame.word}”."
            self.remarks.refuse("survey", frame.row.number, what, mend)

    def _row(self, row: Row, kind: RowType) -> None:
        structure = _STRUCTURE.get(kind.word)
        if structure is not None:
            structure(self, row)
        elif any(frame.left_out for frame in self.frames):
            self._leave_out(row, f"“{row.get('name')}”", "It stands in a part that is left out.")
        elif kind.word in PLAIN:
            self._question(row, kind)
        elif kind.word in ABOUT_THE_DEVICE:
            what = f"“{row.get('name') or kind.word}” ({kind.word})"
            self._leave_out(row, what, "Nothing is noted of the device or the time.")
        elif kind.word in NOT_ASKED_HERE:
            becomes = f"{NOT_ASKED_HERE[kind.word]}: it is left out."
            self._leave_out(row, f"“{row.get('name')}” ({kind.word})", becomes)
        else:
            what = f"“{row.get('name')}” of the unknown type “{row.get('type')}”"
            self._leave_out(row, what, "It is left out.")

    def _leave_out(self, row: Row, what: str, becomes: str) -> None:
        self.remarks.leave_out("survey", row.number, what, becomes, "type")
        if row.get("name"):
            self.left_out.add(row.get("name"))

    # groups and repeats

    def begin(self, row: Row, word: str) -> None:
        """A group or repeat opens."""
        repeat = word == "repeat"
        inside = self.frames[-1] if self.frames else None
        frame = Frame(
            row,
            word,
            row.get("name"),
            row.get("relevant"),
            "field-list" in row.get("appearance").split(),
            repeat,
            left_out=bool(inside and inside.left_out),
        )
        nested = repeat and any(one.repeat for one in self.frames)
        if (nested or word == "loop") and not frame.left_out:
            what = f"The {word} “{frame.name}”" + (" inside another repeat" if nested else "")
            self._leave_out(row, what, "It is left out with all that stands in it.")
            frame.left_out = True
        frame.flat = not repeat and any(one.repeat or one.one_page for one in self.frames)
        self._check_frame(frame)
        self.frames.append(frame)

    def _check_frame(self, frame: Frame) -> None:
        row = frame.row
        if not frame.name:
            what = f"A {frame.word} without a name"
            self.remarks.refuse("survey", row.number, what, _NO_WORDS, "name")
        if not frame.repeat:
            self.groups.add(frame.name)
        odd = [one for one in row.get("appearance").split() if one != "field-list"]
        if odd:
            what = f"The look “{' '.join(odd)}”"
            self.remarks.leave_out("survey", row.number, what, "It has our own look.", "appearance")
        for heading in row.cells:
            if heading not in _OF_GROUPS and not heading.startswith(OURS):
                unused(row, heading, self.remarks)

    def end(self, row: Row, word: str) -> None:
        """The innermost group or repeat closes."""
        if not self.frames or self.frames[-1].word != word:
            open_one = _spoken(self.frames[-1]) if self.frames else "nothing"
            what = f"“end_{word}” where {open_one} is open"
            mend = "Each begin needs its own end, the inner one first."
            self.remarks.refuse("survey", row.number, what, mend, "type")
            return
        self.frames.pop()

    # questions

    def _question(self, row: Row, kind: RowType) -> None:
        name = row.get("name")
        if not name:
            what = f"A {kind.word} without a name"
            self.remarks.refuse("survey", row.number, what, _NO_WORDS, "name")
            return
        if not KEY.fullmatch(name):
            mend = "Begin with a letter; letters, digits, _ . and - may follow."
            self.remarks.refuse("survey", row.number, f"The name “{name}”", mend, "name")
            return
        if name in self.names:
            what = f"The name “{name}” stands in row {self.names[name].number} too"
            self.remarks.refuse("survey", row.number, what, "Give each its own name.", "name")
            return
        section = self._section()
        if kind.word == "note" and row.ours("kind") == "intro":
            section.said["intro"] = row.get("label")
            return
        self.names[name] = row
        if kind.word in _CHOSEN and not self._has_list(row, kind):
            return
        draft = question_of(row, kind, self.remarks)
        self._place(section, draft)
        if kind.or_other:
            self._other(section, draft)

    def _has_list(self, row: Row, kind: RowType) -> bool:
        if kind.choices in self.lists:
            return True
        what = f"The list “{kind.choices}” of “{row.get('name')}”"
        mend = "Add its answers to the sheet choices."
        self.remarks.refuse("survey", row.number, what, mend, "type")
        return False

    def _place(self, section: DraftSection, draft: DraftQuestion) -> None:
        """Put a question into its section, under the conditions of the groups that joined it."""
        flat = [frame for frame in self.frames if frame.flat]
        for frame in flat:
            if frame.row.get("label") and not frame.titled:
                self._title(section, frame, flat[: flat.index(frame) + 1])
        conditions = [frame.relevant for frame in flat]
        draft.said["relevant"] = both(*conditions, draft.said["relevant"])
        section.questions.append(draft)

    def _title(self, section: DraftSection, frame: Frame, around: list[Frame]) -> None:
        frame.titled = True
        key = self._free(f"{frame.name}_title")
        self.names[key] = frame.row
        said = {
            "key": key,
            "kind": Kind.NOTE,
            "label": frame.row.get("label"),
            "relevant": both(*(one.relevant for one in around)),
        }
        section.questions.append(DraftQuestion(frame.row, _BLANK | said))
        what = f"The group “{frame.name}” inside a page or repeat"
        becomes = "Its questions join those around it, under its title."
        self.remarks.change("survey", frame.row.number, what, becomes)

    def _other(self, section: DraftSection, draft: DraftQuestion) -> None:
        """`or_other`: one more answer, and a question that asks which."""
        longer = with_other(self.lists[draft.said["choices"]])
        self.lists[longer.name] = longer
        draft.said["choices"] = longer.name
        if draft.said["choice_filter"]:
            draft.said["choice_filter"] = f"({draft.said['choice_filter']}) or name = 'other'"
        key = self._free(f"{draft.key}_other")
        self.names[key] = draft.row
        relevant = both(draft.said["relevant"], f"selected(${{{draft.key}}}, 'other')")
        said = {"key": key, "kind": Kind.TEXT, "label": "What else?", "relevant": relevant}
        section.questions.append(DraftQuestion(draft.row, _BLANK | said))

    # sections

    def _section(self) -> DraftSection:
        """Where the next question belongs."""
        solid = [frame for frame in self.frames if not frame.flat]
        if not solid:
            return self._outside()
        frame = solid[-1]
        if frame.section is None or self.sections[-1] is not frame.section:
            frame.section = self._opened(frame, both(*(one.relevant for one in solid)))
            self.sections.append(frame.section)
        return frame.section

    def _outside(self) -> DraftSection:
        if not self.sections or self.sections[-1].row is not None:
            said = {"key": self._free("questions"), "title": self.title}
            self.sections.append(DraftSection(None, said))
        return self.sections[-1]

    def _opened(self, frame: Frame, relevant: str) -> DraftSection:
        row = frame.row
        key = frame.name if not frame.parts else self._free(f"{frame.name}_{frame.parts + 1}")
        frame.parts += 1
        said = {
            "key": key,
            "title": row.get("label"),
            "relevant": relevant,
            "on_one_page": frame.one_page,
        }
        if frame.repeat:
            said |= self._repeating(row)
        return DraftSection(row, said)

    def _repeating(self, row: Row) -> dict[str, object]:
        count = row.get("repeat_count")
        most = row.ours("repeats")
        if most.isdecimal() and 0 < int(most) <= MOST_ROUNDS:
            return {"repeats": int(most), "times": count, "each": row.ours("each")}
        if count.isdecimal() and 0 < int(count) <= MOST_ROUNDS:
            return {"repeats": int(count), "times": count, "each": row.ours("each")}
        what = f"The repeat “{row.get('name')}” without a limit"
        becomes = f"It is asked at most {USUAL_MOST} times."
        self.remarks.change("survey", row.number, what, becomes, "repeat_count")
        return {"repeats": USUAL_MOST, "times": count, "each": row.ours("each")}

    def _free(self, name: str) -> str:
        """A name that nothing has yet."""
        taken = {one.key for one in self.sections} | set(self.names)
        at, free = 2, name
        while free in taken:
            at, free = at + 1, f"{name}_{at}"
        return free


def _spoken(frame: Frame) -> str:
    return f"{frame.word} “{frame.name}”"


_BLANK = {"choices": "", "default": "", "area": "", "choice_filter": "", "hint": ""}
_OF_GROUPS = frozenset({"type", "name", "label", "relevant", "appearance", "repeat_count"})
_STRUCTURE: dict[str, Callable[[Builder, Row], None]] = {
    "begin_group": lambda builder, row: builder.begin(row, "group"),
    "begin_repeat": lambda builder, row: builder.begin(row, "repeat"),
    "begin_loop": lambda builder, row: builder.begin(row, "loop"),
    "end_group": lambda builder, row: builder.end(row, "group"),
    "end_repeat": lambda builder, row: builder.end(row, "repeat"),
    "end_loop": lambda builder, row: builder.end(row, "loop"),
}
