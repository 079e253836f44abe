"""The tags and filters every room's templates use (theme/templatetags/theme.py)."""

from datetime import date

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from theme.templatetags import theme

from .markup import POISON, described, label_of, loose_ends, read, texts


def drawn(source, **context):
    return read(Template("{% load theme %}" + source).render(Context(context)))


# --- Icons and words ----------------------------------------------------------------------------


def test_icon_is_decoration_unless_it_has_a_title():
    plain, titled = drawn('{% icon "check" %}').svg, drawn('{% icon "check" title=words %}', words=POISON).svg

    assert (plain["aria-hidden"], plain.use["href"]) == ("true", "/static/theme/icons.svg#check")
    assert (titled["role"], titled["aria-label"], titled.get("aria-hidden")) == ("img", POISON, None)


WORDS = {
    ("state_word", "done"): ("Fullført", "Done"),
    ("state_word", "current"): ("Du er her", "You are here"),
    ("state_word", "open"): ("Ikke begynt", "Not started"),
    ("state_word", "locked"): ("Låst", "Locked"),
    ("state_word", "not_required"): ("Frivillig", "Not required"),
    ("state_word", "unheard-of"): ("", ""),
    ("state_word", None): ("", ""),
    ("result_word", "correct"): ("Riktig", "Right"),
    ("result_word", "wrong"): ("Ikke riktig", "Not right"),
    ("result_word", "partly"): ("Delvis riktig", "Partly right"),
    ("result_word", None): ("", ""),
    ("duration", None): ("", ""),
    ("duration", 0): ("", ""),
    ("duration", 15): ("15 min", "15 min"),
    ("duration", 60): ("1 time", "1 hour"),
    ("duration", 120): ("2 timer", "2 hours"),
    ("duration", 90): ("1 t 30 min", "1 h 30 min"),
    ("duration", 60_000): ("1000 timer", "1000 hours"),
    ("day", "2027-06-30"): ("30. juni 2027", "30 June 2027"),
    ("day", date(2027, 1, 2)): ("2. januar 2027", "2 January 2027"),
    ("day", ""): ("", ""),
    ("day", None): ("", ""),
    ("day", "snart"): ("", ""),
}


@pytest.mark.parametrize(("name", "value"), WORDS)
def test_filter_says_it_in_the_readers_language(name, value):
    said = []
    for language in ("nb", "en"):
        with translation.override(language):
            said.append(getattr(theme, name)(value))

    assert tuple(said) == WORDS[name, value]


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Kari Østby", "KØ"),
        ("åse", "Å"),
        ("Anne Margrethe av Nordre Skogdal", "AS"),
        ("  čáhci  đorđe ", "ČĐ"),
        ("", ""),
        (None, ""),
    ],
)
def test_initials_are_first_letters_of_first_and_last_name(name, letters):
    assert theme.initials(name) == letters


@pytest.mark.parametrize(
    ("done", "total", "percent"),
    [(0, 8, 0), (3, 8, 37), (8, 8, 100), (999, 1000, 99), (None, 8, 0), (0, 0, 0), (1, None, 0)],
)
def test_percent_never_says_all_is_done_too_early(done, total, percent):
    assert theme.percent_of(done, total) == percent


def test_unknown_states_still_have_a_picture():
    assert (theme.state_icon("?"), theme.result_icon(None), theme.alert_icon("law")) == ("circle", "dash", "law")


# --- Forms --------------------------------------------------------------------------------------


class Form(forms.Form):
    name = forms.CharField(label="Navn", help_text="Som på kursbeviset")
    size = forms.ChoiceField(label="Størrelse", choices=[("s", "Liten"), ("l", "Stor")], widget=forms.RadioSelect)
    agree = forms.BooleanField(label="Jeg har lest dette", help_text="Hele siden")
    note = forms.CharField(label="Merknad", required=False)


class RefusingForm(Form):
    secret = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self):
        raise forms.ValidationError(POISON)


def test_each_control_has_its_label_and_help():
    soup = drawn("{% fields form %}", form=Form())

    assert loose_ends(soup) == []
    assert label_of(soup, soup.find(id="id_name")) == "Navn"
    assert described(soup, soup.find(id="id_name")) == "Som på kursbeviset"
    assert texts(soup.fieldset.legend) == "Størrelse"


def test_optional_field_says_so_unless_asked_not_to():
    with translation.override("nb"):
        said, silent = (
            drawn("{% fields form %}", form=Form()),
            drawn("{% fields form hide_optional=True %}", form=Form()),
        )

    assert label_of(said, said.find(id="id_note")) == "Merknad (valgfritt)"
    assert label_of(silent, silent.find(id="id_note")) == "Merknad"


