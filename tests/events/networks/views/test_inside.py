"""What a network keeps for its members: nobody else finds it, of no network more than one's own."""

import pytest
from django.test import Client
from django.urls import reverse

from cms.people.roles import COORDINATOR, DOOR_STAFF, EDITOR
from events.networks.domain.invitations import invite
from events.networks.domain.members import leave
from events.networks.models import NetworkMember
from tests.factories.events import AT
from tests.factories.networks import (
    WHO,
    make_draft,
    make_file,
    make_meeting,
    make_member,
    make_minutes,
    make_network,
    make_person,
    make_request,
)
from tests.factories.people import make_contact, make_holder_of, make_organisation, make_user
from tests.factories.programme import PDF, upload
from tests.learning.views.desk import signed_in
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


class Scene:
    """A network with one of everything, and another with a leader of its own."""

    def __init__(self):
        self.series = make_network(joining="ask")
        self.member = make_member(self.series, shares_email=True)
        self.secretary = make_member(self.series, make_person("Nina Strand", "Elvestad kommune"), role="secretary")
        self.leader = make_member(self.series, make_person("Bente Solli", "Granåsen kommune"), role="leader")
        self.other = make_member(make_network("Et annet"), make_person("Geir Sæther", "Fjellbygda"), role="leader")
        self.meeting = make_meeting(self.series)
        make_minutes(self.meeting)
        self.unwritten = make_meeting(self.series, starts_at=AT.replace(month=9))
        make_draft(self.unwritten, "Bare et utkast")
        self.file = make_file(self.series, title="Varslingsplan")
        self.request = make_request(self.series, make_person("Farid Rahimi", "Ny kommune"))
        self.invitation = invite(series=self.series, email="ny@example.org", language="nb", **WHO)

    def addresses(self, *names):
        key, meeting, file = self.series.key, self.meeting.uid, self.file.key
        known = {
            "members": reverse("network_members", args=[key]),
            "minutes": reverse("network_minutes", args=[key, meeting]),
            "file": reverse("fetch_network_file", args=[key, file, 1]),
            "write": reverse("write_network_minutes", args=[key, meeting]),
            "new file": reverse("new_network_file", args=[key]),
            "change file": reverse("network_file", args=[key, file]),
            "member": reverse("network_member", args=[key, self.member.pk]),
            "invite": reverse("invite_to_network", args=[key]),
            "mail": reverse("write_to_network", args=[key]),
            "settings": reverse("network_settings", args=[key]),
        }
        return [known[name] for name in names or known]


@pytest.fixture
def scene():
    return Scene()


READING, WRITING = ("members", "minutes", "file"), ("write", "new file", "change file")
LEADING = ("member", "invite", "mail", "settings")


def statuses(client, addresses):
    found = set()
    for address in addresses:
        response = client.get(address)
        found.add(response.status_code)
        if response.streaming:
            response.getvalue()
    return found


def outsiders(scene):
    """Strangers, staff who do not run events, who was in it, who asks, and the leader of another network."""
    former = make_member(scene.series, make_person("Har Sluttet", "Gammel kommune"))
    leave(member=former, at=AT)
    people = [former.user, scene.request.user, scene.other.user, make_user(), make_contact(make_organisation("X"))]
    return [*people, make_holder_of(EDITOR), make_holder_of(DOOR_STAFF)]


def test_outsiders_find_nothing(scene):
    for user in outsiders(scene):
        assert statuses(signed_in(user), scene.addresses()) == {404}, user
    assert statuses(Client(), scene.addresses()) == {302}


@pytest.mark.parametrize(
    ("who", "may", "may_not"),
    [
        ("member", READING, WRITING + LEADING),
        ("secretary", READING + WRITING, LEADING),
        ("leader", READING + WRITING + LEADING, ()),
    ],
)
def test_members_find_what_their_role_may(scene, who, may, may_not):
    client = signed_in(getattr(scene, who).user)

    assert statuses(client, scene.addresses(*may)) == {200}
    assert statuses(client, scene.addresses(*may_not) if may_not else []) <= {404}


def test_coordinators_find_everything(scene):
    assert statuses(signed_in(make_holder_of(COORDINATOR)), scene.addresses()) == {200}


