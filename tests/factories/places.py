from datetime import date

from cms.places.models import County, CountyNumber, Municipality, MunicipalityNumber


def make_county(name="Østerhei", *, number="99", country="no", valid_from=date(2024, 1, 1)):
    county = County.objects.create(name=name, country=country)
    CountyNumber.objects.create(county=county, country=country, number=number, valid_from=valid_from)
    return county


def make_municipality(name="Skogdal", *, county=None, number="9901", valid_from=date(2024, 1, 1), **fields):
    county = county or County.objects.filter(name="Østerhei").first() or make_county()
    municipality = Municipality.objects.create(name=name, county=county, country=county.country, **fields)
    MunicipalityNumber.objects.create(
        municipality=municipality, country=county.country, number=number, valid_from=valid_from
    )
    return municipality
