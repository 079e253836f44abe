"""Whether somebody has anything of a kind: one query for all kinds, remembered for one request and no longer."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.contrib.auth.models import Group

from cms.people.models import User
from cms.people.panels import GROUPS
from cms.people.presence import has_any
from tests.factories.people import make_user
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


def test_all_kinds_are_one_query():
    user = make_user()
    user.groups.add(Group.objects.create(name="Fotografer"))

    with count_queries() as asked:
        assert has_any(user, GROUPS)
        assert not has_any(user, "surveys")
        assert not has_any(user, "share_progress")

    assert len(asked) == 1, asked


def test_the_next_request_asks_anew():
    user = make_user()
    assert not has_any(user, GROUPS)
    user.groups.add(Group.objects.create(name="Fotografer"))

    assert has_any(User.objects.get(pk=user.pk), GROUPS)


def test_a_kind_nobody_has_registered_is_an_error():
    with pytest.raises(KeyError):
        has_any(make_user(), "no such kind")


def test_everybody_is_answered_for_themselves_within_one_minute():
    with time_machine.travel(datetime(2026, 11, 2, 9, tzinfo=UTC), tick=False):
        one, other = make_user(), make_user()
        assert not has_any(one, GROUPS)
        other.groups.add(Group.objects.create(name="Fotografer"))

        assert has_any(other, GROUPS)
        assert not has_any(User.objects.get(pk=one.pk), GROUPS)
