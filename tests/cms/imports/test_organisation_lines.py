"""What lines about organisations come to."""

from datetime import date

import pytest

from cms.people.models import Organisation
from cms.places.models import County, Municipality, MunicipalityNumber
from tests.factories.imports import (
    checked,
    counts,
    imported,
    people_list,
    problems,
)
from tests.factories.people import make_organisation


@pytest.mark.django_db
def test_organisations_are_created_in_use():
    head = "navn;type;land;orgnr;sektor;størrelse;kommunenummer;språk"
    place = make_municipality("3450")
    record = imported(
        people_list(
            "Etnedal kommune;municipality;no;974 760 673;administration;small;3450;nn",
            "Fjällby frivilliga;voluntary;Sverige;;voluntary;;;",
            head=head,
        ),
        kind="organisations",
    )

    assert (record.state, record.created) == ("finished", 2)
    etnedal, fjallby = Organisation.objects.order_by("name")
    assert (etnedal.kind, etnedal.number, etnedal.sector) == ("municipality", "974760673", "administration")
    assert (etnedal.size_class, etnedal.municipality, etnedal.language, etnedal.state) == (
        "small",
        place,
        "nn",
        "active",
    )
    assert (fjallby.country, fjallby.language, fjallby.kind) == ("se", "sv", "voluntary")


@pytest.mark.django_db
def test_organisations_that_are_there_are_left_alone_and_wrong_lines_refused():
    make_organisation(number="974760673")
    make_organisation("Elvestad kommune", kind="other")
    make_municipality("0541", until=date(2019, 12, 31))
    head = "navn;type;land;orgnr;kommunenummer"
    record = checked(
        people_list(
            "Et annet navn;municipality;no;974760673;",
            "ELVESTAD KOMMUNE;municipality;;915933149;",
            "Ny kommune;municipality;no;;",
            "NY KOMMUNE;municipality;no;;",
            ";municipality;no;;",
            "Uten type;;no;;",
            "Feil nummer;municipality;no;974760674;",
            "Gammelt kommunenummer;municipality;no;;0541",
            "Rart land;municipality;Danmark;;",
            head=head,
        ),
        kind="organisations",
    )

    assert counts(record) == {"created": 1, "unchanged": 3, "invited": 0, "refused": 5}
    assert problems(record) == [
        (6, "name", "name_missing"),
        (7, "kind", "kind_unknown"),
        (8, "number", "number_wrong"),
        (9, "municipality", "municipality_unknown"),
        (10, "country", "country_unknown"),
    ]


def make_municipality(number, *, until=None):
    county = County.objects.create(country="no", name="Innlandet")
    place = Municipality.objects.create(county=county, country="no", name="Etnedal")
    MunicipalityNumber.objects.create(
        municipality=place, country="no", number=number, valid_from=date(2010, 1, 1), valid_until=until
    )
    return place
