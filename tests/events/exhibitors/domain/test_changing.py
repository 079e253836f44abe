"""Another package: its room, its limits, its price, and the places of the staff."""

from datetime import timedelta
from decimal import Decimal

import pytest

from cms.audit import ModelLogEntry
from cms.mail.models import OutboxMessage
from events.domain.bookings import OccurrenceFull
from events.domain.moves import TooLate
from events.domain.naming import name_place
from events.domain.orders import Named
from events.enums import OccurrenceState, PlaceState, VatCode
from events.exhibitors.domain.applications import PackageNotOffered, refuse
from events.exhibitors.domain.changing import PackageTaken, change_package, may_change
from events.exhibitors.domain.needs import Needs, NeedsBeyondPackage
from events.exhibitors.domain.packages import FairTerms, set_fair
from events.exhibitors.domain.staff import TooManyNamed
from events.exhibitors.domain.standing import NotPossibleNow
from events.exhibitors.enums import ExhibitorState
from tests.factories.events import AT
from tests.factories.exhibitors import fresh, make_exhibitor, make_fair, make_package, somebody_applies, states
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
BOTH = {"power_watts": 1000, "tables": 3}


def two_packages(**fields):
    """A large one for three at 12 000, and a small one for two at 5 000."""
    large = make_package(make_fair(**fields), number=1, **BOTH)
    small = {"name": "Liten stand", "staff": 2, "price": Decimal(5_000), "size": "2 × 2 m", **BOTH}
    return large, make_package(large.occurrence, **small)


def change(exhibitor, package, *, at=AT, **more):
    return change_package(exhibitor=exhibitor, package_id=package.pk, by=None, at=at, **more)


def live_of(exhibitor):
    return list(exhibitor.booking.places.filter(state=PlaceState.CONFIRMED).order_by("pk"))


def name(place, who):
    return name_place(place=place, person=Named(who, f"{who.lower()}@example.org"), by=None, at=AT)


def test_a_smaller_package_costs_less_and_has_fewer_places():
    large, small = two_packages()
    exhibitor = make_exhibitor(large, stand="B7")
    first, code = live_of(exhibitor)[0], live_of(exhibitor)[0].code

    changed = change(exhibitor, small)

    places = live_of(changed)
    assert (places[0].category, places[0].price) == (small.category, Decimal(5_000))
    assert [one.price for one in places[1:]] == [Decimal(0)]
    assert (places[0].pk, places[0].code, places[0].vat_code) == (first.pk, code, VatCode.STANDARD)
    kept = fresh(exhibitor)
    assert (kept.package, kept.price, kept.stand, kept.state) == (small, Decimal(5_000), "", ExhibitorState.CONFIRMED)


def test_a_larger_package_brings_places_without_names():
    large, small = two_packages()
    exhibitor = make_exhibitor(small)

    places = live_of(change(exhibitor, large))

    assert [(one.price, one.name) for one in places] == [(Decimal(12_000), ""), (Decimal(0), ""), (Decimal(0), "")]
    assert places[2].category == large.occurrence.fair.staff_category


def test_a_stand_of_the_same_size_keeps_its_number():
    large = make_package(number=1, **BOTH)
    other = make_package(large.occurrence, name="Med hjørne", **BOTH)
    exhibitor = make_exhibitor(large, stand="B7")

    assert change(exhibitor, other).stand == "B7"


def test_what_was_had_goes_to_who_waits_and_is_written_down():
    large, small = two_packages()
    exhibitor, waiting = make_exhibitor(large), somebody_applies(large)

    change(exhibitor, small)

    assert fresh(waiting).state == ExhibitorState.OFFERED
    line = ModelLogEntry.objects.get(action="exhibitors.change_package")
    assert (line.data["before"], line.data["after"]) == (large.pk, small.pk)
    mails = OutboxMessage.objects.filter(to_address__in=[exhibitor.email, waiting.email]).order_by("-pk")[:2]
    assert {mail.kind.rpartition("/")[2] for mail in mails} == {"exhibitor_changed", "exhibitor_offered"}


def test_who_waits_takes_another_package_and_leaves_the_line():
    large, small = two_packages()
    first, second, third = (somebody_applies(large) for _ in range(3))

    changed = change(second, small)

    assert (changed.state, changed.waits_since, changed.price) == (ExhibitorState.APPLIED, None, Decimal(5_000))
    assert states(large) == [ExhibitorState.APPLIED, ExhibitorState.WAITING]
    refuse(exhibitor=first, reason="", by=make_user(), at=AT)
    assert fresh(third).state == ExhibitorState.OFFERED


