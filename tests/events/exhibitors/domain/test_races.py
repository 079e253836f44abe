"""Many at once, on the real database, and the same with the lock taken away."""

import pytest

from events.exhibitors.domain.applications import StandTaken, put_at_stand, withdraw
from events.exhibitors.domain.changing import PackageTaken, change_package
from events.exhibitors.domain.leads import scan_badge, share
from events.exhibitors.enums import HOLDING_STATES, ExhibitorState
from events.exhibitors.models import ExhibitorPackage, Lead
from tests.factories.events import AT, STARTS, make_category, make_place
from tests.factories.exhibitors import make_exhibitor, make_package, somebody_applies
from tests.factories.people import make_user
from tests.races import at_once, in_the_middle_of, take_away_locks

pytestmark = pytest.mark.django_db(transaction=True)
APPLICATION = 'INSERT INTO "exhibitors_exhibitor"'
CLIENTS, STANDS = 12, 2


def client(package):
    """Somebody at a computer of their own: nothing is shared but the database."""

    def click():
        return somebody_applies(ExhibitorPackage.objects.select_related("occurrence").get(pk=package.pk))

    return click


@pytest.mark.parametrize("locks", [True, False])
def test_the_last_package_goes_once(locks, monkeypatch):
    package = make_package(number=STANDS)
    if not locks:
        take_away_locks(monkeypatch)

    ended = at_once(*[client(package)] * CLIENTS, meet_before=APPLICATION)

    assert [one for one in ended if isinstance(one, Exception)] == []
    taken = package.exhibitors.filter(state__in=HOLDING_STATES).count()
    if locks:
        assert (taken, package.exhibitors.count()) == (STANDS, CLIENTS)
    else:
        assert taken > STANDS


def test_a_stand_given_back_is_offered_once():
    """Both give theirs back at the same moment, and two who wait get one each."""
    package = make_package(number=2)
    standing = [make_exhibitor(package) for _ in range(2)]
    for _ in range(3):
        somebody_applies(package)

    ended = at_once(*[lambda one=one: withdraw(exhibitor=one, by=None, at=AT) for one in standing])

    assert [one for one in ended if isinstance(one, Exception)] == []
    assert package.exhibitors.filter(state=ExhibitorState.OFFERED).count() == 2
    assert package.exhibitors.filter(state=ExhibitorState.WAITING).count() == 1


def test_two_coordinators_give_one_stand_number():
    package, by = make_package(number=2), make_user()
    first, second = make_exhibitor(package), make_exhibitor(package)

    ended = at_once(*[lambda one=one: put_at_stand(exhibitor=one, stand="B7", by=by, at=AT) for one in (first, second)])

    assert sorted(isinstance(one, StandTaken) for one in ended) == [False, True]


@pytest.mark.parametrize("locks", [True, False])
def test_the_last_of_a_package_is_changed_to_once(locks, monkeypatch):
    """Two who have a small stand take the last large one at the same moment."""
    needs = {"power_watts": 1000, "tables": 3}
    small = make_package(number=2, name="Liten stand", **needs)
    large = make_package(small.occurrence, number=1, **needs)
    standing = [make_exhibitor(small) for _ in range(2)]
    if not locks:
        take_away_locks(monkeypatch)

    ended = at_once(
        *[lambda one=one: change_package(exhibitor=one, package_id=large.pk, by=None, at=AT) for one in standing],
        meet_before='UPDATE "exhibitors_exhibitor"',
    )

    taken = large.exhibitors.filter(state__in=HOLDING_STATES).count()
    if locks:
        assert sorted(isinstance(one, PackageTaken) for one in ended) == [False, True]
        assert (taken, small.exhibitors.count()) == (1, 1)
    else:
        assert taken == 2


@pytest.mark.parametrize("locks", [True, False])
def test_what_is_taken_back_while_a_badge_is_scanned_is_not_kept(locks, monkeypatch):
    """The scan has read the yes, and is about to write; the visitor takes it back in that moment."""
    exhibitor = make_exhibitor()
    visitor = make_place(make_category(exhibitor.occurrence), name="Kari Brekke")
    share(place=visitor, fields=["name"], by=None, at=AT)
    if not locks:
        take_away_locks(monkeypatch)

    ended = in_the_middle_of(
        lambda: scan_badge(exhibitor=exhibitor, code=visitor.code, by=None, at=STARTS),
        lambda: share(place=visitor, fields=[], by=None, at=STARTS),
        before='INSERT INTO "exhibitors_lead"',
    )

    assert [one for one in ended if isinstance(one, Exception)] == []
    assert Lead.objects.exists() is not locks
