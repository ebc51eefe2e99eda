"""Signing in and one's account. Of allauth's addresses only those that we use are served: there is
no password, so none of its pages for passwords exist.
"""

from allauth.mfa.base.views import authenticate, index, reauthenticate
from allauth.mfa.recovery_codes.views import (
    download_recovery_codes,
    generate_recovery_codes,
    view_recovery_codes,
)
from allauth.mfa.totp.views import activate_totp, deactivate_totp
from allauth.mfa.webauthn.views import (
    edit_webauthn,
    list_webauthn,
    reauthenticate_webauthn,
    remove_webauthn,
)
from django.urls import path

from spinney.base.web.account import mail, pages, programs, second_step, sign_in

urlpatterns = [
    path("", pages.account, name="account"),
    path("details/", pages.details, name="details"),
    path("name/", sign_in.your_name, name="your-name"),
    path("login/", sign_in.sign_in, name="account_login"),
    path("login/code/", sign_in.sign_up, name="account_request_login_code"),
    path("login/code/confirm/", sign_in.enter_code, name="account_confirm_login_code"),
    path("signup/", sign_in.sign_up, name="account_signup"),
    path("logout/", sign_in.sign_out, name="account_logout"),
    path("inactive/", sign_in.inactive, name="account_inactive"),
    path("email/", pages.change_address, name="account_email"),
    path("email/code/", pages.enter_address_code, name="account_email_verification_sent"),
    path("sign-ins/", pages.sign_ins, name="sign-ins"),
    path("mail/", mail.mail_choices, name="mail-choices"),
    path("programs/", programs.programs, name="programs"),
    path("programs/<int:token_id>/end/", programs.end_program, name="end-program"),
    path("leave/", pages.leave, name="leave"),
    path("2fa/", index, name="mfa_index"),
    path("2fa/authenticate/", authenticate, name="mfa_authenticate"),
    path("2fa/reauthenticate/", reauthenticate, name="mfa_reauthenticate"),
    path("2fa/totp/activate/", activate_totp, name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", deactivate_totp, name="mfa_deactivate_totp"),
    path("2fa/recovery-codes/", view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "2fa/recovery-codes/generate/", generate_recovery_codes, name="mfa_generate_recovery_codes"
    ),
    path(
        "2fa/recovery-codes/download/", download_recovery_codes, name="mfa_download_recovery_codes"
    ),
    path("2fa/webauthn/", list_webauthn, name="mfa_list_webauthn"),
    path("2fa/webauthn/add/", second_step.add_passkey, name="mfa_add_webauthn"),
    path("2fa/webauthn/login/", sign_in.passkey, name="mfa_login_webauthn"),
    path(
        "2fa/webauthn/reauthenticate/", reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"
    ),
    path("2fa/webauthn/keys/<int:pk>/remove/", remove_webauthn, name="mfa_remove_webauthn"),
    path("2fa/webauthn/keys/<int:pk>/edit/", edit_webauthn, name="mfa_edit_webauthn"),
]
