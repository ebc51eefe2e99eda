"""A supplier's name as a bookkeeper reads it: who it is, and what merely stands beside.

>>> one = read("Hartley Plumbing & Heating Serv. Ltd - Leeds  A/C 4471930")
>>> one.words, one.form, one.tail, one.code
(('hartley', 'plumbing', 'heating', 'service'), 'limited', ('leeds',), '4471930')
>>> read("Ash Lane Ltd t/a Kettle & Co").others
(('kettle',),)
"""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from spinney.base.kernel.names import LONGEST_NAME, fold, singular, with_phrases
from spinney.purchasing.engine.matching.known import BESIDE, Known, meant_by
from spinney.purchasing.engine.matching.statements import WEB, unladen
from spinney.purchasing.engine.matching.vocabulary import (
    ALSO_NAMES,
    BRANCH_MARKS,
    BRANCHES,
    FEDERATED,
    LEDGER,
    LEGAL,
    LEGAL_PHRASES,
    LOCAL_KINDS,
    NAMED_KINDS,
    ONLY_WITHIN,
    PLACES,
    SHORT,
    SMALL,
)

_TRADING = re.compile(
    r"[\s(](?:t\s?[/\\.]\s?as?\b\.?|ta\b|trading\s+as\b|trdg\s+as\b|o/a\b|a\.?k\.?a\b\.?"
    r"|formerly(?:\s+known\s+as)?\b|previously\b|also\s+known\s+as\b|operating\s+as\b|d/b/a\b|dba\b)[\s:.]*",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\(([^()]*)\)?|\[([^\[\]]*)\]?")
_IN_FIRM = re.compile(
    r"\)\s*(?:co(?:mpany)?\.?\s+)?(?:ltd|limited|plc|llp|cic|cio)\b", re.IGNORECASE
)
"""A bracket that the legal form stands behind: its place is the company's, and no branch's."""

_BEHIND = re.compile(r"(?:\s[-–—/|*]+\s|\s[-–—]|,(?!\d)|;|\s\*|\s#)")
_LABELLED = re.compile(
    r"\b(?:reg(?:istered)?\.?\s*)?(?:charity|company|co)\.?\s*(?:reg\w*\.?\s*)?"
    r"(?:no|num|number)\b\.?[\s:]*[a-z]{0,3}\s?\d{6,8}\b",
    re.IGNORECASE,
)
_FORM_BEHIND_COMMA = re.compile(
    r",(?=\s*(?:co\b|ltd|limited|inc|llc|l\.?l\.?p|plc|[bn]\.?\s?v\b))", re.IGNORECASE
)
_SPACED_FORM = re.compile(r"\b([bn])\.\s?v\b\.?", re.IGNORECASE)
_RUN_ON = re.compile(r"(?<=\w{3}s)['’‘`´](?=\w{3})", re.IGNORECASE)
"""A sign after a plural with the next word run on: "Philips'Gloeilampenfabrieken"."""

_DOTTED = re.compile(r"\b(?:[A-Za-z]\.){2,}[A-Za-z]?\b")
_CODE = re.compile(
    r"(?:\d{5,}|[a-z]{1,4}\d{4,}[a-z0-9]*|\d{4,}[a-z][a-z0-9]*|\d+[a-z]+\d\w*|[a-z]+\d+[a-z]+\d*)\Z"
)
OPENING_FORMS: Final = {
    ("nv",): "nv", ("bv",): "bv", ("naamloze", "vennootschap"): "nv",
    ("naamlooze", "vennootschap"): "nv", ("besloten", "vennootschap"): "bv",
}  # fmt: skip
"""Legal forms that open names as well as end them: "N.V. Nutricia", "Naamloze Vennootschap DSM"."""

_LEGAL_ENDS: Final = frozenset(phrase[-1] for phrase in LEGAL_PHRASES)
_FIRM_FORMS: Final = frozenset({"limited", "plc", "llp", "cic", "cio", "nv", "bv", "gmbh"})
OF_PLACES: Final = LOCAL_KINDS | NAMED_KINDS
NUMBERED: Final = OF_PLACES | FEDERATED | {"daycare", "centre"}
TURNING: Final = SMALL - {"and", "the", "y", "yr"}
"""Words that join others and say how: "Health for All" is not "All Health"."""

JOINING: Final = "<"
"""Before such a word where names are told apart (`Read.respelt`)."""

TURNED: Final = 3
"""Of so few words one that joins them may be what tells two names apart."""

LONGEST_SHORT: Final = 40
"""Words that are read: no supplier's name has more."""


class Read(NamedTuple):
    """One name as read. All words are lower case, singular, with short forms written out.

    `words` say who it is, in order; `tail` what stands behind (a place, a branch); `numbers` those
    figures that may tell two apart ("Studio 54"); `code` an account code or the like; `branch` a
    branch's number; `others` further readings (behind "t/a"); `short` whether any short form was
    written out; `respelt` the words that stood in the plural, those that stood for others, places
    in brackets that are of a company's name; `known` a well-known name, as it stood, where `words`
    are what all of its names are read as.
    """

    words: tuple[str, ...]
    form: str = ""
    tail: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    code: str = ""
    branch: str = ""
    others: tuple[tuple[str, ...], ...] = ()
    short: bool = False
    respelt: tuple[str, ...] = ()
    known: str = ""

    @property
    def key(self) -> str:
        """What makes two names one to a reader: the words in any order, and the figures."""
        return " ".join((*sorted(self.words), *self.numbers))


def read(name: str) -> Read:
    """Read one name. Never fails; a name of signs alone has itself as its only word."""
    text = unladen(" ".join(name[:LONGEST_NAME].split()))
    text = _LABELLED.sub(" ", WEB.sub(" ", text)) or name
    main, *aliases = _TRADING.split(text) if len(text) > 6 else [text]
    outside = _BRACKET.sub(" ", main)
    insides = [first or second for first, second in _BRACKET.findall(main)]
    found = _read_part(outside if outside.strip() else main)
    aside: tuple[str, ...] = ()
    if insides and outside.strip():
        parts = [_read_part(part) for part in insides]
        aside = tuple(word for part in parts for word in part.words)
        found = _with_figures(found, [figure for part in parts for figure in part.numbers])
        if places := [word for word in aside if word in PLACES] if _IN_FIRM.search(main) else []:
            found = found._replace(respelt=(*found.respelt, *(f"({word}" for word in places)))
    others = tuple(filter(None, (_read_part(part).words for part in aliases)))
    if not found.words and others:
        return found._replace(words=others[0], others=others[1:])
    words = (
        found.words or tuple(found.numbers) or (found.code or "".join(text.lower().split()) or "?",)
    )
    numbers = found.numbers if found.words else ()
    tail = found.tail + aside
    if tail and not OF_PLACES.isdisjoint(words):
        words, tail = _with_place(words, tail)
    return found._replace(words=words, numbers=numbers, tail=tail, others=others)


def _with_place(
    words: tuple[str, ...], tail: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of what is of one place with the place that stands beside them: it says who it is,
    and no branch.
    """
    places = tuple(word for word in tail if word in PLACES and word not in words)
    return (*words, *places), tuple(word for word in tail if word not in places)


def _read_part(text: str) -> Read:
    text = _SPACED_FORM.sub(r"\1v", _RUN_ON.sub(" ", text))
    parts = _BEHIND.split(_FORM_BEHIND_COMMA.sub(" ", text))
    found = _read_words(fold(_DOTTED.sub(lambda dots: dots.group().replace(".", ""), parts[0])))
    for part in parts[1:]:
        behind = _read_words(fold(part))
        found = _with_behind(found, behind)
    return found


def _with_behind(found: Read, behind: Read) -> Read:
    """A part behind a dash or comma: a tail where the legal form came before, else more words."""
    if not found.words:
        return behind._replace(code=found.code or behind.code)
    if (found.form or found.known) and len(behind.words) <= 2 and not behind.form:
        beside = [word for word in behind.words if word not in LEDGER]
        words, tail = found.words, (*found.tail, *beside, *behind.tail)
    else:
        words, tail = found.words + found.tail + behind.words, behind.tail
    both = Read(
        words,
        found.form or behind.form,
        tail,
        found.numbers,
        found.code or behind.code,
        found.branch or behind.branch,
        (),
        found.short or behind.short,
        found.respelt + behind.respelt,
        found.known,
    )
    return _with_figures(both, behind.numbers)


def _with_figures(found: Read, figures: Sequence[str]) -> Read:
    """With figures that stand beside: of a well-known supplier they say which of its places."""
    if found.known and figures:
        return found._replace(branch=found.branch or figures[0])
    return found._replace(numbers=(*found.numbers, *figures))


def _read_words(folded: str) -> Read:
    tokens, form, behind = _without_form(folded.split()[:LONGEST_SHORT])
    before = _without_ledger(tokens)
    known = meant_by(tokens) or (meant_by(before) if len(before) < len(tokens) else None)
    if known:
        return _read_known(known, form, behind)
    tokens = with_phrases(before)
    words, numbers, code, branch, short = _sorted_out(tokens)
    respelt = _respelt(before, tokens)
    tail, more, late_code, late_branch, _short = _sorted_out(_without_ledger(behind))
    if numbers and NUMBERED.isdisjoint(words) and _is_place_number(tokens, numbers[-1]):
        tail.append(numbers.pop())
    if not words:
        words, tail = tail, []
    return Read(
        tuple(words),
        form,
        tuple(tail),
        tuple(numbers + more),
        code or late_code,
        branch or late_branch,
        (),
        short,
        respelt,
    )


def _read_known(known: Known, form: str, behind: list[str]) -> Read:
    """A well-known supplier: whatever figures stand behind it say which of its places."""
    beside = [token for token in (*known.behind, *_without_ledger(behind)) if token not in BESIDE]
    tail, numbers, code, branch, _short = _sorted_out(beside)
    places = tuple(word for word in tail if word not in BRANCH_MARKS)
    found = Read(known.words, form, places, (), code, branch, (), False, known.respelt)
    return _with_figures(found._replace(known=known.as_written), numbers)


def _is_place_number(tokens: list[str], figures: str) -> bool:
    """Whether figures at the end, but for places, look like a shop's number: four of them that are
    no year, or with a nought in front. A person is asked, since they stand aside (`nodes`). Of
    federations, and of what is of one place, figures tell bodies apart (`NUMBERED`).
    """
    last = next((token for token in reversed(tokens) if token not in PLACES), "")
    if not last.isdigit() or (last.lstrip("0") or last) != figures:
        return False
    return last[0] == "0" if len(last) == 3 else len(last) == 4 and not "1700" <= last < "2100"


def _respelt(before: list[str], tokens: list[str]) -> tuple[str, ...]:
    """Words in the plural, and (with a plus) words of `before` that a phrase took away: "cab" where
    `tokens` has "citizens advice". Not where only spaces differ.
    """
    gone = [token for token in before if token not in tokens and token not in SMALL]
    phrases = gone if "".join(gone) not in tokens else []
    plurals = {singular(token) for token in tokens if _is_plural(token)}
    joining = [token for token in tokens if token in TURNING]
    few = len(tokens) - len(joining) <= TURNED
    joiners = [JOINING + token for token in joining] if few else []
    return (*sorted(plurals), *(f"+{token}" for token in phrases), *joiners)


def _is_plural(token: str) -> bool:
    return (
        token[-1] == "s" and token not in PLACES and token not in SHORT and singular(token) != token
    )


def _without_form(tokens: list[str]) -> tuple[list[str], str, list[str]]:
    """The words before the legal form, the form, and what stands behind it."""
    for at in range(len(tokens) - 1, 0, -1):
        token = tokens[at]
        if token in _LEGAL_ENDS:
            for size in (3, 2):
                start = at + 1 - size
                form = LEGAL_PHRASES.get(tuple(tokens[max(0, start) : at + 1]))
                if form and start > 0:
                    return _before(tokens[:start]), form, tokens[at + 1 :]
        form = LEGAL.get(token, "")
        if form:
            behind = tokens[at + 1 :]
            if behind and form not in _FIRM_FORMS:
                continue
            return _before(tokens[:at]), form, behind
    return _behind_form(tokens)


def _behind_form(tokens: list[str]) -> tuple[list[str], str, list[str]]:
    """The words behind a legal form that opens a name, and the form."""
    for size in (2, 1):
        form = OPENING_FORMS.get(tuple(tokens[:size]), "")
        if form and len(tokens) > size:
            return _before(tokens[size:]), form, []
    return _before(tokens), "", []


def _before(tokens: list[str]) -> list[str]:
    if len(tokens) > 1 and tokens[0] in ("the", "yr"):
        tokens = tokens[1:]
    if len(tokens) > 2 and tokens[-2] == "and" and tokens[-1] in ("co", "company"):
        tokens = tokens[:-1]
    if len(tokens) > 1 and tokens[-1] in ("the", "and"):
        tokens = tokens[:-1]
    return tokens


def _without_ledger(tokens: list[str]) -> list[str]:
    start, end = 0, len(tokens)
    while end - start > 1 and tokens[start] in LEDGER:
        start += 1
    if start < end - 1 and start and tokens[start] == "to":
        start += 1
    elif start == 1 and tokens[0] in ALSO_NAMES:
        start = 0
    while end - start > 1 and tokens[end - 1] in LEDGER:
        end -= 1
    return tokens[start:end]


def _sorted_out(tokens: list[str]) -> tuple[list[str], list[str], str, str, bool]:
    """Words, figures, code, branch number, and whether a short form was written out."""
    words: list[str] = []
    numbers: list[str] = []
    code = branch = ""
    short = False
    before = ""
    for token in tokens:
        full = SHORT.get(token) if words or token not in ONLY_WITHIN else None
        if token.isalpha() or full:
            if token not in SMALL:
                short = short or (full is not None and full != token)
                words.append(token if token in PLACES else singular(full or token))
        elif before in BRANCH_MARKS and len(token) < 6:
            branch = token
            _take_back(words, before)
        elif before in BRANCHES and len(token) < 6:
            branch = token
        elif _CODE.match(token):
            code = code or token
            if before in LEDGER and len(words) > 1:
                _take_back(words, before)
        else:
            numbers.append(token.lstrip("0") or token)
        before = token
    return words, numbers, code, branch, short


def _take_back(words: list[str], mark: str) -> None:
    """What merely announced a number ("store", "a/c") is no word of the name."""
    if words and words[-1] == singular(SHORT.get(mark, mark)):
        words.pop()
