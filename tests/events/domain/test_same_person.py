import pytest
from allauth.account.models import EmailAddress

from events.domain.bookings import AlreadyHasPlace
from events.domain.naming import name_place
from events.domain.orders import Named
from events.domain.signing_up import place_of_address
from events.models import Place
from tests.factories.bookings import order, somebody
from tests.factories.events import AT, make_category, make_place
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def category():
    return make_category()


@pytest.fixture
def kari():
    """With two addresses she has proved, and one she has not."""
    user = make_user(email="kari@elvestad.example")
    for email, verified in [(user.email, True), ("kari@home.example", True), ("chief@elvestad.example", False)]:
        EmailAddress.objects.update_or_create(user=user, email=email, defaults={"verified": verified})
    return user


def named(email, **fields):
    return somebody(email=email, **fields)


@pytest.mark.parametrize("account", [True, False], ids=["by account", "by address"])
def test_two_addresses_of_one_person_get_one_place(category, kari, account):
    first = Named(user=kari) if account else named("Kari@elvestad.example")
    order(category, first)

    with pytest.raises(AlreadyHasPlace) as refused:
        order(category, named("kari@HOME.example"), named("ola@example.org"))

    assert refused.value.emails == ["kari@home.example"]
    assert Place.objects.count() == 1


def test_address_nobody_has_proved_is_somebody_elses(category, kari):
    order(category, Named(user=kari))

    assert order(category, named("chief@elvestad.example"))


def test_two_addresses_of_one_person_in_one_order(category, kari):
    with pytest.raises(AlreadyHasPlace) as refused:
        order(category, named("kari@home.example"), Named(user=kari))

    assert refused.value.emails == ["kari@elvestad.example", "kari@home.example"]


def test_place_that_was_given_back_and_assistants_do_not_count(category, kari):
    make_place(category, user=kari, state="cancelled")
    make_place(category, user=kari, is_assistant=True)

    assert order(category, named("kari@home.example"))


def test_nobody_is_named_twice_by_two_addresses(category, kari):
    order(category, Named(user=kari))
    place = order(category, number=1).places.get()

    with pytest.raises(AlreadyHasPlace):
        name_place(place=place, person=named("kari@home.example"), by=None, at=AT)
    own = Place.objects.get(user=kari)
    assert name_place(place=own, person=named("kari@home.example"), by=None, at=AT).pk == own.pk


def test_mail_about_it_goes_to_the_place_they_have(category, kari):
    own = order(category, Named(user=kari)).places.get()

    assert place_of_address(category.occurrence_id, "kari@home.example") == own
    assert place_of_address(category.occurrence_id, "chief@elvestad.example") is None
