import pytest
from wagtail.models import ModelLogEntry

from events.domain.changing import ChangedMeanwhile
from events.domain.parts import NameTaken, OfAnotherOccurrence
from events.domain.quotas import SmallerThanTaken, remove_quota, set_quota
from tests.factories.events import AT, make_category, make_place

pytestmark = pytest.mark.django_db
WHO = {"by": None, "at": AT}


def test_quota_takes_a_smaller_size_down_to_what_is_taken():
    category = make_category(size=10)
    occurrence, quota = category.occurrence, category.quotas.get()
    for _ in range(3):
        make_place(category)
    values = {"occurrence": occurrence, "quota": quota, "name": "Salen", "categories": [category], **WHO}

    with pytest.raises(SmallerThanTaken) as refused:
        set_quota(size=2, **values)
    assert refused.value.taken == 3
    with pytest.raises(ChangedMeanwhile):
        set_quota(size=3, seen=2, **values)
    set_quota(size=3, seen=3, **values)

    quota.refresh_from_db()
    assert (quota.size, quota.name) == (3, "Salen")
    assert ModelLogEntry.objects.get(action="events.set_quota").data["size"] == 3


def test_quotas_refuse_names_twice_and_categories_of_others():
    category, other = make_category(size=5), make_category()
    occurrence = category.occurrence

    with pytest.raises(NameTaken):
        set_quota(occurrence=occurrence, name=category.quotas.get().name, size=1, categories=[], **WHO)
    with pytest.raises(OfAnotherOccurrence):
        set_quota(occurrence=occurrence, name="Ny", size=1, categories=[other], **WHO)

    remove_quota(quota=category.quotas.get(), **WHO)
    assert occurrence.quotas.count() == 0


def test_bigger_quota_goes_to_who_waits():
    category = make_category(size=1)
    make_place(category)
    waiting = make_place(category, state="waiting")
    quota = category.quotas.get()

    set_quota(occurrence=category.occurrence, quota=quota, name=quota.name, size=2, categories=[category], **WHO)

    waiting.refresh_from_db()
    assert waiting.state == "offered"
