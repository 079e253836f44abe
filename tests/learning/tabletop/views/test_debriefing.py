"""The debrief and the note, as pages."""

import pytest
from django.utils import translation

from learning.tabletop.models import DebriefAnswer, ImprovementPoint
from tests.factories.tabletop import QUESTION, again, finish, leader, make_group, make_run, to_debrief
from tests.learning.tabletop.views.test_playing import html_of, url
from tests.learning.views.desk import signed_in

pytestmark = pytest.mark.django_db

POINT = {"text": "Skrive ut listen", "owner": "Koordinator", "due_on": "2027-01-15"}


def make_debrief():
    run = to_debrief(make_run())
    return run, signed_in(leader(run)), url(run, "debrief/")


def test_half_a_point_is_refused_and_nothing_typed_is_lost():
    _, browser, address = make_debrief()

    refused = browser.post(address, {f"d-{QUESTION}": "Raskt", "text": "Skrive ut <listen>", "do": "save"})

    assert refused.status_code == 422
    assert "Raskt" in html_of(refused)
    assert "Skrive ut &lt;listen&gt;" in html_of(refused)
    assert not ImprovementPoint.objects.exists()


def test_what_is_half_typed_saves_itself_without_the_point():
    _, browser, address = make_debrief()

    typed = {f"d-{QUESTION}": "Raskt", "text": "Skrive", "due_on": "i morgen", "do": "finish"}
    saved = browser.post(address, typed, headers={"x-requested-with": "autosave"})

    assert saved.status_code == 204
    assert DebriefAnswer.objects.get().text == "Raskt"
    assert not ImprovementPoint.objects.exists()
    assert "Raskt" in html_of(browser.get(address))


def test_an_open_question_is_pointed_out():
    run, browser, address = make_debrief()

    refused = browser.post(address, {f"d-{QUESTION}": "", **POINT, "do": "finish"})

    assert refused.status_code == 422
    assert f"d-{QUESTION}" in html_of(refused)
    assert again(run).state == "debrief"


@pytest.mark.parametrize("drop", ["x", "9" * 30, "²", "-1", ""])
def test_points_are_taken_away_and_nonsense_is_not(drop):
    run, browser, address = make_debrief()
    browser.post(address, POINT | {"do": "save"})

    assert browser.post(address, {"drop": drop}).status_code == 302
    assert ImprovementPoint.objects.count() == 1
    browser.post(address, {"drop": str(ImprovementPoint.objects.get().pk)})
    assert not ImprovementPoint.objects.exists()
    assert again(run).state == "debrief"


def test_the_note_is_fetched_as_text_in_which_what_was_written_is_no_markup():
    run, [person] = make_group()
    run = finish(run, answers={QUESTION: "# Overskrift\n<script>"})

    fetched = signed_in(person).get(url(run, "note.md"))

    text = fetched.content.decode()
    assert fetched["Content-Type"] == "text/markdown; charset=utf-8"
    assert fetched["Content-Disposition"] == 'attachment; filename="strommen-gar-2026-11-02.md"'
    assert "> # Overskrift\n> <script>" in text
    assert "Åpner idrettshallen – Vi samler oss" in text
    assert leader(run).name in text


def test_a_note_tells_what_is_over_and_says_the_day_once():
    run = finish(make_run())
    with translation.override("en"):
        page = html_of(signed_in(leader(run), headers={"accept-language": "en"}).get(url(run, "note/")))
    lead = page.split('class="lead">')[1].split("</p>")[0]

    assert "so far" not in page
    assert lead.count("20") == 1


def test_only_the_leader_is_offered_to_share():
    run, [person] = make_group()
    run = finish(run)

    assert 'value="share"' in html_of(signed_in(leader(run)).get(url(run, "note/")))
    assert 'value="share"' not in html_of(signed_in(person).get(url(run, "note/")))
    signed_in(person).post(url(run, "share/"), {"do": "share"})
    assert again(run).shared_at is None
    signed_in(leader(run)).post(url(run, "share/"), {"do": "share"})
    assert again(run).shared_at is not None
