"""Words that people wrote never become more than paragraphs, line breaks and links."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.sanitise import people_html
from tests.cms.attacks import ATTACKS

LINK = {"href", "rel"}
STEERING = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


class Reader(HTMLParser):
    """Reads HTML as strictly as a suspicious person: keeps every tag and everything that is not text."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.tags = []
        self.foreign = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_comment(self, data):
        self.foreign.append(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def assert_only_words_and_links(html):
    read = Reader(html)
    assert read.foreign == []
    for tag, attributes in read.tags:
        assert tag in {"p", "br", "a"}
        assert set(attributes) <= (LINK if tag == "a" else set())
        if "href" in attributes:
            assert re.match(r"https?://", attributes["href"])
            assert attributes["rel"] == "noopener noreferrer nofollow ugc"
    assert not STEERING.search(html)


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS.keys())
def test_attack_comes_out_as_words(attack):
    assert_only_words_and_links(people_html(attack))


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS.keys())
def test_attack_around_an_honest_address_comes_out_as_words(attack):
    html = people_html(f"{attack} https://example.org/{attack}")

    assert_only_words_and_links(html)


def test_reader_of_these_tests_sees_what_is_wrong():
    for wrong in ("<script>", "<p onclick=x>", '<a href="javascript:x" rel="">', "<!-- x -->", "<p>\u202e</p>"):
        with pytest.raises(AssertionError):
            assert_only_words_and_links(wrong)


@given(st.text())
def test_any_text_comes_out_as_words(text):
    assert_only_words_and_links(people_html(text))


SIGNS = (
    """< > " ' & &# &lt; ; / = ` <a href= javascript: data: https:// http: www. onerror= <script <svg <!-- --> ]]> ø"""
)
markup = st.sampled_from([*SIGNS.split(" "), "example.org", "\x00", "\n", "\u202e", " "])


@given(st.lists(markup | st.text(max_size=3), max_size=30).map("".join))
def test_any_mixture_of_markup_comes_out_as_words(text):
    assert_only_words_and_links(people_html(text))


def test_paragraphs_and_line_breaks_are_kept():
    assert people_html("Hei!\n\nFørste linje\nandre linje") == "<p>Hei!</p>\n\n<p>Første linje<br>andre linje</p>"


def test_signs_of_markup_are_shown_as_they_were_written():
    assert people_html("5 < 6 & 7 > 2") == "<p>5 &lt; 6 &amp; 7 &gt; 2</p>"


def test_address_becomes_a_link_that_vouches_for_nothing():
    html = people_html("Se https://lovdata.no/forskrift?a=1&b=2.")

    assert html == (
        '<p>Se <a href="https://lovdata.no/forskrift?a=1&amp;b=2" rel="noopener noreferrer nofollow ugc">'
        "https://lovdata.no/forskrift?a=1&amp;b=2</a>.</p>"
    )


def test_mail_address_stays_words():
    assert people_html("post@example.org") == "<p>post@example.org</p>"


@pytest.mark.parametrize(
    ("written", "real"),
    [
        ("https://dѕb.no/skjema", "xn--db-eoc.no"),
        ("www.аpple.com", "www.xn--pple-43d.com"),
        ("http://ｄsb.no", "dsb.no"),
    ],
)
def test_address_in_letters_that_look_like_others_says_where_it_leads(written, real):
    html = people_html(f"Se {written} nå")

    assert f"{written} ({real})</a>" in html or "<a" not in html


def test_address_in_our_own_letters_stands_as_it_is():
    assert ">https://blåbærøy.no/</a>" in people_html("https://blåbærøy.no/")


def test_address_that_no_domain_can_have_is_no_link():
    assert "<a" not in people_html(f"http://{'а' * 300}.com")


def test_address_with_a_name_before_it_leads_where_it_seems_to():
    html = people_html("https://dsb.no@evil.example/")

    assert re.findall(r'href="([^"]*)"', html) == ["https://dsb.no"]
