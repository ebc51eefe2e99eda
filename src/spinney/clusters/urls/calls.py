from django.urls import path

from spinney.clusters.views import answer_call, call_responses, calls

HERE = "clusters/<int:cluster_id>/calls/"
ONE = HERE + "<int:pk>/"
urlpatterns = [
    path(HERE, calls.list_calls, name="list-calls"),
    path(HERE + "make-call/", calls.make_call, name="make-call"),
    path(ONE, calls.view_call, name="view-call"),
    path(ONE + "edit-call/", calls.edit_call, name="edit-call"),
    path(ONE + "print-call/", calls.print_call, name="print-call"),
    path(ONE + "add-question/", calls.add_question, name="add-question"),
    path(ONE + "questions/<int:question_pk>/", calls.edit_question, name="edit-question"),
    path(
        ONE + "questions/<int:question_pk>/remove-question/",
        calls.remove_question,
        name="remove-question",
    ),
    path(ONE + "open-call/", calls.open_call, name="open-call"),
    path(ONE + "close-call/", calls.close_call, name="close-call"),
    path(ONE + "reopen-call/", calls.reopen_call, name="reopen-call"),
    path(ONE + "tell-outcome/", calls.tell_outcome, name="tell-outcome"),
    path(ONE + "sort-responses/", call_responses.sort_responses, name="sort-responses"),
    path(ONE + "ask-organisations/", call_responses.ask_organisations, name="ask-organisations"),
    path(
        ONE + "remind-organisations/",
        call_responses.remind_organisations,
        name="remind-organisations",
    ),
    path(ONE + "enter-response/", call_responses.enter_response, name="enter-response"),
    path(
        ONE + "responses/<int:response_pk>/",
        call_responses.view_response,
        name="view-response",
    ),
    path(
        ONE + "responses/<int:response_pk>/score-response/",
        call_responses.score_response,
        name="score-response",
    ),
    path(
        ONE + "responses/<int:response_pk>/note-response/",
        call_responses.note_response,
        name="note-response",
    ),
    path("calls/<uuid:uid>/", answer_call.start_response, name="start-response"),
]
