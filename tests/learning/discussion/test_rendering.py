"""Posts on a page: the corpus of attacks comes out as words, deceitful links say where they lead."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from learning.discussion.models import Post
from tests.cms.attacks import ATTACKS
from tests.factories.discussion import make_posts, make_teacher, make_thread
from tests.factories.learning import make_course

pytestmark = pytest.mark.django_db
ALLOWED = {"p", "br", "a"}


@pytest.fixture
def page_with(client):
    """The thread's page as it is with some texts in its posts, put there past every check."""
    course = make_course()
    client.force_login(make_teacher(course))

    def made(*texts, title="Tråd"):
        thread = make_posts(course, len(texts))[0]
        type(thread).objects.filter(pk=thread.pk).update(title=title.replace("\x00", ""))
        for post, text in zip(thread.posts.order_by("pk"), texts, strict=True):
            Post.objects.filter(pk=post.pk).update(text=text.replace("\x00", ""))
        return client.get(reverse("discussion:thread", args=[course.slug, thread.pk]))

    return made


@pytest.mark.parametrize("start", range(0, len(ATTACKS), 25))
def test_no_attack_gets_through(page_with, start):
    attacks = list(ATTACKS.values())[start : start + 25]
    answer = page_with(*attacks, title=attacks[0])

    soup = BeautifulSoup(answer.content, "html.parser")
    texts = soup.select(".post__text")
    assert len(texts) == len(attacks)
    for text in texts:
        assert {tag.name for tag in text.find_all(True)} <= ALLOWED
        assert all(set(tag.attrs) <= {"href", "rel"} for tag in text.find_all("a"))
        assert all(tag.get("href", "https://").startswith(("http://", "https://")) for tag in text.find_all("a"))
    assert soup.h1.find(True) is None
    assert [one for one in soup.find_all("script") if not one.get("src")] == []


def test_attacks_are_words_for_moderators_too(client):
    thread = make_thread(text=ATTACKS["script"], title="<b>Om</b>")
    client.force_login(make_teacher(thread.course))

    page = client.get(reverse("discussion_admin:post", args=[thread.posts.get().pk]))

    assert "<script>alert" not in page.text
    assert "<b>Om</b>" not in page.text
    assert "&lt;script&gt;alert(1)" in page.text


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("http://аpple.com/x", "(xn--pple-43d.com)"),
        ("https://blåbær.no/", None),
        ("https://www.dsb.no/", None),
        ("https://dsb。no/", None),
    ],
)
def test_a_link_that_deceives_says_where_it_leads(page_with, written, said):
    link = BeautifulSoup(page_with(f"Se {written} nå").content, "html.parser").select_one(".post__text p")

    assert written.rstrip("/") in link.text
    assert (said in link.text) if said else ("(" not in link.text)


def test_ten_thousand_signs_without_a_blank_are_shown_whole(page_with):
    word = "beredskap" * 1111

    assert word in page_with(word).text
