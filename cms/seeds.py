"""The demo's people and pages. Safe to run again: what is there already is left as it is."""

import json
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from django.contrib.auth.models import Group
from django.core.files import File
from django.core.files.images import ImageFile
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Locale, Page, Site

from . import clock
from .demo import people as demo
from .demo.course_files import MEDIA, CourseFiles, MediaIds, Raw, raw_stream, read_courses
from .demo.organisations import seed_agreements, seed_organisation_facts, seed_places, seed_what_waits
from .demo.site_texts import CENTRE, HOMES, NEWS, TERMS
from .models import (
    CataloguePage,
    CatalogueTerm,
    CentreSettings,
    ContactPage,
    CoursePage,
    HomePage,
    LessonPage,
    ModulePage,
    NewsIndexPage,
    NewsPage,
    StandardPage,
)
from .organisation_seeds import seed_organisations
from .people.domain.people import join_organisation, register_person
from .people.domain.roles import MODERATORS, give_role, set_up_roles
from .people.models import Organisation, User
from .people.roles import GIVEN_ROLES

# The academy has been open for a while: some certificates have had time to expire.
OPENED = timedelta(days=1100)
# Since everybody has last signed in.
SEEN = timedelta(days=6)


def seed() -> None:
    """Everything of the ground floor that the demo shows."""
    opened_at = clock.now() - OPENED
    seed_places()
    seed_people(at=opened_at)
    seed_organisation_facts(at=opened_at)
    seed_agreements(at=opened_at)
    seed_what_waits(at=clock.now())
    seed_site(at=opened_at)
    for files in read_courses():
        seed_course(files, at=opened_at)


def seed_people(*, at: datetime) -> None:
    organisations = {one.key: _organisation(one) for one in demo.ORGANISATIONS}
    for person in demo.PEOPLE:
        if not User.objects.filter(email=person.email).exists():
            _person(person, organisations[person.organisation], at=at)
    seed_organisations(organisations, at=at)
    _give_roles(at=at)


def _give_roles(*, at: datetime) -> None:
    """Those of the school have each one role; the editor also approves, so that one person can show it all."""
    set_up_roles(at=at)
    by_key = {role.key: role for role in GIVEN_ROLES}
    for person, key in demo.STAFF.items():
        give_role(user=User.objects.get(email=person.email), role=by_key[key], by=None, at=at)
    User.objects.get(email=demo.EDITOR.email).groups.add(Group.objects.get(name=MODERATORS))


def _organisation(given: demo.DemoOrganisation) -> Organisation:
    values = {"kind": given.kind, "number": given.number, "size_class": given.size}
    return Organisation.objects.get_or_create(name=given.name, defaults=values)[0]


def _person(given: demo.DemoPerson, organisation: Organisation, *, at: datetime) -> None:
    user = register_person(
        email=given.email,
        name=given.name,
        language=given.language,
        password_hash=demo.DEMO_PASSWORD_HASH,
        by=None,
        at=at,
    )
    # Accounts that nobody has used for years are warned.
    User.objects.filter(pk=user.pk).update(last_login=clock.now() - SEEN)
    join_organisation(
        user=user, organisation=organisation, role=given.role, starts_on=timezone.localdate(at), by=None, at=at
    )


def seed_site(*, at: datetime) -> None:
    for position, (kind, code, names) in enumerate(TERMS, start=1):
        values = dict(zip(("name_nb", "name_nn", "name_sv", "name_en"), names, strict=True))
        CatalogueTerm.objects.get_or_create(kind=kind, code=code, defaults=values | {"position": position})
    homes = {language: _home(language, at=at) for language in HOMES}
    site = Site.objects.get(is_default_site=True)
    if site.root_page_id != homes["nb"].pk:
        _put_in_front(site, homes["nb"])
    CentreSettings.objects.get_or_create(site=site, defaults=CENTRE)


def _put_in_front(site: Site, home: HomePage) -> None:
    """The demo's front page takes the place of Wagtail's welcome page."""
    welcome = site.root_page
    site.root_page, site.site_name = home, CENTRE["name"]
    site.save()
    if type(welcome.specific) is Page and welcome.depth == 2:
        welcome.delete()


def _home(language: str, *, at: datetime) -> HomePage:
    texts = HOMES[language]
    locale = Locale.objects.get_or_create(language_code=language)[0]
    if home := HomePage.objects.filter(locale=locale).first():
        return home
    root = Page.objects.get(depth=1)
    first = HomePage.objects.first()
    home = HomePage(title=texts["title"], slug=f"home-{language}", lead=texts["lead"], locale=locale)
    if first:
        home.translation_key = first.translation_key
    _add(root, home, at=at)
    _pages_below(home, texts, at=at)
    return home


