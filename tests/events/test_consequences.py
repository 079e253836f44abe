import pytest

from events.consequences import Consequences, consequences_of, consequences_of_size
from events.models import Interest, Place
from tests.factories.events import AT, make_booking, make_category, make_occurrence, make_place
from tests.factories.exhibitors import make_package, somebody_applies
from tests.factories.people import make_organisation
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


def test_everybody_who_is_touched_is_counted_once():
    occurrence = make_occurrence()
    category = make_category(occurrence)
    skogdal, elvestad = make_organisation(), make_organisation("Elvestad kommune")
    group = make_booking(occurrence, organisation=skogdal, email="kari@example.org")
    make_place(category, booking=group, email="Kari@example.org")
    make_place(category, booking=group, email="", name="")
    make_place(category, booking=group, email="per@example.org", organisation=elvestad, state="waiting")
    make_place(category, booking=group, email="gone@example.org", state="cancelled")
    Interest.objects.create(occurrence=occurrence, email="per@example.org", asked_at=AT)
    Interest.objects.create(occurrence=occurrence, email="ola@example.org", asked_at=AT)

    assert consequences_of(occurrence) == Consequences(
        booked=2, waiting=1, organisations=2, interested=2, mails=3, calendars=2
    )


def test_who_has_asked_for_a_stand_is_written_to_and_counted_once():
    package = make_package()
    somebody_applies(package, email="Kari@example.org")
    somebody_applies(package, email="ola@example.org")
    make_place(make_category(package.occurrence), email="kari@example.org")

    # Kari, Ola, and who booked the place.
    assert consequences_of(package.occurrence).mails == 3


def test_nobody_is_nobody():
    counted = consequences_of(make_occurrence())

    assert counted == Consequences(0, 0, 0, 0, 0, 0)
    assert not counted.anybody


@pytest.mark.parametrize("number", [1, 30])
def test_counting_costs_three_queries_however_many_there_are(number):
    category = make_category()
    for _ in range(number):
        make_place(category)

    with count_queries() as asked:
        consequences_of(category.occurrence)
    assert len(asked) == 3, asked


def test_smaller_quota_says_how_many_too_few():
    category = make_category(size=10)
    for _ in range(4):
        make_place(category)
    make_place(category, state="waiting")
    quota = category.quotas.get()

    smaller, larger, endless = (consequences_of_size(quota, size, at=AT) for size in (3, 6, None))

    assert (smaller.taken, smaller.too_small_by, smaller.waiting) == (4, 1, 1)
    assert (larger.free, larger.too_small_by) == (2, 0)
    assert (endless.free, endless.too_small_by) == (None, 0)
    assert Place.objects.count() == 5
