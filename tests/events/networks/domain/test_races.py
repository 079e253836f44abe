"""Several things at once: nobody is in a network twice, a request has one answer, a version one text."""

import pytest

from events.networks.domain.members import AlreadyMember, Entry, join
from events.networks.domain.minutes import NothingToPublish, Written, WrittenMeanwhile, publish, save_draft
from events.networks.domain.requests import AlreadyAnswered, approve, refuse
from events.networks.models import Minutes, NetworkMember
from tests.factories.events import AT
from tests.factories.networks import make_draft, make_meeting, make_network, make_person, make_request
from tests.factories.people import make_user
from tests.races import at_once, needs_real_locks, take_away_locks

pytestmark = pytest.mark.django_db(transaction=True)


def answer_at_once():
    """One leader says yes, another says no."""
    request, yes, no = make_request(), make_user("Bente Solli"), make_user("Geir Sæther")
    return at_once(
        lambda: approve(request=request, by=yes, at=AT),
        lambda: refuse(request=request, answer="Nei", by=no, at=AT),
        meet_before='UPDATE "networks_networkrequest"',
    )


def test_request_gets_one_answer():
    results = answer_at_once()

    assert [isinstance(result, AlreadyAnswered) for result in results].count(True) == 1
    request = next(result for result in results if not isinstance(result, Exception))
    assert NetworkMember.objects.count() == (1 if request.state == "approved" else 0)


def test_without_locks_it_gets_two(monkeypatch):
    needs_real_locks()
    take_away_locks(monkeypatch)

    assert not any(isinstance(result, Exception) for result in answer_at_once())


def test_two_approvals_make_one_member():
    request, first, second = make_request(), make_user("Bente Solli"), make_user("Geir Sæther")

    results = at_once(*(lambda by=by: approve(request=request, by=by, at=AT) for by in (first, second)))

    assert [type(result) for result in results if isinstance(result, Exception)] == [AlreadyAnswered]
    assert NetworkMember.objects.count() == 1


def test_two_clicks_join_once():
    series, user = make_network(), make_person()
    entry = Entry(user.memberships.get().organisation)

    results = at_once(*[lambda: join(series=series, user=user, entry=entry, at=AT)] * 2)

    assert [type(result) for result in results if isinstance(result, Exception)] == [AlreadyMember]
    assert NetworkMember.objects.count() == 1


def test_two_writers_do_not_undo_each_other():
    meeting = make_meeting(make_network())

    results = at_once(
        *(
            lambda text=text: save_draft(occurrence=meeting, written=Written(text), by=None, at=AT)
            for text in ("Bente skriver", "Geir skriver")
        )
    )

    assert [type(result) for result in results if isinstance(result, Exception)] == [WrittenMeanwhile]
    assert Minutes.objects.count() == 1


def test_minutes_are_published_once():
    meeting = make_meeting(make_network())
    make_draft(meeting)

    results = at_once(*[lambda: publish(occurrence=meeting, by=None, at=AT)] * 2)

    assert [type(result) for result in results if isinstance(result, Exception)] == [NothingToPublish]
