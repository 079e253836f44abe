import json
from itertools import count

from django.db.models import F
from wagtail.models import Locale, Page, Site

from cms.models import CataloguePage, CatalogueTerm, CoursePage, HomePage, LessonPage, ModulePage

from . import blocks

_numbers = count(1)


def make_home(language="nb"):
    """The front page of a language, made once; the bokmål one stands at the site's root, in every test."""
    locale = Locale.objects.get_or_create(language_code=language)[0]
    found = HomePage.objects.filter(locale=locale).select_related("locale").first()
    return found or _new_home(locale)


def _new_home(locale):
    home = HomePage(title="Beredskapsskolen", slug=f"home-{locale.language_code}", locale=locale)
    if locale.language_code != "nb":
        home.translation_key = make_home("nb").translation_key
    Page.objects.get(depth=1).add_child(instance=home)
    if locale.language_code == "nb":
        Site.objects.filter(is_default_site=True).update(root_page=home)
    Site.clear_site_root_paths_cache()
    return home


def make_catalogue(language="nb"):
    """All courses of a language, made once; the bokmål one is there in every test."""
    found = CataloguePage.objects.filter(locale__language_code=language).select_related("locale").first()
    return found or below(make_home(language), CataloguePage(title="Kurs", slug="kurs"))


def make_course_page(title="Beredskapsplikten", *, lessons=None, in_order=False, language="nb", modules=1, **fields):
    """A live course page; `lessons` are lists of raw blocks, spread over the modules in order."""
    number = next(_numbers)
    values = {"slug": f"kurs-{number}", "outcome": "Kan forklare plikten", "minutes": 180, **fields}
    page = CoursePage(title=title, in_order=in_order, **{"lead": "Hva loven krever.", **values})
    page.terms = [CatalogueTerm.objects.get_or_create(kind="topic", code="law", defaults={"name_nb": "Lov"})[0]]
    course = below(make_catalogue(language), page)
    lessons = lessons if lessons is not None else [[blocks.text()], [blocks.text(name="second")]]
    share = -(-len(lessons) // max(modules, 1))
    for place in range(modules):
        module = below(course, ModulePage(title=f"Modul {place + 1}", slug=f"modul-{place + 1}"))
        for offset, raw in enumerate(lessons[place * share : (place + 1) * share], start=place * share + 1):
            make_lesson_page(module, raw, title=f"Leksjon {offset}")
    return course


def make_lesson_page(module, raw, *, title="Leksjon", required=True):
    page = LessonPage(title=title, slug=f"leksjon-{next(_numbers)}", body=json.dumps(raw), required=required)
    return below(module, page)


def translate(page, language):
    """A live copy of a page and everything below it in another language, as Wagtail makes them."""
    locale = Locale.objects.get_or_create(language_code=language)[0]
    copy = page.copy_for_translation(locale, copy_parents=True)
    copy.save_revision().publish()
    for child in page.get_children().specific():
        translate(child, language)
    return type(page).objects.get(pk=copy.pk)


def below(parent, page):
    """A page in its place, as Wagtail's `add_child` leaves it but for its line in the log. Its values are cleaned;
    whether its locale exists and its slug is free is not asked, which was half of a page's time.
    """
    parent.refresh_from_db(fields=("path", "depth", "numchild", "url_path"))
    last = parent.get_last_child() if parent.numchild else None
    page.locale, page.depth = parent.locale, parent.depth + 1
    page.path = last._inc_path() if last else page._get_path(parent.path, page.depth, 1)
    page._cached_parent_obj = parent
    page._set_core_field_defaults()
    page.clean_fields(exclude=("locale", "content_type"))
    Page.objects.filter(pk=parent.pk).update(numchild=F("numchild") + 1)
    parent.numchild += 1
    page.save(clean=False, log_action=None)
    return page
