"""Each component, rendered from plain values as templates hand them over."""

import pytest
from django.utils import translation

from tests.database import ROOT
from theme import samples

from .markup import POISON, filled, loose_ends, read, render, shape, texts

CARD = {"title": "Øvelse", "url": "/kurs/", "level": 2}
BUTTON = {"text": "Lagre", "kind": "second", "icon": "check", "name": "what", "value": "save"}
LESSON = {"title": "Leksjon", "url": "/l/", "minutes": 5, "state": "locked", "reason": "Åpnes senere"}
CONTENT = {"kicker": "I dag", "text": "Tekst", "image_url": "/b.png", "image_alt": "Bilde", "meta": ["a", "b"]}
COURSE = {"lead": "Om", "minutes": 90, "level_text": "Lett", "format_text": "Nett", "state_text": "Ferdig"}
CERTIFICATE = samples.CERTIFICATES[0] | {"name": "Kari", "valid_text": "i morgen", "verify_url": "/verify/"}
VALUES = {
    "bars": {"bars": [{"label": "Ja", "value": "11", "share": 92}, {"label": "Nei", "value": "1", "share": 8}]},
    "alert": {"tone": "warning", "title": "Obs", "text": "Se her", "role": "status"},
    "badge": {"text": "Nytt", "tone": "good", "icon": "check"},
    "button": BUTTON,
    "card": CARD | CONTENT | {"kind": "sand"},
    "certificate_card": CARD | CERTIFICATE | {"title": "Øvelse"},
    "course_card": CARD | COURSE | {"done": 1, "total": 2},
    "disclosure": {"title": "Hva?", "text": "Det."},
    "empty": {"title": "Ingenting", "text": "Ennå", "url": "/", "label": "Videre", "icon": "inbox"},
    "facts": {"facts": samples.FACTS},
    "lesson_nav": {"previous": LESSON, "next": LESSON},
    "mark": {},
    "messages": {"messages": [{"level_tag": "success", "message": "Lagret"}]},
    "outline": {"modules": samples.MODULES, "level": 3},
    "outline_lesson": {"lesson": LESSON},
    "person": {"name": "Kari Østby", "role": "Rådgiver"},
    "progress": {"done": 3, "total": 8, "label": "Kurset", "text": ""},
    "ridge": {},
    "ridge_footer": {},
    "ridge_picture": {},
    "rubric": {"criteria": samples.CRITERIA, "open": True},
    "save_status": {"saved_at": "10.42"},
    "scripts_htmx": {},
    "scripts_lesson": {},
    "security_note": {},
    "steps": {"steps": samples.STEPS},
    "table": {"caption": "Tall", "columns": ["a", "b"], "rows": [["x", "1"]], "row_heads": True, "numeric": 2},
    "tags": {"tags": [*samples.TAGS, "bare et ord"]},
    "timeline": {"entries": samples.TIMELINE},
}  # fmt: skip
# Drawn by tags that take a form or a list; tests/theme/test_theme_tags.py has them.
BY_TAG = {"breadcrumb", "error_summary", "pagination"}
BY_TAG |= {
    "fields",
    "field_control",
    "field_errors",
    "field_group",
    "field_label",
    "field_tick",
    "field_words",
}


def drawn(name, /, **values):
    return render(f"theme/components/{name}.html", **values)


def test_every_component_is_tested():
    names = {path.stem for path in (ROOT / "theme/templates/theme/components").glob("*.html")}

    assert names == VALUES.keys() | BY_TAG


@pytest.mark.parametrize("name", VALUES)
def test_nothing_in_a_component_is_loose(name):
    assert loose_ends(drawn(name, **VALUES[name])) == []


@pytest.mark.parametrize("name", VALUES)
def test_no_value_of_a_component_changes_its_markup(name):
    hostile, harmless = (drawn(name, **filled(VALUES[name], words)) for words in (POISON, "x"))

    assert shape(hostile) == shape(harmless)


@pytest.mark.parametrize("name", sorted(VALUES.keys() - {"table", "progress"}))
def test_component_without_values_still_renders(name):
    assert "None" not in str(drawn(name))


def test_alert_prints_html_only_when_it_is_called_html():
    told, shown = drawn("alert", text="<b>x</b>"), drawn("alert", html="<b>x</b>")

    assert (told.b, shown.b.get_text()) == (None, "x")


def test_button_is_a_link_where_it_leads_somewhere_and_submits_where_it_does_not():
    link, button = drawn("button", **BUTTON, url="/x/").a, drawn("button", **BUTTON).button

    assert (link["href"], texts(link)) == ("/x/", "Lagre")
    assert (button["type"], button["name"], button["value"]) == ("submit", "what", "save")


