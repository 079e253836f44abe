"""The frames of every mail, as HTML and as plain text."""

import re

import pytest
from django.template import engines
from django.utils import translation

from tests.database import ROOT

from .markup import POISON, read, texts

CENTRE = {"name": "Beredskapsskolen", "owner": "Østerhei fylkeskommune", "email": "post@skolen.example"}
ACTION = {"action_url": "http://localhost/x/?a=1&b=2", "action_label": "Åpne kurset"}
ROOMS = ("cms", "learning", "events", "mentoring")


def mail(kind, words="Hei, Kari.", **context):
    """A message in the layout, as rooms write theirs."""
    source = f'{{% extends "theme/mail/base.{kind}" %}}{{% block content %}}{{{{ words }}}}{{% endblock %}}'
    return engines["django"].from_string(source).render({"words": words, **context})


def test_html_mail_with_a_button_shows_its_address_too():
    soup = read(mail("html", centre=CENTRE, subject="Kurset", language="sv", **ACTION))

    links = [(link["href"], texts(link)) for link in soup.find_all("a")]
    assert links[:2] == [(ACTION["action_url"], "Åpne kurset"), (ACTION["action_url"], ACTION["action_url"])]
    assert (soup.html["lang"], soup.title.get_text()) == ("sv", "Kurset")


def test_html_mail_without_a_button_has_none():
    soup = read(mail("html", centre=CENTRE))

    assert [link["href"] for link in soup.find_all("a")] == ["mailto:post@skolen.example"]
    assert "Hei, Kari." in texts(soup)


def test_text_mail_says_the_same_with_the_address_written_out():
    with translation.override("nb"):
        lines = mail("txt", centre=CENTRE, **ACTION).strip().splitlines()

    assert lines == [
        "Hei, Kari.",
        "",
        "Åpne kurset:",
        "http://localhost/x/?a=1&b=2",
        "",
        "--",
        "Du får denne e-posten fordi du har en konto hos Beredskapsskolen.",
        "Beredskapsskolen · Østerhei fylkeskommune · post@skolen.example",
    ]


def test_text_mail_without_a_button_has_no_empty_promise():
    assert "http" not in mail("txt", centre=CENTRE)
    assert mail("txt", centre=CENTRE).startswith("Hei, Kari.\n")


@pytest.mark.parametrize("kind", ["html", "txt"])
def test_mail_of_a_centre_without_a_name_still_has_a_sender(kind):
    with translation.override("en"):
        words = texts(read(mail(kind)))

    assert "You get this because you have an account at Samvirke." in words
    assert words.endswith("Samvirke")


def test_html_mail_escapes_and_text_mail_does_not():
    hostile = {"centre": dict.fromkeys(CENTRE, POISON), "subject": POISON, "action_label": POISON, "action_url": POISON}
    soup = read(mail("html", POISON, **hostile))

    assert (soup.script, soup.b) == (None, None)
    assert POISON in soup.body.get_text()
    assert mail("txt", POISON, **hostile).count(POISON) >= 6


@pytest.mark.parametrize("language", ["nb", "nn", "sv", "en"])
def test_mail_says_in_the_readers_language_why_it_came(language):
    with translation.override(language):
        words = [texts(read(mail(kind, centre=CENTRE))) for kind in ("html", "txt")]
        why = translation.gettext("You get this because you have an account at %(centre)s.") % {
            "centre": CENTRE["name"]
        }

    assert all(why in said for said in words)


def test_html_mail_loads_nothing():
    assert re.findall(r"<(?:img|link|script|style|iframe)\b|url\(|@import", mail("html", centre=CENTRE, **ACTION)) == []


def test_every_mail_has_a_plain_text_twin():
    folders = [folder for room in ROOMS for folder in (ROOT / room).rglob("templates/*/mail/*") if folder.is_dir()]
    account = list((ROOT / "cms/sign_in/templates/account/email").glob("*_message.html"))

    assert folders
    assert [
        folder
        for folder in folders
        # Without words of its own, the HTML is the text in the layout of all mails.
        if {path.name for path in folder.iterdir()} | {"html.html"} != {"subject.txt", "text.txt", "html.html"}
    ] == []
    assert [path for path in account if not path.with_suffix(".txt").is_file()] == []
