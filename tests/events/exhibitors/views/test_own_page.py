"""An exhibitor's own page: opened by its link alone, and nothing on it is anybody else's."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from events.domain.occurrences import cancel, postpone
from events.exhibitors.domain.applications import refuse
from events.exhibitors.domain.leads import scan_badge, share
from events.exhibitors.domain.renewing import send_new_link
from events.exhibitors.domain.tasks import set_task
from events.exhibitors.enums import ExhibitorState
from events.exhibitors.links import page_path, scan_url
from events.exhibitors.models import Exhibitor
from tests.factories.events import AT, STARTS, make_category, make_place
from tests.factories.exhibitors import fresh, make_exhibitor, make_package, somebody_applies
from tests.factories.people import make_user
from tests.factories.pictures import a_photo
from tests.factories.programme import upload
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
EN = {"accept-language": "en"}


def html_of(exhibitor):
    return Client().get(page_path(exhibitor), headers=EN).content.decode()


def save(exhibitor, **values):
    values = {"description": "Vi lager strøm.", "power_watts": 100, "tables": 2, "needs": "", **values}
    return Client().post(page_path(exhibitor), values, headers=EN)


def task_of(exhibitor):
    set_task(occurrence=exhibitor.occurrence, titles={"nb": "Send logo"}, due_date=AT.date(), by=None, at=AT)
    return exhibitor.tasks.get()


def a_lead(exhibitor, *, name="Kari Brekke", **fields):
    visitor = make_place(make_category(exhibitor.occurrence), name=name)
    share(place=visitor, fields=["name"], by=None, at=AT)
    return scan_badge(exhibitor=exhibitor, code=visitor.code, by=None, at=STARTS, **fields).lead


def test_the_page_of_a_confirmed_exhibitor_leads_everywhere():
    exhibitor = make_exhibitor(stand="B7")
    task_of(exhibitor)

    html = html_of(exhibitor)

    for words in ("Confirmed", "B7", "Send logo", "3 places", "3 have no names yet", "/bookings/", "/exhibiting/scan/"):
        assert words in html


def test_words_logo_and_needs_are_saved_together():
    exhibitor = make_exhibitor()

    response = save(exhibitor, url="https://example.org", shown="on", logo=upload(a_photo(), "logo.jpg"))

    assert response.status_code == 302
    kept = fresh(exhibitor)
    assert (kept.descriptions, kept.url, kept.shown_since) == ({"en": "Vi lager strøm."}, "https://example.org", AT)
    assert (kept.power_watts, kept.tables, bool(kept.logo)) == (100, 2, True)


@pytest.mark.parametrize(("field", "value"), [("power_watts", 1001), ("tables", 4)])
def test_more_than_the_package_holds_is_refused_where_it_stands(field, value):
    exhibitor = make_exhibitor()

    response = save(exhibitor, **{field: value})

    assert response.status_code == 422
    assert "needs more than" in response.context["form"].errors[field][0]
    assert f'value="{value}"' in response.content.decode()


def test_words_are_kept_when_the_logo_is_refused():
    exhibitor = make_exhibitor()

    response = save(exhibitor, logo=upload(b"<svg onload=alert(1)>", "logo.png"))

    assert response.status_code == 422
    assert fresh(exhibitor).descriptions == {"en": "Vi lager strøm."}


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "ftp://example.org/x", "https://"])
def test_only_addresses_of_the_web_are_shown(url):
    exhibitor = make_exhibitor()

    assert save(exhibitor, url=url).status_code == 422
    assert fresh(exhibitor).url == ""


def test_a_task_is_done_and_not_after_all():
    exhibitor = make_exhibitor()
    task = task_of(exhibitor)

    for do, done in (("done", True), ("open", False)):
        Client().post(page_path(exhibitor, "exhibitor_task", task.pk), {"do": do})
        task.refresh_from_db()
        assert bool(task.done_at) == done


def test_a_task_of_another_exhibitor_is_not_theirs():
    package = make_package(number=9)
    mine, other = make_exhibitor(package), make_exhibitor(package)
    task_of(mine)

    response = Client().post(page_path(mine, "exhibitor_task", other.tasks.get().pk), {"do": "done"})

    assert response.status_code == 404
    assert other.tasks.get().done_at is None


def test_leads_are_downloaded_without_formulas_and_only_theirs():
    package = make_package(number=9)
    exhibitor, other = make_exhibitor(package), make_exhibitor(package)
    a_lead(exhibitor, name="=HYPERLINK(1)", note="+47 99")
    a_lead(other, name="Nils Vik")

    response = Client().post(page_path(exhibitor, "exhibitor_leads"), headers=EN)
    lines = b"".join(response.streaming_content).decode().splitlines()

    assert len(lines) == 2
    assert "'=HYPERLINK(1)" in lines[1]
    assert "'+47 99" in lines[1]
    assert exhibitor.leads.get().downloaded_at == AT
    assert other.leads.get().downloaded_at is None
    assert Client().get(page_path(exhibitor, "exhibitor_leads")).status_code == 405


def test_who_took_it_back_is_named_by_number():
    exhibitor = make_exhibitor()
    visitor = a_lead(exhibitor).place
    Client().post(page_path(exhibitor, "exhibitor_leads"))
    share(place=visitor, fields=[], by=None, at=AT)

    html = html_of(exhibitor)

    assert "taken back what they shared: number 1" in html
    assert "Kari Brekke" not in html


def test_an_offer_is_answered_by_buttons():
    package = make_package(number=1)
    first, second = somebody_applies(package), somebody_applies(package)
    refuse(exhibitor=first, reason="", by=make_user(), at=AT)
    path = page_path(second, "answer_stand_offer")

    assert Client().get(path).status_code == 200
    assert fresh(second).state == ExhibitorState.OFFERED
    Client().post(path, {"do": "yes"})
    assert fresh(second).state == ExhibitorState.APPLIED
    assert Client().get(path).status_code == 410


@pytest.mark.parametrize(("off", "said"), [(cancel, "It is cancelled."), (postpone, "The offer has run out")])
def test_no_offer_of_what_is_off_is_to_be_answered(off, said):
    package = make_package(number=1)
    first, second = somebody_applies(package), somebody_applies(package)
    refuse(exhibitor=first, reason="", by=make_user(), at=AT)
    off(occurrence=package.occurrence, reason="Flom", by=None, at=AT)

    answer = Client().get(page_path(second, "answer_stand_offer"), headers=EN)

    assert (answer.status_code, said in answer.content.decode()) == (410, True)
    assert "Answer the offer" not in html_of(second)


def test_saying_no_gives_it_to_the_next():
    package = make_package(number=1)
    first, second, third = (somebody_applies(package) for _ in range(3))
    refuse(exhibitor=first, reason="", by=make_user(), at=AT)

    Client().post(page_path(second, "answer_stand_offer"), {"do": "no"})

    assert [fresh(one).state for one in (second, third)] == [ExhibitorState.CANCELLED, ExhibitorState.OFFERED]


def test_a_stand_is_given_back_by_a_button():
    exhibitor = make_exhibitor()
    path = page_path(exhibitor, "give_stand_back")

    Client().get(path)
    assert fresh(exhibitor).state == ExhibitorState.CONFIRMED
    Client().post(path)
    assert fresh(exhibitor).state == ExhibitorState.CANCELLED


def test_links_that_are_wrong_old_or_for_something_else_lead_nowhere():
    exhibitor = make_exhibitor()
    page, scanning = page_path(exhibitor), scan_url(exhibitor)
    token = scanning.split("/")[-2]
    old = Exhibitor.objects.get()
    send_new_link(exhibitor=exhibitor, by=None, at=AT)

    paths = (page, f"/exhibiting/{token}/", "/exhibiting/x/", "/exhibiting/scan/x/", f"/exhibiting/scan/{token}/")
    assert {Client().get(one).status_code for one in paths} == {404}
    assert page_path(fresh(exhibitor)) != page_path(old)


def test_the_link_of_scanning_opens_no_page():
    exhibitor = make_exhibitor()
    token = scan_url(exhibitor).split("/")[-2]

    assert Client().get(f"/exhibiting/{token}/").status_code == 404
    assert Client().post(f"/exhibiting/{token}/leads/").status_code == 404


def test_links_end_ninety_days_after():
    exhibitor = make_exhibitor()

    with time_machine.travel(exhibitor.occurrence.ends_at + timedelta(days=91), tick=False):
        assert Client().get(page_path(exhibitor)).status_code == 404


@pytest.mark.parametrize("leads", [1, 3])
def test_the_page_asks_as_much_for_one_lead_as_for_many(leads):
    exhibitor = make_exhibitor()
    task_of(exhibitor)
    for number in range(leads):
        a_lead(exhibitor, name=f"Kari {number}")
    html_of(exhibitor)

    with count_queries() as asked:
        html_of(exhibitor)

    assert len(asked) == 6, asked
