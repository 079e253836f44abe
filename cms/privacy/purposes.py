"""What the site keeps of people and why: the register of processing, as it is shown to those it is about."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Purpose:
    key: str
    name: Any
    what: Any
    basis: Any
    kept_for: Any
    seen_by: Any
    order: int = 100


_purposes: dict[str, Purpose] = {}


def register_purpose(*purposes: Purpose) -> None:
    _purposes.update({purpose.key: purpose for purpose in purposes})


def all_purposes() -> list[Purpose]:
    return sorted(_purposes.values(), key=lambda purpose: purpose.order)


CONTRACT = _("To give you the service you signed up for (GDPR article 6 (1) b).")
LEGITIMATE = _("Our legitimate interest in running the site and helping those who write to us (GDPR article 6 (1) f).")
PUBLIC_TASK = _("A task in the public interest: municipalities must be able to show their training (article 6 (1) e).")
SECURITY = _("Our duty to keep the site secure and to show what was done (GDPR articles 6 (1) c and 32).")
CONSENT = _("Your consent, which you may withdraw at any time (GDPR articles 6 (1) a and 9 (2) a).")

register_purpose(
    Purpose(
        "account",
        _("Your account"),
        _("Name, e-mail addresses, language, staff roles and when you joined."),
        CONTRACT,
        _("As long as you have the account. After three years without signing in we write to you, then erase it."),
        _("You, and the administrators and coordinators of the centre."),
        10,
    ),
    Purpose(
        "signing_in",
        _("Signing in"),
        _("A scrambled form of your password, second factors, and where you are signed in."),
        SECURITY,
        _("Sessions two weeks; the rest as long as you have the account."),
        _("You. Nobody can read your password."),
        20,
    ),
    Purpose(
        "organisations",
        _("Organisations you act for"),
        _("Which organisations you belong to, in which roles, from when to when; requests and invitations."),
        PUBLIC_TASK,
        _("As long as you have the account; requests for a year, invitations for half a year."),
        _("You, the contact people of the organisation, and the centre."),
        30,
    ),
    Purpose(
        "mail",
        _("Mail we send you"),
        _("Each message, the address it went to and whether it arrived at the mail server."),
        CONTRACT,
        _("The text for 90 days, that it was sent for a year."),
        _("The administrators of the centre."),
        60,
    ),
    Purpose(
        "contact",
        _("What you write to the centre"),
        _("Name, e-mail address and message of the contact form."),
        LEGITIMATE,
        _("One year."),
        _("Those who answer for the centre."),
        70,
    ),
    Purpose(
        "editing",
        _("Writing on the site"),
        _("For editors: which pages, images and files you made, and your comments."),
        LEGITIMATE,
        _("That something was made is kept with the page; your comments until you are erased."),
        _("Other editors."),
        80,
    ),
    Purpose(
        "log",
        _("The log of changes"),
        _("Who changed what and when, by number and never by name."),
        SECURITY,
        _("As long as what was changed is kept; after erasure nobody is named in it."),
        _("Auditors and administrators."),
        90,
    ),
    Purpose(
        "sensitive",
        _("Food, access and other needs"),
        _("What you tell us about allergies and other needs before a course day or a meeting, kept apart."),
        CONSENT,
        _("Until two weeks after the day it was for; then it is deleted by itself."),
        _("Only those who need it for the day. Every reading is noted, and you see it here."),
        100,
    ),
    Purpose(
        "privacy",
        _("Your privacy"),
        _("Your consents, your requests for a copy, and who has read your sensitive answers."),
        SECURITY,
        _("Consents as long as you have the account; copies for 7 days; readings for two years."),
        _("You and the auditors of the centre."),
        110,
    ),
)
