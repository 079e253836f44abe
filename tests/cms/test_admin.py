"""The editor's side: every page can be made, written, sent for approval, scheduled and looked at."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Site, WorkflowState
from wagtail.test.utils.form_data import nested_form_data, streamfield

from cms import models
from cms.mail.domain.outbox import post_message
from cms.people.models import Organisation, User
from cms.tasks import clear_old_sessions, publish_scheduled_pages
from tests.factories.happenings import make_conference_page, make_day_page, make_network_page
from tests.factories.media import make_document, make_image
from tests.factories.pages import below, make_course_page, make_home
from tests.factories.people import make_admin, make_membership, make_organisation, make_user
from tests.queries import count_queries

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
COMMENTS = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": ""}


def make_editor(*groups, name="Eva Editor"):
    editor = make_user(name, language="en")
    editor.groups.set(Group.objects.filter(name__in=groups or ["Editors"]))
    return editor


def site_of_every_kind():
    """One page of every kind; return them by class name."""
    make_course_page()
    home = make_home()
    below(home, models.StandardPage(title="Om", slug="om"))
    below(home, models.ContactPage(title="Kontakt", slug="kontakt"))
    index = below(home, models.NewsIndexPage(title="Nytt", slug="nytt"))
    below(index, models.NewsPage(title="Nyhet", slug="nyhet"))
    make_day_page()
    make_network_page()
    make_conference_page()
    return {type(page).__name__: page for page in Page.objects.filter(depth__gt=1).specific()}


KINDS = [name for name in models.__all__ if name.endswith("Page")]
PARENTS = {
    "StandardPage": "HomePage",
    "CataloguePage": "HomePage",
    "NewsIndexPage": "HomePage",
    "ContactPage": "HomePage",
    "NewsPage": "NewsIndexPage",
    "CoursePage": "CataloguePage",
    "ModulePage": "CoursePage",
    "LessonPage": "ModulePage",
}
ONE_ONLY = ("CataloguePage", "NewsIndexPage")


@pytest.mark.parametrize("kind", KINDS)
def test_editor_can_open_every_kind_of_page(client, kind):
    page = site_of_every_kind()[kind]
    client.force_login(make_editor())

    for address in ("edit", "history", "usage"):
        assert client.get(f"/admin/pages/{page.pk}/{address}/").status_code == 200
    assert client.get(f"/admin/pages/{page.get_parent().pk}/").status_code == 200


@pytest.mark.sampled
@pytest.mark.parametrize("kind", PARENTS)
def test_editor_can_begin_every_kind_of_page_where_it_belongs(client, kind):
    pages = site_of_every_kind()
    client.force_login(make_editor())
    parent = pages[PARENTS[kind]]
    if kind in ONE_ONLY:
        pages[kind].delete()

    response = client.get(f"/admin/pages/add/cms/{kind.lower()}/{parent.pk}/")

    assert response.status_code == 200


@pytest.mark.sampled
@pytest.mark.parametrize("kind", KINDS)
def test_page_can_be_previewed_as_it_is_written(client, kind):
    page = site_of_every_kind()[kind]
    page.save_revision()
    client.force_login(make_editor())

    assert client.get(f"/admin/pages/{page.pk}/view_draft/").status_code == 200


def submit(client, page, **values):
    """Save a standard page as the editor's form does."""
    words = {"title": "Ny tittel", "slug": page.slug, "lead": "", "body": streamfield([]), "comments": COMMENTS}
    return client.post(f"/admin/pages/{page.pk}/edit/", nested_form_data(words) | values)


# --- Approval ---------------------------------------------------------------------------------------


def test_editor_without_the_right_to_publish_sends_for_approval(client):
    page = site_of_every_kind()["StandardPage"]
    client.force_login(make_editor("Editors"))

    submit(client, page, **{"action-publish": "1"})
    page.refresh_from_db()
    assert page.title == "Om"

    submit(client, page, **{"action-submit": "1"})

    state = WorkflowState.objects.get()
    assert (state.object_id, state.status) == (str(page.pk), WorkflowState.STATUS_IN_PROGRESS)
    page.refresh_from_db()
    assert (page.title, page.live) == ("Om", True)


def test_moderator_approves_what_an_editor_sent(client):
    page = site_of_every_kind()["StandardPage"]
    client.force_login(make_editor("Editors"))
    submit(client, page, **{"action-submit": "1"})
    task = WorkflowState.objects.get().current_task_state
    client.force_login(make_editor("Moderators", name="Mona Moderator"))

    client.post(reverse("wagtailadmin_pages:workflow_action", args=(page.pk, "approve", task.pk)), {"comment": "Bra"})

    page.refresh_from_db()
    assert page.title == "Ny tittel"


def test_person_without_a_role_has_no_way_into_the_admin(client):
    page = site_of_every_kind()["StandardPage"]
    client.force_login(make_user())

    for address in ("", f"pages/{page.pk}/edit/", "outbox/", "users/", "settings/cms/centresettings/"):
        assert client.get(f"/admin/{address}").status_code == 302


# --- The hour has come ------------------------------------------------------------------------------


def test_page_is_published_and_taken_down_at_its_hour(client):
    page = below(make_home(), models.StandardPage(title="Om", slug="om", live=False))
    page.go_live_at, page.expire_at = AT + timedelta(hours=1), AT + timedelta(hours=3)
    with time_machine.travel(AT, tick=False):
        page.save_revision().publish()

    states = []
    for hours in (0, 2, 4):
        with time_machine.travel(AT + timedelta(hours=hours), tick=False):
            publish_scheduled_pages()
            publish_scheduled_pages()
            states.append(client.get("/nb/om/").status_code)

    assert states == [404, 200, 404]


