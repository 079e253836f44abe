"""What exhibitors hold of a person: who applied, who did a task, and what visitors have shared at stands."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from cms import audit
from cms.privacy.answers import Answer, Rows, Subject, delete_rows, names_nobody, register, stays
from cms.privacy.purposes import CONSENT, CONTRACT, Purpose, register_purpose
from cms.privacy.retention import ANONYMISED, DELETED, Rule, drop, retain

from .domain.leads import empty_lead
from .models import Exhibitor, ExhibitorTask, Lead, LeadConsent

NOBODY = {"contact": None, "name": "", "email": "", "phone": ""}

register_purpose(
    Purpose(
        "exhibiting",
        _("Stands at events"),
        _("Your name, address and phone, for those who apply for a stand."),
        CONTRACT,
        _("Two years after the event."),
        _("The coordinators of the centre."),
        67,
    )
)
register_purpose(
    Purpose(
        "leads",
        _("Sharing with exhibitors"),
        _("What you let exhibitors have who scan your badge: name, e-mail or organisation, each by a yes of its own."),
        CONSENT,
        _("Until you take it back, at most 90 days after the event."),
        _("The exhibitors whose stand scanned your badge, and nobody else."),
        68,
    )
)


def forget_contacts(rows: Rows, subject: Subject, at: datetime) -> int:
    """The stand stays the organisation's; who is written to about it is not known any more."""
    exhibitors = list(rows)
    for exhibitor in exhibitors:
        audit.record(exhibitor, action="exhibitors.erase", by=None, at=at)
    return Exhibitor.objects.filter(pk__in=[one.pk for one in exhibitors]).update(**NOBODY)


def forget_leads(rows: Rows, subject: Subject, at: datetime) -> int:
    """As if they had taken it back: what was downloaded stays as a number to strike out."""
    leads = list(rows)
    for lead in leads:
        if lead.downloaded_at:
            empty_lead(lead, at=at)
        else:
            lead.delete()
    return len(leads)


def contacts_of_what_is_over(before: datetime) -> Rows:
    return Exhibitor.objects.filter(occurrence__ends_at__lt=before).exclude(name="", email="", phone="")


def leads_of_what_is_over(before: datetime) -> Rows:
    return Lead.objects.filter(exhibitor__occurrence__ends_at__lt=before)


def consents_of_what_is_over(before: datetime) -> Rows:
    return LeadConsent.objects.filter(place__occurrence__ends_at__lt=before)


def forget_old_contacts(rows: Rows, at: datetime) -> int:
    return rows.update(**NOBODY)


OF_PLACE = ("place__occurrence__series__titles", "place__occurrence__starts_at")
OF_PLACE_IN_WORDS = {OF_PLACE[0]: _("title"), OF_PLACE[1]: _("starts")}

# By the place, so they go before it forgets whose it was.
register(
    Answer(
        LeadConsent,
        purpose="leads",
        by=("place__user",),
        by_address=("place__email",),
        columns=(*OF_PLACE, "field", "given_at", "withdrawn_at"),
        words=OF_PLACE_IN_WORDS,
        erase=delete_rows,
        order=30,
    ),
    Answer(
        Lead,
        purpose="leads",
        by=("place__user",),
        by_address=("email", "place__email"),
        also=("place", "exhibitor", "name", "organisation"),
        columns=("exhibitor__organisation_name", "name", "email", "organisation", "note", "scanned_at"),
        words={"exhibitor__organisation_name": _("exhibitor")},
        erase=forget_leads,
        order=30,
    ),
    Answer(
        Exhibitor,
        purpose="exhibiting",
        by=("contact",),
        by_address=("email",),
        also=("name", "phone", "organisation_name"),
        columns=(
            *("occurrence__series__titles", "occurrence__starts_at", "reference", "organisation_name", "name"),
            *("email", "phone", "state", "applied_at"),
        ),
        words={"occurrence__series__titles": _("title"), "occurrence__starts_at": _("starts")},
        erase=forget_contacts,
        order=35,
    ),
    Answer(
        ExhibitorTask,
        purpose="exhibiting",
        by=("done_by",),
        also=("exhibitor",),
        columns=("task__titles", "done_at"),
        words={"task__titles": _("title")},
        erase=stays,
        theirs=False,
    ),
)
names_nobody("What an organisation is called.", "exhibitors.exhibitor.organisation_name")
names_nobody("What the accountant of an organisation files an invoice under.", "exhibitors.exhibitor.buyer_reference")

retain(
    Rule(
        "exhibitors.leads",
        Lead,
        _("What visitors shared at stands"),
        DELETED,
        due=leads_of_what_is_over,
        act=drop,
    ),
    Rule(
        "exhibitors.consents",
        LeadConsent,
        _("What visitors said yes to sharing with exhibitors"),
        DELETED,
        due=consents_of_what_is_over,
        act=drop,
    ),
    Rule(
        "exhibitors.contacts",
        Exhibitor,
        _("Names and addresses of those who applied for a stand"),
        ANONYMISED,
        due=contacts_of_what_is_over,
        act=forget_old_contacts,
    ),
)
