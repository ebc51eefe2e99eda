"""A call closes by hand, or by itself at its end."""

from datetime import timedelta

from spinney.base.access.asks import asked_of
from spinney.base.kernel.actors import Actor
from spinney.base.post.models import Message
from spinney.clusters.actions import calls as actions
from spinney.clusters.states import CallState
from spinney.clusters.tasks.calls import close_calls_that_ended
from tests.clusters.calls import CLOSES, answered, open_call
from tests.personas import NOON


def test_by_hand(wood):
    call = actions.close_call(call=open_call(wood), by=wood.ash, now=NOON)
    assert call.state == CallState.CLOSED


def test_by_itself_and_the_facilitator_is_told_once(wood):
    call = open_call(wood)
    answered(wood, call)
    close_calls_that_ended(CLOSES - timedelta(minutes=1))
    call.refresh_from_db()
    assert call.state == CallState.OPEN
    close_calls_that_ended(CLOSES + timedelta(minutes=1))
    close_calls_that_ended(CLOSES + timedelta(minutes=2))
    call.refresh_from_db()
    assert call.state == CallState.CLOSED
    told = Message.objects.filter(kind="clusters.call_closed")
    assert [m.email for m in told] == ["ash@example.org"]
    assert "1 answers" not in told.get().subject


def test_the_system_may(wood):
    call = open_call(wood)
    closed = actions.close_call(call=call, by=Actor.system("calls"), now=CLOSES)
    assert closed.state == CallState.CLOSED


def test_then_those_who_run_it_are_asked_to_choose(wood):
    call = open_call(wood)
    answered(wood, call)
    actions.close_call(call=call, by=wood.ash, now=NOON)

    def asked(name):
        return [a.what for a in asked_of(wood.actor(name), NOON) if "Who joins us?" in a.what]

    assert asked("ash") == asked("rowan") == ["Choose among the answers to “Who joins us?”"]
    assert asked("birch") == asked("willow") == []
