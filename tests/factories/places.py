from cms.places.models import County, Municipality


def make_county(name="Østerhei", *, country="no"):
    return County.objects.create(name=name, country=country)


def make_municipality(name="Skogdal", *, county=None, **fields):
    county = county or make_county()
    return Municipality.objects.create(name=name, county=county, country=county.country, **fields)
