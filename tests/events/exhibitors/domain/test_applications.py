import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from cms.mail.models import OutboxMessage
from cms.pause.domain.pauses import declare_pause
from cms.pause.targets import Target
from events.domain.bookings import NotOpen, OccurrenceFull, cancel_booking
from events.domain.moves import TooLate
from events.enums import OccurrenceState, PlaceState, VatCode
from events.exhibitors.domain.applications import (
    FormUsedAlready,
    NotTaken,
    OfferGone,
    PackageNotOffered,
    StandTaken,
    accept_offer,
    confirm,
    lapse_offers,
    put_at_stand,
    refuse,
    withdraw,
)
from events.exhibitors.domain.packages import FairTerms, set_fair
from events.exhibitors.domain.standing import NotPossibleNow
from events.exhibitors.enums import ExhibitorState
from events.exhibitors.models import Exhibitor
from events.exhibitors.queries import position_of
from tests.factories.events import AT, make_category, make_place
from tests.factories.exhibitors import fresh, make_exhibitor, make_fair, make_package, somebody_applies, states
from tests.factories.people import make_admin, make_organisation, make_user

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def kinds():
    return list(OutboxMessage.objects.order_by("pk").values_list("kind", flat=True))


def test_an_application_keeps_a_package():
    package = make_package(number=1)

    first, second = somebody_applies(package), somebody_applies(package)

    assert states(package) == [ExhibitorState.APPLIED, ExhibitorState.WAITING]
    assert (first.price, first.vat_code) == (Decimal(12_000), VatCode.STANDARD)
    assert position_of(second) == 1
    assert kinds() == ["exhibitors/mail/exhibitor_applied"] * 2


def test_nobody_new_goes_before_who_waits():
    package = make_package(number=1)
    first, second = somebody_applies(package), somebody_applies(package)
    refuse(exhibitor=first, reason="", by=make_user(), at=AT)

    third = somebody_applies(package)

    assert fresh(second).state == ExhibitorState.OFFERED
    assert third.state == ExhibitorState.WAITING


def test_the_same_form_twice_is_one_exhibitor():
    package, key = make_package(), uuid.uuid4()

    first = somebody_applies(package, key=key, email="kristin@example.org")
    second = somebody_applies(package, key=key, email="Kristin@example.org")

    assert first == second
    assert Exhibitor.objects.count() == 1


def test_a_form_of_somebody_else_is_refused():
    package, key = make_package(), uuid.uuid4()
    somebody_applies(package, key=key)

    with pytest.raises(FormUsedAlready):
        somebody_applies(package, key=key, email="other@example.org")


@pytest.mark.parametrize("state", [OccurrenceState.DRAFT, OccurrenceState.CANCELLED, OccurrenceState.DONE])
def test_only_what_is_going_on_takes_exhibitors(state):
    package = make_package()
    package.occurrence.state = state
    package.occurrence.save()

    with pytest.raises(NotTaken):
        somebody_applies(package)


def test_after_the_last_day_only_the_staff_can():
    package = make_package()
    set_fair(occurrence=package.occurrence, terms=FairTerms(apply_until=AT + DAY), by=None, at=AT)

    with pytest.raises(NotTaken):
        somebody_applies(package, at=AT + DAY)

    assert somebody_applies(package, at=AT + DAY, staff=True).state == ExhibitorState.APPLIED


def test_a_package_of_another_occurrence_is_not_offered():
    package, other = make_package(), make_package(make_fair())
    package.occurrence = other.occurrence

    with pytest.raises(PackageNotOffered):
        somebody_applies(package)


def test_confirming_books_places_and_the_first_carries_the_price():
    package = make_package(staff=3)
    exhibitor = somebody_applies(package, buyer_reference="PO-7")

    confirmed = confirm(exhibitor=exhibitor, stand="B7", by=make_user(), at=AT)

    places = list(confirmed.booking.places.order_by("pk"))
    assert [one.state for one in places] == [PlaceState.CONFIRMED] * 3
    assert [one.price for one in places] == [Decimal(12_000), Decimal(0), Decimal(0)]
    assert places[0].vat_code == VatCode.STANDARD
    assert confirmed.stand == "B7"
    assert kinds()[-1] == "exhibitors/mail/exhibitor_confirmed"


def test_the_price_is_the_one_they_applied_for():
    package = make_package()
    exhibitor = somebody_applies(package)
    package.category.price = Decimal(1)
    package.category.save()

    confirmed = confirm(exhibitor=exhibitor, by=make_user(), at=AT)

    assert confirmed.booking.places.order_by("pk").first().price == Decimal(12_000)


def test_a_draft_books_no_places():
    exhibitor = somebody_applies(make_package())
    exhibitor.occurrence.state = OccurrenceState.DRAFT
    exhibitor.occurrence.save()

    with pytest.raises(NotOpen):
        confirm(exhibitor=exhibitor, by=make_user(), at=AT)

    assert fresh(exhibitor).state == ExhibitorState.APPLIED


def test_a_hall_that_is_full_has_no_room_for_staff():
    package = make_package(staff=2)
    hall = package.category.quotas.get()
    hall.size = 1
    hall.save()
    hall.categories.add(package.occurrence.fair.staff_category)
    exhibitor = somebody_applies(package)

    with pytest.raises(OccurrenceFull):
        confirm(exhibitor=exhibitor, by=make_user(), at=AT)


