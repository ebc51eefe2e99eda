from django.urls import path

from spinney.clusters.views import answers, invitations

HERE = "clusters/<int:cluster_id>/"
ONE = HERE + "invitations/<int:invitation_id>/"
MINE = "invitations/<int:invitation_id>/"
urlpatterns = [
    path(HERE + "invitations/", invitations.invitations, name="invitations"),
    path(HERE + "invite/", invitations.invite, name="invite"),
    path(HERE + "invite-several/", invitations.invite_several, name="invite-several"),
    path(ONE + "remind-invitee/", invitations.remind_invitee, name="remind-invitee"),
    path(ONE + "resend-invitation/", invitations.resend_invitation, name="resend-invitation"),
    path(ONE + "withdraw-invitation/", invitations.withdraw_invitation, name="withdraw-invitation"),
    path(MINE + "accept-invitation/", answers.accept_invitation, name="accept-invitation"),
    path(MINE + "decline-invitation/", answers.decline_invitation, name="decline-invitation"),
    path(MINE + "forward-invitation/", answers.forward_invitation, name="forward-invitation"),
]
