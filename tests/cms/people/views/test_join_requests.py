"""Answering requests in a browser: by those who may, once, and nobody else's."""

import pytest

from cms import clock
from cms.mail.models import OutboxMessage
from cms.people import roles
from cms.people.models import JoinRequest, Membership
from tests.factories.people import make_contact, make_holder_of, make_membership, make_organisation, make_user
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


def ask(organisation, name="Ola Tveit", **fields):
    person = make_user(name, email=f"{name.split()[0].lower()}@example.org")
    return JoinRequest.objects.create(user=person, organisation=organisation, asked_at=clock.now(), **fields)


def address(request, what="approve"):
    return f"/organisation/requests/{request.pk}/{what}/"


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


@pytest.fixture
def organisation():
    return make_organisation()


def test_contact_lets_somebody_in(client, organisation):
    request = ask(organisation)
    client.force_login(make_contact(organisation, language="en"))

    response = client.post(address(request), follow=True)

    assert response.redirect_chain == [(f"/organisation/{organisation.key}/", 302)]
    assert messages_of(response) == ["Ola Tveit is let in."]
    assert Membership.objects.filter(user=request.user, organisation=organisation, role="member").exists()


def test_contact_refuses(client, organisation):
    request = ask(organisation)
    client.force_login(make_contact(organisation, language="en"))

    response = client.post(address(request, "refuse"), follow=True)

    assert messages_of(response) == ["Ola Tveit is not let in."]
    assert not Membership.objects.filter(user=request.user).exists()


def test_refusing_asks_first_and_the_reason_is_in_the_mail(client, organisation):
    request = ask(organisation)
    client.force_login(make_contact(organisation, language="en"))
    page = client.get(f"/organisation/{organisation.key}/").content.decode()
    question = client.get(address(request, "refuse")).content.decode()
    assert f'href="{address(request, "refuse")}"' in page
    assert "<strong>Ola Tveit</strong> asks to join Skogdal kommune" in question
    assert JoinRequest.objects.get().state == "waiting"

    client.post(address(request, "refuse"), {"reason": "Du hører til nabokommunen <b>"})

    mail = OutboxMessage.objects.get(kind="people.join_answered")
    assert "Du hører til nabokommunen <b>" in mail.text
    assert "Du hører til nabokommunen &lt;b&gt;" in mail.html


def test_reason_that_is_too_long_is_said_and_kept(client, organisation):
    request = ask(organisation)
    client.force_login(make_contact(organisation))

    response = client.post(address(request, "refuse"), {"reason": "å" * 1001})

    assert (response.status_code, "å" * 1001 in response.content.decode()) == (422, True)
    assert JoinRequest.objects.get().state == "waiting"


def test_centre_goes_back_to_the_admin_it_came_from(client, organisation):
    request = ask(organisation)
    client.force_login(make_holder_of(roles.COORDINATOR))
    inspected = f"/admin/organisations/inspect/{organisation.pk}/"

    page = client.get(address(request, "refuse"), {"from": "admin"})

    assert page.context["back"] == inspected
    assert client.post(address(request, "refuse"), {"from": "admin"}).url == inspected


def test_second_answer_is_told_that_somebody_was_first(client, organisation):
    request = ask(organisation)
    client.force_login(make_contact(organisation, language="en"))
    client.post(address(request), follow=True)

    response = client.post(address(request, "refuse"), follow=True)

    assert messages_of(response) == [
        "Somebody has answered this request already, or it was taken back. Nothing was changed."
    ]
    assert JoinRequest.objects.get().state == "approved"


@pytest.mark.parametrize("who", ["contact of another", "member", "former contact", "outsider", "the asker"])
@pytest.mark.parametrize("what", ["approve", "refuse"])
def test_others_find_no_such_request(client, organisation, who, what):
    request = ask(organisation)
    person = request.user if who == "the asker" else make_user("Per Persen")
    if who == "contact of another":
        make_membership(person, make_organisation("Andre"), role="contact")
    if who == "member":
        make_membership(person, organisation, role="crisis_manager")
    if who == "former contact":
        make_membership(person, organisation, role="contact", ends_on=clock.today().replace(year=2021))
    client.force_login(person)

    assert client.post(address(request, what)).status_code == 404
    assert client.get(address(request, "refuse")).status_code == 404
    assert JoinRequest.objects.get().state == "waiting"


def test_coordinator_answers_for_any_organisation(client, organisation):
    request = ask(organisation)
    client.force_login(make_holder_of(roles.COORDINATOR))

    assert client.post(address(request)).status_code == 302
    assert JoinRequest.objects.get().state == "approved"


def test_contact_does_not_answer_own_request(client, organisation):
    contact = make_contact(organisation, language="en")
    request = JoinRequest.objects.create(
        user=contact, organisation=organisation, role="log_keeper", asked_at=clock.now()
    )
    client.force_login(contact)

    page = client.get("/organisation/", follow=True).content.decode()
    response = client.post(address(request), follow=True)

    assert "Somebody else answers your own request." in page
    assert messages_of(response) == ["Somebody else must answer your own request."]
    assert JoinRequest.objects.get().state == "waiting"


def test_stranger_is_asked_to_sign_in_and_get_changes_nothing(client, organisation):
    request = ask(organisation)

    for what in ("approve", "refuse", "withdraw"):
        assert client.post(address(request, what)).url.startswith("/accounts/login/")
    client.force_login(make_contact(organisation))
    for what in ("approve", "withdraw"):
        assert client.get(address(request, what)).status_code == 405
    assert client.get(address(request, "refuse")).status_code == 200
    assert JoinRequest.objects.get().state == "waiting"


def test_own_request_is_taken_back_and_nobody_elses(client, organisation):
    mine, other = ask(organisation), ask(organisation, "Per Persen")
    client.force_login(mine.user)

    assert client.post(address(other, "withdraw")).status_code == 404
    assert client.post(address(mine, "withdraw")).url == "/me/"

    assert set(JoinRequest.objects.values_list("user", "state")) == {
        (mine.user_id, "withdrawn"),
        (other.user_id, "waiting"),
    }


# --- The panels -------------------------------------------------------------------------------------


def test_panel_shows_who_waits_for_this_organisation_only(client, organisation):
    ask(organisation, message="Jeg er <b>ny</b>")
    ask(make_organisation("Andre"), "Per Persen")
    client.force_login(make_contact(organisation))

    html = client.get("/organisation/", follow=True).content.decode()

    assert "Ola Tveit" in html
    assert "Jeg er &lt;b&gt;ny&lt;/b&gt;" in html
    assert "Per Persen" not in html


def test_organisation_page_takes_as_many_queries_for_many_requests(client, organisation):
    client.force_login(make_contact(organisation))
    counts = []
    for names in (["Anne A"], [f"Person{number} B" for number in range(24)]):
        for name in names:
            ask(organisation, name)
        client.get(f"/organisation/{organisation.key}/")
        with count_queries() as asked:
            client.get(f"/organisation/{organisation.key}/")
        counts.append(len(asked))

    assert counts[0] == counts[1], asked
    last = client.get(f"/organisation/{organisation.key}/", {"requests": 2}).content.decode()
    assert ("Person23 B" in last, "Anne A" in last) == (True, False)


def test_my_day_leads_whoever_acts_for_nobody_to_an_organisation(client, organisation):
    person = make_user(language="en")
    client.force_login(person)

    assert "Which organisation do you act for?" in client.get("/me/").content.decode()

    make_membership(person, organisation)
    html = client.get("/me/").content.decode()
    assert "Which organisation do you act for?" not in html
    assert "act for?" not in html
