import pytest

from cms.file_names import disposition, plain_slug


@pytest.mark.parametrize(
    ("text", "slug"),
    [("Program Øysterheikonferansen", "program-oysterheikonferansen"), ("Loggfører", "loggforer"), ("Ære å", "aere-a")],
)
def test_no_letter_is_lost(text, slug):
    assert plain_slug(text) == slug


def test_slug_is_short_and_never_empty():
    assert plain_slug("a" * 39 + " b", most=40) == "a" * 39
    assert plain_slug("…", otherwise="fil") == "fil"


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("plan.pdf", 'inline; filename="plan.pdf"'),
        ("dørliste.pdf", "inline; filename=\"dorliste.pdf\"; filename*=utf-8''d%C3%B8rliste.pdf"),
        ('å"\r\nx: y.pdf', 'inline; filename="a\\"x: y.pdf"; filename*=utf-8\'\'%C3%A5%22%0D%0Ax%3A%20y.pdf'),
    ],
)
def test_name_is_said_so_that_everybody_understands(name, header):
    assert disposition(name, attachment=False) == header
