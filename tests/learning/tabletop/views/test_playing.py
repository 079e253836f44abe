"""The pages of a table, as a browser without scripts goes through them."""

import pytest
from django.urls import reverse

from cms import clock
from learning.tabletop.models import Decision, TabletopRun
from tests.factories import blocks
from tests.factories.blocks import block_id
from tests.factories.learning import make_course, make_enrolment
from tests.factories.tabletop import (
    OPEN_HALL,
    QUESTION,
    WAIT,
    again,
    finish,
    inject,
    keys_of,
    leader,
    make_group,
    make_run,
    make_tabletop_course,
    make_timed,
    say,
    step,
    tabletop,
    tabletop_of,
    to_debrief,
)
from tests.learning.views.desk import lesson_url, signed_in

pytestmark = pytest.mark.django_db


def hub_url(enrolment, number=1, more=""):
    key = tabletop_of(enrolment, number)
    return (
        reverse("tabletop:hub", args=[enrolment.course.slug, key["lesson_key"], key["item_key"].split(":")[1]]) + more
    )


def url(run, more=""):
    return reverse("tabletop:run", args=[run.enrolment.course.slug, run.lesson_key, run.key]) + more


def html_of(response):
    return response.content.decode()


def test_a_table_of_one_from_the_lesson_to_the_note():
    enrolment = make_enrolment(course=make_tabletop_course())
    browser = signed_in(enrolment.learner, headers={"accept-language": "en"})
    enrolment.learner.language = "en"
    enrolment.learner.save()
    lesson = html_of(browser.get(lesson_url(enrolment)))
    assert hub_url(enrolment) in lesson
    assert "Dette skjer" not in lesson
    assert "I have read this" not in lesson

    first = browser.post(hub_url(enrolment, more="begin/"), {"mode": "solo"}, follow=True)
    run = TabletopRun.objects.get()
    assert first.redirect_chain[-1][0] == url(run, "1/")
    assert "Dette skjer: power." in html_of(first)
    assert "Hallen er varm" not in html_of(first)

    decided = browser.post(url(run, "1/decide/"), {"choice": OPEN_HALL, "text": "Nå", "seen": "0"}, follow=True)
    assert "Hallen er varm." in html_of(decided)
    second = browser.post(url(run, "1/on/"), follow=True)
    assert second.redirect_chain[-1][0] == url(run, "2/")
    assert "Åpner idrettshallen" in html_of(second)
    for number in (2, 3):
        browser.post(url(run, f"{number}/decide/"), {"text": "Vi ringer", "seen": "0"})
        last = browser.post(url(run, f"{number}/on/"))
    assert last.url == url(run, "debrief/")

    point = {"text": "Skrive ut listen", "owner": "Koordinator", "due_on": "2027-01-15"}
    saved = browser.post(url(run, "debrief/"), {f"d-{QUESTION}": "Raskt", **point, "do": "save"}, follow=True)
    assert "Skrive ut listen" in html_of(saved)
    done = browser.post(url(run, "debrief/"), {f"d-{QUESTION}": "Raskt", "do": "finish"}, follow=True)
    assert done.redirect_chain[-1][0] == url(run, "note/")
    for words in ("Åpner idrettshallen", "Hallen er varm.", "Raskt", "Skrive ut listen", "Koordinator"):
        assert words in html_of(done)
    assert "This lesson is done." in html_of(browser.get(lesson_url(enrolment)))
    why = html_of(browser.get(f"/learn/{enrolment.course.slug}/why/"))
    assert "Finished with its debrief on" in why
    assert "Finished the tabletop of" in why


def test_the_way_back_is_harmless():
    run = step(make_run(), choice=WAIT)
    browser = signed_in(leader(run))

    assert browser.get(url(run, "1/")).status_code == 200
    assert browser.post(url(run, "1/on/")).url == url(run, "2/")
    assert browser.get(url(run)).url == url(run, "2/")
    assert keys_of(run) == ["power", "calls"]


def test_what_is_to_come_is_not_found():
    run = make_run()

    assert signed_in(leader(run)).get(url(run, "2/")).status_code == 404


def test_what_was_typed_survives_a_refusal():
    run = make_run()
    browser = signed_in(leader(run))

    refused = browser.post(url(run, "1/decide/"), {"text": "Vi er enige <om> alt", "seen": "0"})
    assert refused.status_code == 422
    assert "Vi er enige &lt;om&gt; alt" in html_of(refused)
    early = browser.post(url(run, "1/on/"), {"text": "Vi ringer"})
    assert early.status_code == 422

    say(run, choice=WAIT)
    other = browser.post(url(run, "1/decide/"), {"choice": OPEN_HALL, "text": "Fra en annen fane", "seen": "0"})
    assert other.status_code == 409
    assert "Fra en annen fane" in html_of(other)
    assert Decision.objects.count() == 1


@pytest.mark.parametrize("seen", ["", "-1", "x", "9" * 40, "²", "\x00"])
def test_a_broken_form_is_read_as_a_first_one(seen):
    run = make_run()

    assert signed_in(leader(run)).post(url(run, "1/decide/"), {"choice": WAIT, "seen": seen}).status_code == 302
    assert Decision.objects.count() == 1


@pytest.mark.parametrize("form", [{}, {"mode": "choir"}, {"mode": "solo\x00"}])
def test_a_run_that_is_not_said_how_is_not_begun(form):
    enrolment = make_enrolment(course=make_tabletop_course())

    assert signed_in(enrolment.learner).post(hub_url(enrolment, more="begin/"), form).status_code == 422
    assert not TabletopRun.objects.exists()


