"""Everything between a person and the rooms: home, account, task links, mail choices."""

from django.urls import include, path

from spinney.base.web.account.mail import mail_for_address, stop_mail
from spinney.base.web.acting import act_for
from spinney.base.web.demo_chooser import be, look_around
from spinney.base.web.home import home
from spinney.base.web.interrupted import forget_kept
from spinney.base.web.mailbox import mailbox, mailbox_message
from spinney.base.web.task_links import do
from spinney.base.web.undelivered import send_again, undelivered

urlpatterns = [
    path("", home, name="home"),
    path("account/", include("spinney.base.web.account.urls")),
    path("act-for/", act_for, name="act-for"),
    path("forget-kept/", forget_kept, name="forget-kept"),
    path("do/<str:secret>/", do, name="do"),
    path("do/<str:secret>/<slug:step>/", do, name="do"),
    path("mail/<str:token>/", mail_for_address, name="mail-for-address"),
    path("mail/<str:token>/stop/", stop_mail, name="stop-mail"),
    path("undelivered/", undelivered, name="undelivered"),
    path("undelivered/<int:message_id>/", send_again, name="send-again"),
    path("look-around/", look_around, name="look-around"),
    path("look-around/<int:person_id>/", be, name="be"),
    path("mailbox/", mailbox, name="mailbox"),
    path("mailbox/<int:message_id>/", mailbox_message, name="mailbox-message"),
]
