"""Coming in and leaving, on the pages people use."""

import pytest
from django.urls import reverse

from cms.people.roles import COORDINATOR
from events.networks.domain.invitations import invite
from events.networks.links import invitation_token
from events.networks.models import NetworkInvitation, NetworkMember, NetworkRequest
from tests.factories.networks import WHO, make_member, make_network, make_person, make_request
from tests.factories.people import make_holder_of, make_membership, make_organisation, make_user
from tests.learning.views.desk import signed_in

pytestmark = pytest.mark.django_db


def join(series, user, **sent):
    return signed_in(user).post(reverse("join_network", args=[series.key]), {"agree": "on", **sent})


def members(series):
    return list(NetworkMember.objects.filter(series=series, left_on=None).values_list("user__name", flat=True))


def test_joining_at_once():
    series = make_network()

    assert join(series, make_person()).status_code == 302
    assert members(series) == ["Ingrid Moen"]


def test_joining_says_yes_to_the_list():
    series, user = make_network(), make_person()

    response = signed_in(user).post(reverse("join_network", args=[series.key]), {"shares_email": "on"})

    assert response.status_code == 422
    assert members(series) == []


def test_who_acts_for_several_chooses_one_of_them():
    series, user = make_network(), make_person()
    second, foreign = make_organisation("Elvestad kommune"), make_organisation("Fremmed kommune")
    make_membership(user, second)

    for wrong in ("", str(foreign.key), "x"):
        assert join(series, user, acts_for=wrong).status_code == 422
    assert join(series, user, acts_for=str(second.key)).status_code == 302
    assert NetworkMember.objects.get().organisation == second


def test_who_acts_for_nobody_is_told_the_way():
    series, user = make_network(), make_user()

    assert join(series, user).status_code == 422
    assert members(series) == []
    assert signed_in(user).get(reverse("join_network", args=[series.key])).status_code == 200


def test_asking_keeps_what_was_typed():
    series, user = make_network(joining="ask"), make_person()

    response = signed_in(user).post(reverse("join_network", args=[series.key]), {"reason": "Jeg er ny"})
    assert response.status_code == 422
    assert "Jeg er ny" in response.content.decode()

    assert join(series, user, reason="Jeg er ny").status_code == 302
    assert NetworkRequest.objects.get().reason == "Jeg er ny"
    assert members(series) == []


def test_request_is_taken_back():
    request = make_request()

    signed_in(request.user).post(reverse("join_network", args=[request.series.key]), {"do": "take-back"})

    request.refresh_from_db()
    assert request.state == "withdrawn"


def test_nobody_posts_their_way_into_a_network_by_invitation():
    series = make_network(joining="invited", members_only=False)

    join(series, make_person(), reason="Slipp meg inn")

    assert members(series) == []
    assert NetworkRequest.objects.count() == 0


def test_leaving_asks_first():
    member = make_member()
    client, address = signed_in(member.user), reverse("leave_network", args=[member.series.key])

    assert client.get(address).status_code == 200
    assert members(member.series) == ["Ingrid Moen"]
    client.post(address)
    assert members(member.series) == []
    assert client.post(address).status_code == 302


def test_leader_answers_and_admin_does():
    leader = make_member(make_network(joining="ask"), make_person("Bente Solli", "Elvestad"), role="leader")
    first, second = make_request(leader.series), make_request(leader.series, make_person("Farid Rahimi", "Ny"))
    address = reverse("answer_network_request", args=[leader.series.key, first.pk])

    signed_in(leader.user).post(address, {"do": "refuse", "answer": ""})
    signed_in(leader.user).post(address, {"do": "approve"})
    desk = reverse("networks_admin:answer", args=[leader.series.pk, second.pk])
    signed_in(make_holder_of(COORDINATOR)).post(desk, {"do": "refuse", "answer": "Bare for kommuner"})

    assert sorted(members(leader.series)) == ["Bente Solli", "Ingrid Moen"]
    second.refresh_from_db()
    assert (second.state, second.answer) == ("refused", "Bare for kommuner")


def test_invitation_lets_in_who_has_its_address():
    invitation = invite(series=make_network(joining="invited"), email="ingrid@example.org", language="nb", **WHO)
    address = reverse("network_invitation", args=[invitation_token(invitation)])
    invited, stranger = make_person(email="ingrid@example.org"), make_person("Farid Rahimi", "Elvestad")

    assert signed_in(stranger).post(address, {"agree": "on"}).status_code == 403
    assert signed_in(invited).get(address).status_code == 200
    assert members(invitation.series) == []
    assert signed_in(invited).post(address, {}).status_code == 422
    assert signed_in(invited).post(address, {"agree": "on"}).status_code == 302
    assert members(invitation.series) == ["Ingrid Moen"]
    assert signed_in(invited).get(address).status_code == 410
    assert signed_in(invited).get(reverse("network_invitation", args=["forged"])).status_code == 410


def test_leader_invites_changes_roles_and_removes():
    leader = make_member(user=make_person("Bente Solli", "Elvestad"), role="leader")
    member = make_member(leader.series)
    client = signed_in(leader.user)
    invite_url = reverse("invite_to_network", args=[leader.series.key])

    sent = {"email": "ny@example.org", "language": "nb", "role": "member"}
    assert client.post(invite_url, {**sent, "role": "emperor"}).status_code == 422
    assert client.post(invite_url, {**sent, "email": member.user.email}).status_code == 422
    assert client.post(invite_url, sent).status_code == 302
    client.post(invite_url, {"do": "withdraw", "invitation": NetworkInvitation.objects.get().pk})
    assert NetworkInvitation.objects.get().state == "withdrawn"

    address = reverse("network_member", args=[leader.series.key, member.pk])
    client.post(address, {"role": "secretary"})
    member.refresh_from_db()
    assert member.role == "secretary"
    assert client.post(address, {"do": "remove", "reason": ""}).status_code == 422
    client.post(address, {"do": "remove", "reason": "Har sluttet"})
    assert members(leader.series) == ["Bente Solli"]
    assert client.post(address, {"role": "leader"}).status_code == 404


def test_settings_are_the_leaders():
    leader = make_member(user=make_person("Bente Solli", "Elvestad"), role="leader")
    sent = {"purposes_nb": "For kommuner", "joining": "ask", "shows_number": "on"}
    address = reverse("network_settings", args=[leader.series.key])

    assert signed_in(leader.user).post(address, {**sent, "joining": "all"}).status_code == 422
    assert signed_in(leader.user).post(address, sent).status_code == 302

    leader.series.network.refresh_from_db()
    assert (leader.series.network.joining, leader.series.network.shows_number) == ("ask", True)
    page = signed_in(make_user()).get(reverse("network", args=[leader.series.key])).content.decode()
    assert "For kommuner" in page
