from django.db import models
from django.utils.translation import gettext_lazy as _


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
    COMPANY = "company", _("Company")
    VOLUNTARY = "voluntary", _("Voluntary organisation")
    OTHER = "other", _("Other")


class SizeClass(models.TextChoices):
    SMALL = "small", _("Small")
    MEDIUM = "medium", _("Medium")
    LARGE = "large", _("Large")


class MembershipRole(models.TextChoices):
    CONTACT = "contact", _("Contact person")
    MEMBER = "member", _("Member")
