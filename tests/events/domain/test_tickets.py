from decimal import Decimal

import pytest

from events.domain.parts import InUse
from events.domain.quotas import remove_quota
from events.domain.terms import AlreadyEnded
from events.domain.tickets import CategoryTerms, remove_category, set_category
from events.models import Quota, TicketCategory
from tests.factories.events import AT, make_category, make_occurrence, make_place

pytestmark = pytest.mark.django_db
WHO = {"by": None, "at": AT}


def category_terms(**values):
    return CategoryTerms(names={"nb": "Student"}, **values)


def test_new_category_has_a_quota_of_its_own_without_a_limit():
    occurrence = make_occurrence()

    for _ in range(2):
        set_category(occurrence=occurrence, terms=category_terms(price=Decimal(100)), **WHO)

    found = [(quota.name, quota.size, quota.categories.count()) for quota in occurrence.quotas.all()]
    assert found == [("Student", None, 1), ("Student 2", None, 1)]


def test_category_is_changed_and_removed_while_nobody_has_it():
    category = make_category(size=3)
    occurrence = category.occurrence

    set_category(occurrence=occurrence, category=category, terms=category_terms(hidden=True), **WHO)
    assert TicketCategory.objects.get().hidden
    remove_category(category=category, **WHO)

    assert (TicketCategory.objects.count(), Quota.objects.count()) == (0, 0)


def test_category_somebody_has_or_had_stays():
    place = make_place(state="cancelled")

    with pytest.raises(InUse):
        remove_category(category=place.category, **WHO)


@pytest.mark.parametrize("state", ["done", "cancelled"])
def test_what_has_ended_is_not_changed(state):
    category = make_category(make_occurrence(state=state))

    with pytest.raises(AlreadyEnded):
        set_category(occurrence=category.occurrence, terms=category_terms(), **WHO)
    with pytest.raises(AlreadyEnded):
        remove_quota(quota=category.quotas.get(), **WHO)