def test_only_who_has_applied_is_confirmed():
    package = make_package(number=1)
    exhibitor, waiting = make_exhibitor(package), somebody_applies(package)

    for one in (exhibitor, waiting):
        with pytest.raises(NotPossibleNow):
            confirm(exhibitor=one, by=make_user(), at=AT)


def test_giving_a_stand_back_gives_its_places_back_and_asks_the_next():
    package = make_package(number=1)
    exhibitor, waiting = make_exhibitor(package), somebody_applies(package)

    withdraw(exhibitor=exhibitor, by=None, at=AT)

    assert states(package) == [ExhibitorState.CANCELLED, ExhibitorState.OFFERED]
    assert set(exhibitor.booking.places.values_list("state", flat=True)) == {PlaceState.CANCELLED}
    assert fresh(waiting).offered_until > AT
    assert kinds()[-2:] == ["exhibitors/mail/exhibitor_ended", "exhibitors/mail/exhibitor_offered"]


def test_mail_calls_an_application_what_it_is():
    withdraw(exhibitor=somebody_applies(make_package()), by=None, at=AT)

    message = OutboxMessage.objects.get(kind="exhibitors/mail/exhibitor_ended")
    assert "søknaden" in message.subject.lower()
    assert "Plassene" not in message.text


def test_giving_back_twice_is_as_good_as_once():
    exhibitor = make_exhibitor()

    withdraw(exhibitor=exhibitor, by=None, at=AT)
    withdraw(exhibitor=exhibitor, by=None, at=AT + DAY)

    assert fresh(exhibitor).ended_at == AT


def test_after_the_last_day_a_stand_is_given_back_by_the_staff():
    package = make_package(make_fair(cancel_until=AT + DAY))
    exhibitor = make_exhibitor(package)

    with pytest.raises(TooLate):
        withdraw(exhibitor=exhibitor, by=None, at=AT + DAY)

    withdraw(exhibitor=exhibitor, by=make_user(), at=AT + DAY, staff=True)
    assert fresh(exhibitor).state == ExhibitorState.CANCELLED


def test_a_booking_given_back_whole_gives_the_stand_back(django_capture_on_commit_callbacks):
    exhibitor = make_exhibitor()

    with django_capture_on_commit_callbacks(execute=True):
        cancel_booking(booking=exhibitor.booking, by=None, at=AT)

    assert fresh(exhibitor).state == ExhibitorState.CANCELLED


def test_one_place_given_back_leaves_the_stand(django_capture_on_commit_callbacks):
    from events.domain.places import cancel_place

    exhibitor = make_exhibitor()

    with django_capture_on_commit_callbacks(execute=True):
        cancel_place(place=exhibitor.booking.places.last(), by=None, at=AT)

    assert fresh(exhibitor).state == ExhibitorState.CONFIRMED


def test_a_stand_has_one_exhibitor():
    package = make_package(number=3)
    make_exhibitor(package, stand="B7")
    other = make_exhibitor(package)

    with pytest.raises(StandTaken):
        put_at_stand(exhibitor=other, stand=" b7 ", by=make_user(), at=AT)

    assert fresh(other).stand == ""


def test_a_stand_given_back_is_had_by_the_next():
    package = make_package(number=3)
    withdraw(exhibitor=make_exhibitor(package, stand="B7"), by=None, at=AT)

    assert make_exhibitor(package, stand="B7").stand == "B7"


def test_the_database_has_the_last_word_on_stands():
    package = make_package(number=3)
    first, second = make_exhibitor(package, stand="B7"), make_exhibitor(package)

    with pytest.raises(IntegrityError, match="stand_of_one_exhibitor"), transaction.atomic():
        Exhibitor.objects.filter(pk=second.pk).update(stand="b7")
    assert fresh(first).stand == "B7"


def test_yes_to_an_offer_waits_for_the_staff():
    package = make_package(number=1)
    first, second = somebody_applies(package), somebody_applies(package)
    refuse(exhibitor=first, reason="", by=make_user(), at=AT)

    for _twice in range(2):
        accept_offer(exhibitor=second, by=None, at=AT)

    assert fresh(second).state == ExhibitorState.APPLIED


def test_an_offer_runs_out_and_the_next_is_asked():
    package = make_package(number=1)
    first, second, third = (somebody_applies(package) for _ in range(3))
    refuse(exhibitor=first, reason="", by=make_user(), at=AT)
    late = fresh(second).offered_until

    with pytest.raises(OfferGone):
        accept_offer(exhibitor=second, by=None, at=late)
    ended = lapse_offers(occurrence=package.occurrence, at=late)

    assert ended == [second]
    assert (fresh(second).state, fresh(third).state) == (ExhibitorState.LAPSED, ExhibitorState.OFFERED)


def test_a_pause_of_the_organisation_gives_longer_to_answer():
    organisation, package = make_organisation(kind="company"), make_package(number=1)
    first, second = somebody_applies(package), somebody_applies(package, organisation=organisation)
    refuse(exhibitor=first, reason="", by=make_user(), at=AT)
    late = fresh(second).offered_until
    target = Target("organisation", organisation=organisation)
    declare_pause(target=target, reason="Flom", by=make_admin(), at=AT + timedelta(hours=1))

    assert lapse_offers(occurrence=package.occurrence, at=late + DAY) == []
    assert accept_offer(exhibitor=second, by=None, at=late + DAY).state == ExhibitorState.APPLIED


def test_a_visitors_place_is_no_stand():
    """What is counted are exhibitors, not places."""
    package = make_package(number=1)
    make_place(make_category(package.occurrence))

    assert somebody_applies(package).state == ExhibitorState.APPLIED