def test_a_package_all_have_taken_or_others_wait_for_is_not_had():
    large, small = two_packages()
    make_exhibitor(large)
    exhibitor = make_exhibitor(small)
    with pytest.raises(PackageTaken):
        change(exhibitor, large)

    waiting = somebody_applies(large)
    type(large).objects.filter(pk=large.pk).update(number=2)
    with pytest.raises(PackageTaken):
        change(exhibitor, large)

    assert fresh(exhibitor).package == small
    assert fresh(waiting).state == ExhibitorState.WAITING


def test_the_same_package_again_changes_nothing():
    large, small = two_packages()
    exhibitor = make_exhibitor(large)

    for _twice in range(2):
        change(exhibitor, small)

    assert ModelLogEntry.objects.filter(action="exhibitors.change_package").count() == 1
    assert len(live_of(exhibitor)) == 2


@pytest.mark.parametrize("needs", [Needs(power_watts=1001, tables=1), Needs(power_watts=0, tables=4)])
def test_needs_beyond_the_new_package_are_refused(needs):
    large, small = two_packages()
    exhibitor = make_exhibitor(large, needs=needs, staff=True)

    with pytest.raises(NeedsBeyondPackage):
        change(exhibitor, small, staff=True)


def test_nobody_who_is_named_loses_their_place():
    large, small = two_packages()
    exhibitor = make_exhibitor(large)
    for place, who in zip(live_of(exhibitor), ("Kari", "Nils", "Ola"), strict=True):
        name(place, who)

    with pytest.raises(TooManyNamed):
        change(exhibitor, small)

    assert fresh(exhibitor).package == large
    assert len(live_of(exhibitor)) == 3


def test_the_price_goes_over_to_who_is_named_where_there_is_one_place():
    large = make_package(number=1, **BOTH)
    single = make_package(large.occurrence, name="Bord", staff=1, price=Decimal(900), **BOTH)
    exhibitor = make_exhibitor(large)
    named = name(live_of(exhibitor)[2], "Ola")

    changed = change(exhibitor, single)

    assert [(one.pk, one.price, one.code) for one in live_of(changed)] == [(named.pk, Decimal(900), named.code)]


def test_places_that_were_given_back_come_with_a_larger_package():
    from events.domain.places import cancel_place

    large, small = two_packages()
    exhibitor = make_exhibitor(small)
    cancel_place(place=live_of(exhibitor)[1], by=None, at=AT)

    assert len(live_of(change(exhibitor, large))) == 3


def test_a_hall_that_is_full_has_no_room_for_more_staff():
    large, small = two_packages()
    hall = large.category.quotas.get()
    hall.size = 2
    hall.save()
    hall.categories.add(small.category, large.occurrence.fair.staff_category)
    exhibitor = make_exhibitor(small)

    with pytest.raises(OccurrenceFull):
        change(exhibitor, large)

    assert fresh(exhibitor).package == small


@pytest.mark.parametrize("field", ["change_until", "cancel_until"])
def test_after_the_last_day_only_the_staff_can(field):
    large, small = two_packages(**{field: AT + DAY})
    exhibitor = make_exhibitor(large)

    with pytest.raises(TooLate):
        change(exhibitor, small, at=AT + DAY)

    assert change(exhibitor, small, at=AT + DAY, staff=True).package == small


def test_after_the_last_day_for_applying_only_the_staff_can():
    large, small = two_packages()
    exhibitor = make_exhibitor(large)
    set_fair(occurrence=large.occurrence, terms=FairTerms(apply_until=AT + DAY), by=None, at=AT)
    exhibitor = fresh(exhibitor)
    assert may_change(exhibitor, at=AT)

    assert not may_change(exhibitor, at=AT + DAY)
    with pytest.raises(TooLate):
        change(exhibitor, small, at=AT + DAY)


def test_a_package_of_another_occurrence_is_not_offered():
    exhibitor = make_exhibitor()

    with pytest.raises(PackageNotOffered):
        change(exhibitor, make_package(make_fair()))


def test_an_offer_is_answered_first():
    large, small = two_packages()
    first, second = somebody_applies(large), somebody_applies(large)
    refuse(exhibitor=first, reason="", by=make_user(), at=AT)

    with pytest.raises(NotPossibleNow):
        change(second, small)


def test_what_is_called_off_is_left_as_it_was():
    large, small = two_packages()
    exhibitor = make_exhibitor(large)
    exhibitor.occurrence.state = OccurrenceState.CANCELLED
    exhibitor.occurrence.save()

    with pytest.raises(NotPossibleNow):
        change(exhibitor, small, staff=True)
