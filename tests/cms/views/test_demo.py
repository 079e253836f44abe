"""The demo's outbox is open to everybody, so it is there in the demo only."""

from datetime import UTC, datetime

import pytest

from cms.mail.domain.outbox import post_message
from cms.views.demo import SHOWN
from tests.factories.people import make_admin

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def post(subject="Bekreft adressen", text="Følg http://localhost:8000/bekreft/ nå.\n\n<b>Hilsen</b>"):
    return post_message(kind="test", to_address="kari@example.org", language="nb", subject=subject, text=text, at=AT)


@pytest.mark.parametrize("signed_in", [False, True])
def test_outside_the_demo_nothing_is_shown_to_anybody(client, signed_in):
    message = post()
    if signed_in:
        client.force_login(make_admin())

    for address in ("/demo/outbox/", f"/demo/outbox/{message.pk}/"):
        response = client.get(address)
        assert response.status_code == 404
        assert "Bekreft adressen" not in response.content.decode()


def test_demo_lists_the_newest_messages(client, settings):
    settings.DEMO = True
    for number in range(SHOWN + 1):
        post(f"Brev {number}")

    response = client.get("/demo/outbox/")

    assert len(response.context["messages_sent"]) == SHOWN
    assert response.context["messages_sent"][0].subject == f"Brev {SHOWN}"


def test_demo_shows_a_message_with_its_link_and_without_its_markup(client, settings):
    settings.DEMO = True
    message = post(subject="<script>1</script>")

    html = client.get(f"/demo/outbox/{message.pk}/").content.decode()

    assert '<a href="http://localhost:8000/bekreft/"' in html
    assert "<b>Hilsen" not in html
    assert "<script>1" not in html
    assert client.get("/demo/outbox/99999/").status_code == 404
