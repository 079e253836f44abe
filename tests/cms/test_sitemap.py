"""What search engines are told of, and addresses of files and old pages."""

import re

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction, Site

from cms.models import StandardPage
from tests.factories.media import make_document
from tests.factories.pages import below, make_course_page, make_home, translate

pytestmark = pytest.mark.django_db


def told(client):
    response = client.get("/sitemap.xml")
    assert (response.status_code, response["Content-Type"]) == (200, "application/xml")
    return sorted(re.findall(r"<loc>https?://[^/]+(/[^<]*)</loc>", response.content.decode()))


def make_page(title, *, live=True):
    return below(make_home(), StandardPage(title=title, slug=title.lower(), live=live))


def test_sitemap_tells_of_live_public_pages_only(client):
    make_page("Om")
    make_page("Utkast", live=False)
    PageViewRestriction.objects.create(page=make_page("Styret"), restriction_type="login")

    assert told(client) == ["/nb/", "/nb/kurs/", "/nb/om/"]


def test_sitemap_gives_public_addresses_whatever_host_the_site_was_left_with(client, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://skolen.example.org"
    Site.objects.update(hostname="localhost", port=80)

    assert b"<loc>https://skolen.example.org/nb/</loc>" in client.get("/sitemap.xml").content


def test_sitemap_tells_of_every_language(client):
    translate(make_page("Om"), "sv")

    assert told(client) == ["/nb/", "/nb/kurs/", "/nb/om/", "/sv/", "/sv/om/"]


def test_sitemap_tells_of_courses_and_not_of_the_lessons_that_lead_to_them(client):
    course = make_course_page()

    assert told(client) == ["/nb/", "/nb/kurs/", course.url]


def test_old_address_leads_to_the_new_one(client):
    make_home()
    page = make_page("Om")
    Redirect.objects.create(old_path="/gammel", redirect_page=page)
    Redirect.objects.create(old_path="/flyktig", redirect_link="https://example.org/", is_permanent=False)

    lasting, passing = client.get("/gammel/"), client.get("/flyktig")

    assert (lasting.status_code, lasting.url) == (301, page.get_url())
    assert (passing.status_code, passing.url) == (302, "https://example.org/")


def test_old_address_does_not_hide_a_page_that_is_there(client):
    page = make_page("Om")
    Redirect.objects.create(old_path="/nb/om", redirect_link="https://example.org/", site=Site.objects.get())

    assert client.get(page.url).status_code == 200


def test_document_is_given_and_an_unknown_one_is_not_found(client):
    document = make_document("plan.pdf", b"%PDF-1.7")

    response = client.get(document.url)

    assert (response.status_code, response.getvalue()) == (200, b"%PDF-1.7")
    assert client.get(f"/documents/{document.pk + 1}/plan.pdf").status_code == 404
    assert client.get(f"/documents/{document.pk}/annet.pdf").status_code == 404


def test_document_of_a_restricted_collection_asks_to_sign_in(client):
    collection = Collection.get_first_root_node().add_child(name="Styret")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    document = make_document("plan.pdf")
    Document.objects.update(collection=collection)

    response = client.get(document.url)

    assert (response.status_code, response.url.startswith("/accounts/login/")) == (302, True)