@pytest.mark.parametrize("name", ["card", "course_card", "certificate_card"])
@pytest.mark.parametrize(("level", "tag"), [(None, "h3"), (2, "h2")])
def test_title_of_a_card_has_the_level_its_page_asks_for(name, level, tag):
    assert texts(drawn(name, **VALUES[name] | {"level": level}).find(tag)) == VALUES[name]["title"]


def test_whole_card_has_one_link_named_by_its_title():
    assert [texts(link) for link in drawn("course_card", **VALUES["course_card"]).find_all("a")] == ["Øvelse"]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nb", ["Gyldig", "Utløpt", "Trukket tilbake", "Erstattet av et nyere"]),
        ("en", ["Valid", "Expired", "Revoked", "Replaced by a newer one"]),
    ],
)
def test_certificate_says_in_words_whether_it_counts(language, words):
    with translation.override(language):
        states = ("valid", "expired", "revoked", "superseded")
        said = [texts(drawn("certificate_card", title="x", number="1", state=state).p) for state in states]

    assert said == words


@pytest.mark.parametrize(
    ("state", "norwegian", "english"),
    [
        ("done", "Leksjon (Fullført)", "Leksjon (Done)"),
        ("current", "Leksjon (Du er her)", "Leksjon (You are here)"),
        ("open", "Leksjon (Ikke begynt)", "Leksjon (Not started)"),
        ("locked", "Leksjon (Låst)", "Leksjon (Locked)"),
        ("not_required", "Leksjon Frivillig", "Leksjon Not required"),
    ],
)
def test_lesson_says_in_words_how_it_stands(state, norwegian, english):
    said = []
    for language in ("nb", "en"):
        with translation.override(language):
            said.append(texts(drawn("outline_lesson", lesson={"title": "Leksjon", "state": state})))

    assert said == [norwegian, english]


def test_locked_lesson_is_no_link_and_says_why():
    with translation.override("nb"):
        soup = drawn("outline_lesson", lesson=LESSON | {"url": ""})

    assert soup.a is None
    assert texts(soup) == "Leksjon Låst: Åpnes senere 5 min"


def test_outline_tells_where_the_reader_is_and_how_much_is_done():
    with translation.override("nb"):
        soup = drawn("outline", modules=samples.MODULES)

    assert [texts(row.find(class_="outline__name")) for row in soup.find_all(attrs={"aria-current": "page"})] == [
        "Tre hendelser er nok"
    ]
    assert texts(soup.h3) == "Hva loven krever Fullført: 2/2"


@pytest.mark.parametrize(("language", "words"), [("nb", "3 av 8 fullført 37 %"), ("en", "3 of 8 done 37 %")])
def test_progress_is_a_bar_with_a_name_and_the_same_in_words(language, words):
    with translation.override(language):
        soup = drawn("progress", done=3, total=8, label="Kurset")

    assert (soup.progress["value"], soup.progress["max"], soup.progress["aria-label"]) == ("3", "8", "Kurset")
    assert texts(soup.p) == words


def test_progress_of_nothing_is_no_error():
    assert drawn("progress", done=0, total=0).find("progress").get_text() == "0 %"


def test_steps_say_where_one_is_and_what_is_done():
    with translation.override("nb"):
        soup = drawn("steps", steps=samples.STEPS)

    assert [texts(step) for step in soup.find_all("li")] == ["Deltakere (Fullført)", "Faktura", "Bekreft"]
    assert texts(soup.find(attrs={"aria-current": "step"})) == "Faktura"


@pytest.mark.parametrize(
    ("language", "words"),
    [("nb", ("Lagrer …", "Lagret", "Lagret 10.42")), ("en", ("Saving …", "Saved", "Saved 10.42"))],
)
def test_save_status_brings_the_words_its_script_needs(language, words):
    with translation.override(language):
        status = drawn("save_status", saved_at="10.42").p

    assert (status["data-saving"], status["data-saved"], texts(status)) == words
    assert (status["role"], bool(status["data-failed"])) == ("status", True)


def test_messages_are_announced():
    soup = drawn("messages", **VALUES["messages"])

    assert soup.find(role="status")
    assert read("").find("ul") == drawn("messages", messages=[]).find("ul")


def test_long_word_reaches_the_page_whole():
    word = "menneskerettighetsorganisasjonsberedskap" * 10

    assert texts(drawn("person", name=word, role=word)) == f"{word[0].upper()} {word} {word}"