def test_a_lesson_with_a_quiz_is_done_by_both():
    enrolment = make_enrolment(course=make_course(lessons=[[tabletop(), blocks.quiz()]]))

    html = html_of(signed_in(enrolment.learner).get(lesson_url(enrolment)))

    assert hub_url(enrolment) in html


def test_a_table_that_is_stopped_can_be_begun_anew():
    run = make_run()
    browser = signed_in(leader(run))
    hub = html_of(browser.get(hub_url(run.enrolment)))
    assert 'name="mode"' not in hub

    assert browser.post(url(run, "stop/")).url == hub_url(run.enrolment)
    assert 'name="mode"' in html_of(browser.get(hub_url(run.enrolment)))
    assert browser.get(url(run)).url == url(run, "note/")
    assert browser.get(url(run, "note/")).status_code == 200
    assert browser.get(url(run, "note.md")).url == url(run)


# --- By the clock ------------------------------------------------------------------------------------


def test_without_scripts_a_button_looks_whether_something_has_happened():
    run = make_timed(inject("one"), inject("two", minutes=60))
    run.clock_since = run.started_at = clock.now()
    run.save()
    browser = signed_in(leader(run))

    assert browser.post(url(run, "1/on/")).url == url(run, "1/")
    assert browser.get(url(run, "status/")).json() == {"state": "running", "number": 1, "due": False}
    TabletopRun.objects.update(clock_seconds=3600)
    assert browser.get(url(run, "status/")).json() == {"state": "running", "number": 1, "due": True}
    assert browser.post(url(run, "1/on/")).url == url(run, "2/")


def test_the_clock_can_be_stopped_and_done_without():
    run = make_timed()
    browser = signed_in(leader(run))
    html = html_of(browser.get(url(run, "1/")))
    assert 'value="pause"' in html
    assert 'value="steps"' in html
    assert 'role="status"' in html

    browser.post(url(run, "clock/"), {"do": "pause"})
    assert again(run).clock_since is None
    assert 'value="resume"' in html_of(browser.get(url(run, "1/")))
    browser.post(url(run, "clock/"), {"do": "resume"})
    browser.post(url(run, "clock/"), {"do": "nonsense"})
    browser.post(url(run, "clock/"), {"do": "steps"})
    assert again(run).pace == "stepped"


# --- A group -----------------------------------------------------------------------------------------


def test_others_join_see_the_same_and_comment():
    run = make_run(mode="group")
    other = make_enrolment(course=run.enrolment.course)
    browser = signed_in(other.learner)

    wrong = browser.post(hub_url(other, more="join/"), {"code": "AAAAAA"})
    assert (wrong.status_code, "AAAAAA" in html_of(wrong)) == (422, True)
    joined = browser.post(hub_url(other, more="join/"), {"code": run.code}, follow=True)
    assert "Dette skjer: power." in html_of(joined)
    assert run.code not in html_of(joined)
    browser.post(url(run, "1/decide/"), {"text": "Hva med hallen?", "seen": "0"})

    page = html_of(signed_in(leader(run)).get(url(run, "1/")))
    assert "Hva med hallen?" in page
    assert run.code in page
    assert other.learner.name in page


def test_whoever_waits_for_the_others_reads_the_code_first():
    run = make_run(mode="group")
    other = make_enrolment(course=run.enrolment.course)
    browser = signed_in(leader(run))

    alone = html_of(browser.get(url(run, "1/")))
    signed_in(other.learner).post(hub_url(other, more="join/"), {"code": run.code})
    together = html_of(browser.get(url(run, "1/")))

    assert (alone.count(run.code), together.count(run.code)) == (1, 1)
    assert alone.index(run.code) < alone.index('id="decision"')
    assert together.index(run.code) > together.index('id="decision"')


def test_only_the_leader_moves_the_table():
    run, [person] = make_group()
    say(run, choice=WAIT)
    browser = signed_in(person)

    assert browser.post(url(run, "1/on/")).url == url(run)
    assert keys_of(run) == ["power"]
    for more in ("stop/", "clock/"):
        browser.post(url(run, more), {"do": "pause"})
    assert (again(run).state, again(run).clock_since is None) == ("running", False)
    to_debrief(run)
    assert browser.get(url(run, "debrief/")).status_code == 200
    assert browser.post(url(run, "debrief/"), {"do": "finish"}).url == url(run)


def test_whoever_leaves_finds_nothing_there_any_more():
    run, [person] = make_group()
    browser = signed_in(person)

    assert browser.post(url(run, "leave/")).url == hub_url(run.enrolment)
    assert browser.get(url(run, "1/")).status_code == 404


def test_a_page_that_is_past_leads_to_where_the_table_is():
    run = finish(make_run())
    browser = signed_in(leader(run))

    assert browser.post(url(run, "1/decide/"), {"choice": WAIT, "seen": "1"}).url == url(run)
    assert browser.get(url(run, "debrief/")).url == url(run)
    assert browser.get(url(run, "1/decide/")).url == url(run)
    assert browser.get(url(run)).url == url(run, "note/")


def test_the_block_of_a_quiz_is_no_tabletop():
    enrolment = make_enrolment(course=make_course(lessons=[[tabletop(), blocks.quiz()]]))

    wrong = hub_url(enrolment).replace(block_id("tabletop"), block_id("quiz"))
    assert signed_in(enrolment.learner).get(wrong).status_code == 404
