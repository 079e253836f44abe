"""Who people are to the site: accounts, passwords, second steps, accounts of other houses."""

from cms.sign_in.oidc.configuration import read_providers

from .environment import env

AUTH_USER_MODEL = "people.User"
# One backend, so that a wrong password costs one hash, known address or not. Permissions are Django's: it inherits.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
# A file of stolen passwords (docs/sign-in.md). None: no list.
SAMVIRKE_BREACHED_PASSWORDS = env.path("SAMVIRKE_BREACHED_PASSWORDS", None)
AUTH_PASSWORD_VALIDATORS = [{"NAME": name} for name in ("cms.sign_in.passwords.GoodPasswordValidator",)]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/me/"
LOGOUT_REDIRECT_URL = "/"
WAGTAIL_FRONTEND_LOGIN_URL = "/accounts/login/"
# Addresses and passwords have one door, with our limits, our mail and our log: Wagtail's own stay shut.
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False

ACCOUNT_ADAPTER = "cms.sign_in.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_SIGNUP_FORM_CLASS = "cms.people.signup.SignupForm"
ACCOUNT_FORMS = {
    "login": "cms.sign_in.account_forms.LoginForm",
    "signup": "cms.sign_in.account_forms.SignUpForm",
    "change_password": "cms.sign_in.account_forms.ChangePasswordForm",
    "set_password": "cms.sign_in.account_forms.SetPasswordForm",
    "reset_password_from_key": "cms.sign_in.account_forms.ResetPasswordKeyForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Tell people by mail when their password or address was changed.
ACCOUNT_EMAIL_NOTIFICATIONS = True
# The password once more before addresses, passkeys and linked accounts are changed.
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_PREVENT_ENUMERATION = True
# Wrong passwords are counted in cms/sign_in/lockout.py; "login_failed" is left for codes, which ask a password first.
# A whole course signs in from one network at nine o'clock. Nothing is held against an address: strangers could keep its
# owner from a new password.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "signup": "60/m/ip",
    "reset_password": "20/m/ip",
    "login_failed": "5/5m/key",
}

STAFF_NEED_SECOND_FACTOR = True
MFA_ADAPTER = "cms.sign_in.second_factor.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "add_webauthn": "cms.sign_in.second_step_forms.AddPasskeyForm",
    "authenticate": "cms.sign_in.second_step_forms.AuthenticateForm",
    "reauthenticate": "cms.sign_in.second_step_forms.ReauthenticateForm",
    "activate_totp": "cms.sign_in.second_step_forms.ActivateForm",
}
# A phone's clock may be half a minute off.
MFA_TOTP_TOLERANCE = 1
# Changing one's address goes by way of an unconfirmed one, with a second factor too.
MFA_ALLOW_UNVERIFIED_EMAIL = True

SOCIALACCOUNT_ADAPTER = "cms.sign_in.social.SocialAccountAdapter"
# Accounts of other houses: off until a file names them (docs/sign-in.md).
SOCIALACCOUNT_PROVIDERS = {"oidc": {"APPS": read_providers(env.path("SAMVIRKE_OIDC_FILE", None))}}
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_STORE_TOKENS = False
