from django.urls import path

from spinney.clusters.views import leaving, members, suspending

HERE = "clusters/<int:cluster_id>/"
ONE = HERE + "members/<int:membership_id>/"
urlpatterns = [
    path(HERE + "members/", members.members, name="members"),
    path(HERE + "ask-to-join/", members.ask_to_join, name="ask-to-join"),
    path(ONE, members.member, name="member"),
    path(ONE + "take-back-request/", members.take_back_request, name="take-back-request"),
    path(ONE + "admit-member/", members.admit_member, name="admit-member"),
    path(ONE + "decline-member/", members.decline_member, name="decline-member"),
    path(ONE + "readmit-member/", members.readmit_member, name="readmit-member"),
    path(ONE + "move-member/", members.move_member, name="move-member"),
    path(ONE + "propose-suspension/", suspending.propose_suspension, name="propose-suspension"),
    path(ONE + "answer-suspension/", suspending.answer_suspension, name="answer-suspension"),
    path(ONE + "drop-suspension/", suspending.drop_suspension, name="drop-suspension"),
    path(ONE + "suspend-member/", suspending.suspend_member, name="suspend-member"),
    path(ONE + "reinstate-member/", suspending.reinstate_member, name="reinstate-member"),
    path(ONE + "leave-cluster/", leaving.leave_cluster, name="leave-cluster"),
    path(ONE + "stay-in-cluster/", leaving.stay_in_cluster, name="stay-in-cluster"),
    path(ONE + "name-representative/", leaving.name_representative, name="name-representative"),
]
