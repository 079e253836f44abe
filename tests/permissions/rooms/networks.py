"""Who may reach what of networks.

The network of the walk takes people who ask. None of the roles is in it but the learner, who is a plain member, and
the mentor, who leads it.
"""

from datetime import UTC, datetime
from typing import Any

from events.networks.domain.invitations import invite
from events.networks.links import invitation_token
from events.networks.models import NetworkFile, NetworkInvitation, NetworkMember, NetworkRequest
from tests.factories.events import make_occurrence
from tests.factories.networks import make_file, make_member, make_minutes, make_network, make_request
from tests.factories.people import make_user

from ..saying import COORDINATORS, EVERYBODY, LEARNER, MENTOR, SIGNED_IN, Line, line

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
LEADERS = COORDINATORS | {MENTOR}
MEMBERS = LEADERS | {LEARNER}

LINES: tuple[Line, ...] = (
    line(COORDINATORS, "/admin/networks/*", why="Those who run events look after every network."),
    line(EVERYBODY, "/networks/", "/networks/<uuid:key>/", why="What is for everybody; the inside is for members."),
    line(SIGNED_IN, "/networks/<uuid:key>/join/", why="Whoever is signed in may ask; the network says who gets in."),
    line(SIGNED_IN, "/networks/<uuid:key>/leave/", why="One's own membership; who has none is told so."),
    line(
        SIGNED_IN,
        "/networks/invitations/*",
        why="Only who has the invited address is let in. The walk tries somebody else's.",
        finds_nothing=True,
        explains=True,
    ),
    line(
        MEMBERS,
        *("/networks/<uuid:key>/members/", "/networks/<uuid:key>/minutes/<uuid:uid>/"),
        "/networks/<uuid:key>/minutes/<uuid:uid>/minutes.pdf",
        "/networks/<uuid:key>/files/<uuid:file>/<int:number>/",
        why="Members of the network, here the learner and its leader, and those who run events.",
    ),
    line(
        LEADERS,
        *("/networks/<uuid:key>/members/*", "/networks/<uuid:key>/requests/*", "/networks/<uuid:key>/settings/"),
        *("/networks/<uuid:key>/minutes/<uuid:uid>/write/", "/networks/<uuid:key>/files/*"),
        "/networks/<uuid:key>/meetings/*",
        why="Who leads the network, here the mentor, and those who run events; of another network nothing.",
    ),
)
# As VALUES in ../world.py: what to put into these addresses.
VALUES: list[tuple[str, dict[str, Any]]] = [
    ("/networks/invitations/*", {"token": lambda world: invitation_token(NetworkInvitation.objects.get())}),
    ("/networks/<uuid:key>/members/*", {"pk": lambda world: _somebody().pk}),
    ("/networks/<uuid:key>/requests/*", {"pk": lambda world: NetworkRequest.objects.get().pk}),
    ("/networks/<uuid:key>/meetings/*", {"uid": lambda world: world.met.uid, "what": lambda world: "cancel"}),
    ("/networks/<uuid:key>/minutes/*", {"uid": lambda world: world.met.uid}),
    ("/networks/<uuid:key>/files/*", {"file": lambda world: NetworkFile.objects.get().key, "number": lambda world: 1}),
    ("/networks/<uuid:key>/*", {"key": lambda world: world.met.series.key}),
    (
        "/admin/networks/<int:pk>/*",
        {"pk": lambda world: world.met.series_id, "asked": lambda world: NetworkRequest.objects.get().pk},
    ),
]


def _somebody() -> NetworkMember:
    return NetworkMember.objects.get(user__name="A member of the network")


def furnish(world: Any) -> None:
    """A network with a meeting that has been, its minutes, a file, a request and an invitation."""
    series = make_network("Beredskapsnettverket", joining="ask")
    world.met = make_occurrence(series, starts_at=datetime(2020, 10, 2, 9, 0, tzinfo=UTC), hours_long=1)
    make_member(series, make_user("A member of the network"))
    make_member(series, world.people["learner"])
    make_member(series, world.people["mentor"], role="leader")
    make_minutes(world.met)
    make_file(series)
    make_request(series, make_user("Asks to join"))
    invite(series=series, email="invitert@example.org", language="nb", by=None, at=AT)
