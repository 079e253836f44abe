from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Language(models.TextChoices):
    BOKMAL = "nb", _("Bokmål")
    NYNORSK = "nn", _("Nynorsk")
    SWEDISH = "sv", _("Swedish")
    ENGLISH = "en", _("English")


class Country(models.TextChoices):
    NORWAY = "no", _("Norway")
    SWEDEN = "se", _("Sweden")


class OrganisationKind(models.TextChoices):
    MUNICIPALITY = "municipality", _("Municipality")
    COUNTY_AUTHORITY = "county_authority", _("County authority")
    COUNTY_GOVERNOR = "county_governor", _("County governor")
    STATE_AGENCY = "state_agency", _("State agency")
    EMERGENCY_SERVICE = "emergency_service", _("Emergency service")
    UNIVERSITY = "university", _("University")
    COMPANY = "company", _("Company")
    VOLUNTARY = "voluntary", _("Voluntary organisation")
    OTHER = "other", _("Other")


# Whose invoices need a buyer reference and a valid organisation number (Norwegian public procurement rules).
PUBLIC_BODIES = frozenset(
    {
        OrganisationKind.MUNICIPALITY,
        OrganisationKind.COUNTY_AUTHORITY,
        OrganisationKind.COUNTY_GOVERNOR,
        OrganisationKind.STATE_AGENCY,
        OrganisationKind.EMERGENCY_SERVICE,
        OrganisationKind.UNIVERSITY,
    }
)


class Sector(models.TextChoices):
    """What an organisation works with, so that a crisis can pause the reminders of those it hits."""

    ADMINISTRATION = "administration", _("Public administration")
    HEALTH = "health", _("Health and care")
    RESCUE = "rescue", _("Police, fire and rescue")
    DEFENCE = "defence", _("Defence")
    ENERGY = "energy", _("Energy")
    WATER = "water", _("Water and sewage")
    TRANSPORT = "transport", _("Transport")
    TELECOM = "telecom", _("Telecommunications and IT")
    SUPPLY = "supply", _("Food and supplies")
    INDUSTRY = "industry", _("Industry")
    EDUCATION = "education", _("Education and research")
    VOLUNTARY = "voluntary", _("Voluntary work")
    OTHER = "other", _("Other")


class SizeClass(models.TextChoices):
    SMALL = "small", _("Small")
    MEDIUM = "medium", _("Medium")
    LARGE = "large", _("Large")


class OrganisationState(models.TextChoices):
    PENDING = "pending", _("Waiting for approval")
    ACTIVE = "active", _("In use")
    REFUSED = "refused", _("Not approved")
    MERGED = "merged", _("Merged into another")
    CLOSED = "closed", _("No longer exists")


class MembershipRole(models.TextChoices):
    """What a person is in an organisation. Being contact gives access; the others say who does what."""

    CONTACT = "contact", _("Contact person")
    MEMBER = "member", _("Member")
    PREPAREDNESS_ADVISER = "preparedness_adviser", _("Preparedness adviser")
    DEPUTY_ADVISER = "deputy_adviser", _("Deputy preparedness adviser")
    CHIEF_EXECUTIVE = "chief_executive", _("Chief executive")
    CRISIS_MANAGER = "crisis_manager", _("Leader of the crisis management team")
    CRISIS_TEAM = "crisis_team", _("Member of the crisis management team")
    COMMUNICATION_LEAD = "communication_lead", _("Head of crisis communication")
    LOG_KEEPER = "log_keeper", _("Log keeper")
    PSYCHOSOCIAL_LEAD = "psychosocial_lead", _("Leader of the psychosocial team")
    HEALTH_LEAD = "health_lead", _("Head of health preparedness")


class JoinRequestState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    APPROVED = "approved", _("Approved")
    REFUSED = "refused", _("Not approved")
    WITHDRAWN = "withdrawn", pgettext_lazy("request", "Withdrawn")


class InvitationState(models.TextChoices):
    SENT = "sent", _("Sent")
    ACCEPTED = "accepted", _("Accepted")
    WITHDRAWN = "withdrawn", pgettext_lazy("request", "Withdrawn")