def test_label_can_be_said_in_other_words_and_is_escaped():
    soup = drawn("{% field form.name label=words %}", form=Form(), words=POISON)

    assert label_of(soup, soup.input) == " ".join(POISON.split())


def test_errors_are_tied_to_their_controls():
    with translation.override("nb"):
        soup = drawn("{% fields form %}", form=Form({}))

        wrong = "Feil: Dette feltet er påkrevet."
        assert loose_ends(soup) == []
        assert soup.find(id="id_name")["aria-invalid"] == "true"
        assert described(soup, soup.find(id="id_name")) == f"Som på kursbeviset {wrong}"
        assert described(soup, soup.find(id="id_agree")) == f"Hele siden {wrong}"
        assert described(soup, soup.fieldset) == wrong


def test_summary_leads_to_every_wrong_field_and_the_form_says_it_once():
    form = RefusingForm({"name": ""})
    soup = drawn("{% error_summary form %}{% fields form %}", form=form)

    summary = soup.find(role="alert")
    assert [link["href"] for link in summary.find_all("a")] == ["#id_name", "#id_size", "#id_agree"]
    assert all(soup.find(id=link["href"][1:]) for link in summary.find_all("a"))
    assert (summary["tabindex"], "autofocus" in summary.attrs) == ("-1", True)
    assert soup.get_text().count(POISON) == 1
    assert soup.find("script") is None


def test_summary_is_silent_when_all_is_well_and_form_speaks_for_itself_without_it():
    assert texts(drawn("{% error_summary form %}", form=Form())) == ""
    assert POISON in drawn("{% fields form %}", form=RefusingForm({})).find(role="alert").get_text()


# --- Ways around --------------------------------------------------------------------------------


def test_breadcrumb_ends_where_the_reader_is():
    soup = drawn('{% breadcrumb "Kurs" "/kurs/" words %}', words=POISON)

    assert [(link["href"], texts(link)) for link in soup.find_all("a")] == [("/kurs/", "Kurs")]
    assert soup.find(attrs={"aria-current": "page"}).get_text() == POISON


def test_breadcrumb_takes_a_list_too_and_may_be_empty():
    items = [{"title": "Kurs", "url": "/kurs/"}, {"title": "Her", "url": ""}]

    assert texts(drawn("{% breadcrumb items=items %}", items=items)) == "Kurs Her"
    assert drawn("{% breadcrumb items=items %}", items=[]).find_all("li") == []


def pages(number, count=180, address="/?q=ros&page=3&level=a&level=b"):
    listing = Paginator(range(count), 10).page(number)
    return drawn("{% pagination page %}", page=listing, request=RequestFactory().get(address))


def test_pagination_keeps_the_readers_other_choices():
    soup = pages(3)

    assert soup.find(rel="next")["href"] == "?q=ros&page=4&level=a&level=b"
    assert soup.find(rel="prev")["href"] == "?q=ros&page=2&level=a&level=b"


def test_pagination_names_each_page_and_where_the_reader_is():
    with translation.override("en"):
        soup = pages(6)

        assert texts(soup.find(attrs={"aria-current": "page"})) == "Page 6"
        assert [texts(link) for link in soup.find_all("a")] == [
            "Previous", "Page 1", "Page 5", "Page 7", "Page 18", "Next",
        ]  # fmt: skip


def test_pagination_says_of_which_list_where_there_are_several():
    listing = Paginator(range(30), 10).page(1)
    with translation.override("en"):
        of_the_page = drawn("{% pagination page %}", page=listing)
        of_a_list = drawn("{% pagination page 'people' 'people' 'People <and> roles' %}", page=listing)

    assert (of_the_page.nav["aria-label"], of_a_list.nav["aria-label"]) == ("Pages", "Pages: People <and> roles")
    assert of_a_list.find(rel="next")["href"] == "?people=2#people"


def test_pagination_has_no_way_past_the_ends_and_none_for_one_page():
    assert pages(1).find(rel="prev") is None
    assert pages(18).find(rel="next") is None
    assert texts(pages(1, count=10)) == ""


def test_pagination_works_without_a_request_and_escapes_the_address():
    soup = drawn("{% pagination page %}", page=Paginator(range(30), 10).page(1))
    hostile = pages(1, address="/?q=%22%3E%3Cscript%3E")

    assert soup.find(rel="next")["href"] == "?page=2"
    assert hostile.find("script") is None


def test_one_summary_leads_to_what_is_wrong_in_several_forms():
    forms = [RefusingForm({"name": ""}), Form(), RefusingForm({"name": ""}, prefix="b")]
    soup = drawn("{% error_summary forms %}", forms=forms)

    (summary,) = soup.find_all(role="alert")
    assert [link["href"] for link in summary.find_all("a")][::3] == ["#id_name", "#id_b-name"]
