"""Answers to a call's questions, as people read them and as spreadsheets hold them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from spinney.base.kernel.money import Money
from spinney.clusters.models import Question, Response

Cell = str | int | Decimal | date | None


def said(question: Question, text: str) -> str:
    """An answer in words: "£1,200", "12 March 2026", "Yes"; "" where there is none."""
    match Question.AnswerKind(question.kind):
        case Question.AnswerKind.MONEY if text:
            return str(Money(int(text)))
        case Question.AnswerKind.DATE if text:
            return f"{date.fromisoformat(text):%-d %B %Y}"
        case Question.AnswerKind.YES_NO:
            return text.capitalize()
        case Question.AnswerKind.SEVERAL:
            return ", ".join(text.splitlines())
    return text


def cell(question: Question, text: str) -> Cell:
    """An answer for a spreadsheet: numbers, pounds and dates as such, not as text."""
    if not text:
        return None
    match Question.AnswerKind(question.kind):
        case Question.AnswerKind.MONEY:
            return Decimal(text) / 100
        case Question.AnswerKind.NUMBER:
            return Decimal(text)
        case Question.AnswerKind.DATE:
            return date.fromisoformat(text)
    return said(question, text)


def typed(question: Question, text: str) -> object:
    """A kept answer as its form field takes it, to be changed."""
    if not text:
        return None
    match Question.AnswerKind(question.kind):
        case Question.AnswerKind.MONEY:
            return int(text)
        case Question.AnswerKind.NUMBER:
            return Decimal(text)
        case Question.AnswerKind.DATE:
            return date.fromisoformat(text)
        case Question.AnswerKind.YES_NO:
            return text == "yes"
        case Question.AnswerKind.SEVERAL:
            return text.splitlines()
    return text


def missing_answers(response: Response) -> list[Question]:
    """The questions that must be answered and are not."""
    given = set(response.answers.exclude(text="").values_list("question_id", flat=True))
    return [q for q in response.call.questions.all() if q.is_required and q.pk not in given]