def test_old_sessions_are_cleared(client):
    client.force_login(make_user())
    session = client.session
    session.set_expiry(timezone.now() - timedelta(days=1))
    session.save()

    clear_old_sessions()

    assert not session.exists(session.session_key)


# --- Settings, people, outbox -----------------------------------------------------------------------


def test_settings_of_the_centre_can_be_written(client, django_capture_on_commit_callbacks):
    make_home()
    client.force_login(make_admin(language="en"))
    page = client.get("/admin/settings/cms/centresettings/", follow=True)
    address = page.redirect_chain[-1][0]
    values = {"name": "Beredskapsskolen", "tagline": "Øv sammen", "email": "post@example.org", "logo": ""}

    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(address, values)

    assert response.status_code == 302
    assert "Beredskapsskolen" in client.get("/nb/").content.decode()


def test_logo_of_the_centre_is_shown(client):
    make_home()
    models.CentreSettings.objects.create(site=Site.objects.get(), logo=make_image("Logo"))

    assert client.get("/nb/").context["centre"]["logo_url"].endswith(".png")


def post(**values):
    words = {"kind": "test", "to_address": "kari@example.org", "language": "nb", "subject": "Bekreft", "text": "Hei!"}
    return post_message(**(words | {"at": AT} | values))


def test_outbox_is_read_and_never_written(client):
    message = post(text="Hei <b>du</b>")
    client.force_login(make_admin(language="en"))

    listing = client.get("/admin/outbox/")
    inspected = client.get(f"/admin/outbox/inspect/{message.pk}/")

    assert (listing.status_code, inspected.status_code) == (200, 200)
    assert "kari@example.org" in listing.content.decode()
    assert "<b>du</b>" not in inspected.content.decode()
    for address in ("new/", f"edit/{message.pk}/", f"delete/{message.pk}/"):
        response = client.post(f"/admin/outbox/{address}", {"subject": "Endret"})
        assert response.status_code in {302, 403, 404, 405}
    message.refresh_from_db()
    assert message.subject == "Bekreft"


def test_outbox_is_listed_in_constantly_many_queries(client):
    client.force_login(make_admin())
    counts = []
    for more in (1, 2):
        for _ in range(more):
            post()
        client.get("/admin/outbox/")
        with count_queries() as asked:
            client.get("/admin/outbox/")
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_contact_messages_are_read_and_never_written(client):
    message = models.ContactMessage.objects.create(
        name="Kari", email="kari@example.org", subject="Kurs", message="<script>1</script>", language="nb", sent_at=AT
    )
    client.force_login(make_admin(language="en"))

    inspected = client.get(f"/admin/contact_messages/inspect/{message.pk}/")

    assert client.get("/admin/contact_messages/").status_code == 200
    assert inspected.status_code == 200
    assert "<script>1" not in inspected.content.decode()
    assert client.post(f"/admin/contact_messages/delete/{message.pk}/").status_code in {302, 403, 404}
    assert models.ContactMessage.objects.exists()


def test_organisations_and_memberships_can_be_listed_and_written(client):
    make_membership(make_user("Kari Nordmann"), make_organisation("Skogdal kommune"))
    client.force_login(make_admin())

    for address in ("organisations", "memberships"):
        assert client.get(f"/admin/{address}/").status_code == 200
        assert client.get(f"/admin/{address}/new/").status_code == 200
    words = {
        "name": "Fjordvik",
        "kind": "municipality",
        "country": "no",
        "number": "",
        "size_class": "",
        "language": "nn",
    }
    assert client.post("/admin/organisations/new/", words).status_code == 302
    assert Organisation.objects.filter(name="Fjordvik", language="nn").exists()


def test_people_have_one_name_and_a_language_in_the_admin(client):
    client.force_login(make_admin())
    words = {"email": "Ny@Example.org", "name": "Ny Person", "language": "sv", "password1": "granfrost-2027"}

    form = client.get("/admin/users/new/")
    client.post("/admin/users/new/", words | {"password2": "granfrost-2027", "is_superuser": ""})

    assert {"name", "language", "email"} <= set(form.context["form"].fields)
    assert not {"first_name", "last_name", "username"} & set(form.context["form"].fields)
    person = User.objects.get(email__iexact="ny@example.org")
    assert (person.email, person.name, person.language) == ("ny@example.org", "Ny Person", "sv")
    assert client.get(f"/admin/users/edit/{person.pk}/").status_code == 200


def test_editor_can_use_images_documents_terms_and_redirects(client):
    image, document = make_image(), make_document()
    models.CatalogueTerm.objects.create(kind="topic", code="ros", name_nb="ROS")
    client.force_login(make_admin())

    for address in (
        "images/",
        f"images/{image.pk}/",
        "documents/",
        f"documents/edit/{document.pk}/",
        "snippets/cms/catalogueterm/",
        "snippets/cms/catalogueterm/add/",
        "redirects/",
        "reports/site-history/",
        "workflows/list/",
        "locales/",
    ):
        assert client.get(f"/admin/{address}").status_code == 200, address


def test_right_to_see_the_outbox_can_be_given(client):
    post()
    person = make_user()
    person.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", "view_outboxmessage"]))
    client.force_login(person)

    assert client.get("/admin/outbox/").status_code == 200
