from datetime import date

from cms.places.models import County, CountyNumber, Municipality, MunicipalityNumber


def _free(numbers, first):
    """The first number that is nobody's yet."""
    taken = set(numbers.objects.values_list("number", flat=True))
    return next(text for number in range(int(first), 0, -1) if (text := f"{number:0{len(first)}}") not in taken)


def make_county(name="Østerhei", *, number="", country="no", valid_from=date(2024, 1, 1)):
    number = number or _free(CountyNumber, "99")
    county = County.objects.create(name=name, country=country)
    CountyNumber.objects.create(county=county, country=country, number=number, valid_from=valid_from)
    return county


def make_municipality(name="Skogdal", *, county=None, number="", valid_from=date(2024, 1, 1), **fields):
    number = number or _free(MunicipalityNumber, "9901")
    county = county or County.objects.filter(name="Østerhei").first() or make_county()
    municipality = Municipality.objects.create(name=name, county=county, country=county.country, **fields)
    MunicipalityNumber.objects.create(
        municipality=municipality, country=county.country, number=number, valid_from=valid_from
    )
    return municipality
