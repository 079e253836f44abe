"""Where the demo's organisations are, and what waits for an answer in it. All invented, also the county."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from cms.people.domain.agreements import keep_agreements
from cms.people.domain.details import change_details
from cms.people.domain.joining import ask_to_join
from cms.people.domain.organisations import register_organisation
from cms.people.enums import Country, Language, MembershipRole, OrganisationKind, Sector
from cms.people.models import Agreement, JoinRequest, Organisation, Unit, User
from cms.people.numbers import check_peppol_id
from cms.places.domain.loading import load_places
from cms.places.lists import shipped_lists
from cms.places.models import County, CountyNumber, Municipality, MunicipalityNumber

COUNTY, COUNTY_NUMBER, SINCE = "Østerhei", "99", date(2024, 1, 1)


class DemoMunicipality(NamedTuple):
    number: str
    name: str
    latitude: float
    longitude: float


MUNICIPALITIES = [
    DemoMunicipality("9901", "Skogdal", 61.42, 11.55),
    DemoMunicipality("9902", "Elvestad", 61.18, 11.36),
    DemoMunicipality("9903", "Fjellbygda", 61.77, 11.02),
    DemoMunicipality("9904", "Granåsen", 61.29, 11.94),
]

# Organisation, municipality, sector.
PLACED = [
    ("Skogdal kommune", "Skogdal", Sector.ADMINISTRATION),
    ("Elvestad kommune", "Elvestad", Sector.ADMINISTRATION),
    ("Fjellbygda kommune", "Fjellbygda", Sector.ADMINISTRATION),
    ("Granåsen kommune", "Granåsen", Sector.ADMINISTRATION),
    ("Granåsen Maskin AS", "Granåsen", Sector.INDUSTRY),
    ("Skogdal Hjelpekorps", "Skogdal", Sector.VOLUNTARY),
    ("Beredskapsskolen Østerhei", "Elvestad", Sector.EDUCATION),
]
UNITS = ("Brann og redning", "Helse og omsorg", "Teknisk drift")
# Members of the centre, since long before the demo begins; the school and the company are not.
MEMBERS = ("Skogdal kommune", "Elvestad kommune", "Fjellbygda kommune", "Granåsen kommune", "Skogdal Hjelpekorps")
MEMBERS_SINCE = date(2020, 1, 1)
# Written into a list once, without the ending; nobody has noticed yet.
TWICE = "Granåsen Maskin"


def seed_places() -> None:
    """The real municipalities, and the four the demo plays in."""
    for places in shipped_lists():
        load_places(places)
    county = County.objects.get_or_create(country=Country.NORWAY, name=COUNTY)[0]
    numbered = {"country": Country.NORWAY, "valid_from": SINCE}
    CountyNumber.objects.get_or_create(number=COUNTY_NUMBER, defaults={"county": county}, **numbered)
    for given in MUNICIPALITIES:
        point = {"latitude": given.latitude, "longitude": given.longitude}
        place = Municipality.objects.get_or_create(
            country=Country.NORWAY, county=county, name=given.name, defaults=point
        )[0]
        MunicipalityNumber.objects.get_or_create(number=given.number, defaults={"municipality": place}, **numbered)


def seed_organisation_facts(*, at: datetime) -> None:
    """Municipality and sector of each, units and invoice address of one, and one that stands twice."""
    places = {place.name: place for place in Municipality.objects.filter(county__name=COUNTY)}
    for name, place, sector in PLACED:
        Organisation.objects.filter(name=name).update(municipality=places[place], sector=sector)
    company = {"kind": OrganisationKind.COMPANY, "municipality": places["Granåsen"]}
    Organisation.objects.get_or_create(name=TWICE, defaults=company)
    skogdal = Organisation.objects.get(name="Skogdal kommune")
    if not skogdal.units.exists():
        peppol_id = check_peppol_id(skogdal.number, country=skogdal.country)
        invoice = {"email": "faktura@example.org", "peppol_id": peppol_id, "buyer_reference": "Beredskap 4471"}
        units = [Unit(name=name) for name in UNITS]
        change_details(organisation=skogdal, units=units, invoice_address=invoice, by=None, at=at)


def seed_agreements(*, at: datetime) -> None:
    for organisation in Organisation.objects.filter(name__in=MEMBERS, agreements=None).order_by("pk"):
        agreement = Agreement(starts_on=MEMBERS_SINCE, note="Medlemsavtale")
        keep_agreements(organisation=organisation, agreements=[agreement], by=None, at=at)


def seed_what_waits(*, at: datetime) -> None:
    """A registration for the centre to look at, and a request for a contact person to answer."""
    if JoinRequest.objects.exists():
        return
    register_organisation(
        name="Elvestad Vannverk SA",
        kind=OrganisationKind.COMPANY,
        country=Country.NORWAY,
        municipality=Municipality.objects.get(name="Elvestad", county__name=COUNTY),
        size_class="small",
        language=Language.BOKMAL,
        message="Vi leverer vann til 4 000 innbyggere og vil øve sammen med kommunen.",
        by=User.objects.get(email="nina@example.org"),
        at=at - timedelta(days=2),
    )
    ask_to_join(
        user=User.objects.get(email="mats@example.org"),
        organisation=Organisation.objects.get(name="Skogdal kommune"),
        role=MembershipRole.CRISIS_TEAM,
        message="Hjelpekorpset har fast plass i kriseledelsen.",
        at=at - timedelta(days=1),
    )
