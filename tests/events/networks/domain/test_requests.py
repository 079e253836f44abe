"""Asking to come in, and the answer."""

import pytest

from cms.mail.models import OutboxMessage
from events.networks.domain.members import AlreadyMember, Entry, NotOpen, ReasonMissing
from events.networks.domain.requests import (
    AlreadyAnswered,
    OwnRequest,
    TooManyRequests,
    approve,
    ask,
    refuse,
    take_back,
)
from events.networks.models import NetworkMember, NetworkRequest
from tests.factories.events import AT
from tests.factories.networks import make_member, make_network, make_person, make_request

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader():
    return make_member(make_network(joining="ask"), make_person("Bente Solli", "Elvestad kommune"), role="leader")


def kinds():
    return sorted(OutboxMessage.objects.values_list("kind", "to_user__name"))


def test_asking_tells_the_leaders_and_approving_lets_in(leader):
    request = make_request(leader.series)
    assert kinds() == [("networks/mail/somebody_asks", "Bente Solli")]

    approve(request=request, by=leader.user, at=AT)

    member = NetworkMember.objects.get(user=request.user)
    assert (member.series, member.left_on, member.agreed_words) == (leader.series, None, "2026-11")
    assert ("networks/mail/request_answered", "Ingrid Moen") in kinds()


def test_asking_twice_is_asking_once(leader):
    first = make_request(leader.series)

    assert make_request(leader.series, first.user) == first
    assert NetworkRequest.objects.count() == 1


@pytest.mark.parametrize("joining", ["open", "invited"])
def test_one_asks_where_one_is_to_ask(joining):
    with pytest.raises(NotOpen):
        make_request(make_network(joining=joining))


def test_asking_says_why_and_is_for_others(leader):
    with pytest.raises(ReasonMissing):
        make_request(leader.series, reason=" ")
    with pytest.raises(AlreadyMember):
        make_request(leader.series, leader.user)


def test_nobody_asks_everywhere():
    user = make_person()
    for _ in range(10):
        make_request(make_network(joining="ask"), user)

    with pytest.raises(TooManyRequests):
        ask(series=make_network(joining="ask"), user=user, entry=Entry(), reason="Også her", at=AT)


def test_refusing_says_why(leader):
    request = make_request(leader.series)
    with pytest.raises(ReasonMissing):
        refuse(request=request, answer="", by=leader.user, at=AT)

    refuse(request=request, answer="Nettverket er for kommuner.", by=leader.user, at=AT)

    assert "Nettverket er for kommuner." in OutboxMessage.objects.get(kind="networks/mail/request_answered").text
    assert not NetworkMember.objects.filter(user=request.user).exists()


def test_nothing_is_answered_twice(leader):
    request = make_request(leader.series)
    take_back(request=request, at=AT)

    for verb in (lambda: approve(request=request, by=leader.user, at=AT), lambda: take_back(request=request, at=AT)):
        with pytest.raises(AlreadyAnswered):
            verb()


def test_nobody_answers_their_own_request(leader):
    request = make_request(leader.series)

    with pytest.raises(OwnRequest):
        approve(request=request, by=request.user, at=AT)


def test_who_came_in_meanwhile_is_told_the_same(leader):
    request = make_request(leader.series)
    make_member(leader.series, request.user)

    assert approve(request=request, by=leader.user, at=AT).state == "approved"
    assert NetworkMember.objects.filter(user=request.user).count() == 1