def test_keys_of_one_network_do_not_open_another(scene):
    client = signed_in(scene.other.user)
    own = scene.other.series.key

    for address in (
        reverse("network_minutes", args=[own, scene.meeting.uid]),
        reverse("write_network_minutes", args=[own, scene.meeting.uid]),
        reverse("fetch_network_file", args=[own, scene.file.key, 1]),
        reverse("network_file", args=[own, scene.file.key]),
        reverse("network_member", args=[own, scene.member.pk]),
    ):
        assert client.get(address).status_code == 404, address
    answer = client.post(reverse("answer_network_request", args=[own, scene.request.pk]), {"do": "approve"})
    withdrawal = {"do": "withdraw", "invitation": scene.invitation.pk}
    assert answer.status_code == 404
    assert client.post(reverse("invite_to_network", args=[own]), withdrawal).status_code == 404
    assert not NetworkMember.objects.filter(user=scene.request.user).exists()


def test_outside_of_a_network_says_nothing_of_the_inside(scene):
    page = Client().get(reverse("network", args=[scene.series.key]), headers={"accept-language": "en"})

    content = page.content.decode()
    assert page.status_code == 200
    for secret in ("Ingrid", "Bente", "Varslingsplan", "Farid", str(scene.meeting.uid)):
        assert secret not in content
    assert "Ask to join" in content


def test_hidden_network_is_not_found():
    member = make_member(make_network(joining="invited"))
    address = reverse("network", args=[member.series.key])

    assert Client().get(address).status_code == 404
    assert signed_in(make_user()).get(address).status_code == 404
    assert member.series.title not in Client().get("/networks/").content.decode()
    assert signed_in(member.user).get(address).status_code == 200
    assert member.series.title in signed_in(member.user).get("/networks/").content.decode()


def test_draft_is_for_writers_alone(scene):
    address = reverse("network_minutes", args=[scene.series.key, scene.unwritten.uid])

    for one in (scene.member, scene.leader):
        assert signed_in(one.user).get(address).status_code == 404
    page = signed_in(scene.secretary.user).get(reverse("network", args=[scene.series.key]))
    assert str(scene.unwritten.uid) in page.content.decode()
    page = signed_in(scene.member.user).get(reverse("network", args=[scene.series.key]))
    assert str(scene.unwritten.uid) not in page.content.decode()


def test_list_shows_what_each_has_agreed_to(scene):
    make_member(scene.series, make_user("Hemmelig Navn", email="hemmelig@example.org"), agreed=False)
    address = reverse("network_members", args=[scene.series.key])

    as_member = signed_in(scene.secretary.user).get(address).content.decode()
    as_leader = signed_in(scene.leader.user).get(address).content.decode()

    assert "Hemmelig Navn" not in as_member
    assert scene.member.user.email in as_member
    assert scene.leader.user.email not in as_member
    assert "Hemmelig Navn" in as_leader


def test_file_is_handed_out_to_save_and_never_shown(scene):
    response = signed_in(scene.member.user).get(scene.addresses("file")[0])

    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"] == 'attachment; filename="plan.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"


def test_refused_file_leaves_what_was_typed(scene):
    sent = {"title": "Min plan", "category": "plan", "file": upload(b"<html><script>", "plan.pdf")}

    response = signed_in(scene.leader.user).post(scene.addresses("new file")[0], sent)

    assert response.status_code == 422
    assert "Min plan" in response.content.decode()


@pytest.mark.parametrize("number", [1, 8])
def test_pages_cost_the_same_however_much_there_is(scene, number):
    for index in range(number):
        make_member(scene.series, make_user(f"Medlem {index}"))
        make_file(scene.series, PDF + b"%%EOF" * index)
        make_minutes(make_meeting(scene.series, starts_at=AT.replace(month=5, day=1 + index)))
    client = signed_in(scene.leader.user)
    costs = {}
    for name, address in (
        ("network", reverse("network", args=[scene.series.key])),
        ("members", scene.addresses("members")[0]),
    ):
        client.get(address)
        with count_queries() as asked:
            assert client.get(address).status_code == 200
        costs[name] = len(asked)

    assert costs == {"network": 13, "members": 5}