def _pages_below(home: HomePage, texts: dict, *, at: datetime) -> None:
    add = partial(_add, home, at=at)
    for page_class, key in ((CataloguePage, "catalogue"), (NewsIndexPage, "news_index"), (ContactPage, "contact")):
        if key in texts:
            title, slug, lead = texts[key]
            page = page_class(title=title, slug=slug, lead=lead, show_in_menus=True)
            if key == "contact":
                page.thanks = texts["thanks"]
            add(page)
            if key == "news_index":
                _news(page, at=at)
    for title, slug, lead, paragraphs in texts["pages"]:
        add(
            StandardPage(
                title=title, slug=slug, lead=lead, body=_article(paragraphs), show_in_menus=slug.startswith("om-")
            )
        )


def _news(index: NewsIndexPage, *, at: datetime) -> None:
    for number, (title, slug, lead, paragraphs) in enumerate(NEWS):
        date = clock.today() - timedelta(days=9 + 23 * number)
        _add(index, NewsPage(title=title, slug=slug, lead=lead, date=date, body=_article(paragraphs)), at=at)


def _article(paragraphs: list[str]) -> str:
    return json.dumps([{"type": "text", "value": {"text": paragraph}} for paragraph in paragraphs])


def seed_course(files: CourseFiles, *, at: datetime) -> CoursePage:
    """One course with its modules, lessons, images and files."""
    catalogue = CataloguePage.objects.get(locale__language_code=files.locale)
    if page := CoursePage.objects.child_of(catalogue).filter(slug=files.slug).first():
        return page
    media = MediaIds(image=partial(_image_id, files.slug), document=partial(_document_id, files.slug))
    page = _course_page(files, media)
    _add(catalogue, page, at=at)
    for slug, module in files.modules:
        module_page = ModulePage(title=module["title"], slug=slug, summary=module["summary"])
        _add(page, module_page, at=at)
        for lesson in module["lessons"]:
            _add_lesson(module_page, lesson, files, media, at=at)
    return page


def add_later_lessons(files: CourseFiles, *, at: datetime) -> list[LessonPage]:
    """What came into a course after it was first published; nothing when it is there already."""
    module = ModulePage.objects.get(slug=files.later["module"], locale__language_code=files.locale)
    known = set(LessonPage.objects.child_of(module).values_list("slug", flat=True))
    media = MediaIds(image=partial(_image_id, files.slug), document=partial(_document_id, files.slug))
    new = [lesson for lesson in files.later["lessons"] if lesson["slug"] not in known]
    return [_add_lesson(module, lesson, files, media, at=at) for lesson in new]


def _add_lesson(module: ModulePage, lesson: Raw, files: CourseFiles, media: MediaIds, *, at: datetime) -> LessonPage:
    where = f"{files.slug}/{module.slug}/{lesson['slug']}"
    body = json.dumps(raw_stream(lesson["blocks"], where=where, media=media))
    same = {name: lesson[name] for name in ("title", "slug", "minutes")}
    page = LessonPage(**same, required=lesson.get("required", True), body=body)
    _add(module, page, at=at)
    return page


def _course_page(files: CourseFiles, media: MediaIds) -> CoursePage:
    course = files.course
    same = ("title", "slug", "lead", "outcome", "minutes", "level", "format", "in_order", "illustration_alt")
    page = CoursePage(
        **{name: course[name] for name in same},
        about=course["about_html"],
        valid_months=course.get("valid_months"),
        illustration_id=media.image(course["illustration"]),
    )
    codes = {"topic": course["topics"], "audience": course["audiences"], "size": course["sizes"]}
    page.terms = [
        term for kind, wanted in codes.items() for term in CatalogueTerm.objects.filter(kind=kind, code__in=wanted)
    ]
    return page


def _add(parent: Page, page: Page, *, at: datetime) -> None:
    """Put a live page below another, as if it had been published then."""
    page.live = True
    page.first_published_at = page.last_published_at = at
    page.locale = getattr(page, "locale", None) or parent.locale
    if page.depth is None and parent.depth > 1:
        page.locale = parent.locale
    parent.refresh_from_db()
    parent.add_child(instance=page)


def _image_id(folder: str, name: str) -> int:
    title = f"{folder}/{name}"
    if known := Image.objects.filter(title=title).first():
        return known.pk
    with (MEDIA / folder / name).open("rb") as opened:
        return Image.objects.create(title=title, file=ImageFile(opened, name=f"{folder}-{name}")).pk


def _document_id(folder: str, name: str) -> int:
    title = f"{folder}/{name}"
    if known := Document.objects.filter(title=title).first():
        return known.pk
    with (MEDIA / folder / name).open("rb") as opened:
        return Document.objects.create(title=title, file=File(opened, name=Path(name).name)).pk
