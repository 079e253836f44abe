"""Publishing a course: from pages that change to a release that does not."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify
from wagtail.coreutils import string_to_ascii

from cms import audit
from cms.models import CoursePage
from cms.page_cache import forget_pages
from cms.people.models import User

from ..bank.usage import write_usage
from ..changes import Changes, changes_between
from ..frozen_media import FrozenMedia
from ..models import Course, CourseRelease, ReleaseDocument, ReleaseImage, ReleaseItem, ReleaseLesson
from ..outline import outline_of, parse_outline
from ..page_tree import CourseTree, read_tree
from ..policies import ReleasePolicy, safe_policy
from ..snapshot import SCHEMA, Snapshot, freeze_course
from .checks import Finding, check_course, stops_publishing
from .moves import plan_move


class NotReady(Exception):
    """The checks found what must be mended first."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(f"{len(findings)} findings")
        self.findings = findings


class NothingNew(Exception):
    """The pages say just what the current release says."""


class NotTheSource(Exception):
    """A course is published from the page it was first written in, not from a translation."""


class ChangedMeanwhile(Exception):
    """The pages are not what the editor looked at before deciding."""


def publish_course(
    *,
    page: CoursePage,
    by: User | None,
    at: datetime,
    note: str = "",
    policy: ReleasePolicy | None = None,
    looked_at: str = "",
) -> CourseRelease:
    """Freeze the live pages of a course into its next release and open that to new learners.

    Files are copied first; the rows are then written in one transaction. What the release changes is found out here;
    `policy` says what happens to the people of the release before it, the safe one unless told otherwise. They are
    moved in the background afterwards. With `looked_at`, the hash of what the editor saw, pages that changed since
    are refused. Raises NotTheSource, NotReady, NothingNew and ChangedMeanwhile; nothing is changed then.
    """
    course = Course.objects.filter(translation_key=page.translation_key).select_related("current_release").first()
    _refuse_translation(course, page)
    tree = read_tree(page)
    findings = check_course(tree, on=timezone.localdate(at))
    if stops_publishing(findings):
        raise NotReady(findings)
    media = FrozenMedia()
    snapshot = freeze_course(tree, media)
    if looked_at and looked_at != snapshot.content_hash:
        raise ChangedMeanwhile
    return _write_release(tree, snapshot, media, policy, by=by, at=at, note=note)


@dataclass(frozen=True)
class Preview:
    """What would be published now: its hash, what it changes (None for the first release), and if it is new at all."""

    content_hash: str
    changes: Changes | None
    is_new: bool


def preview_of(tree: CourseTree, course: Course | None) -> Preview:
    """Freeze the pages without keeping anything, and compare with the current release."""
    snapshot = freeze_course(tree, FrozenMedia(stores=False))
    current = course.current_release if course else None
    is_new = current is None or current.content_hash != snapshot.content_hash
    return Preview(snapshot.content_hash, _changes_from(current, snapshot), is_new)


def _changes_from(before: CourseRelease | None, snapshot: Snapshot) -> Changes | None:
    return changes_between(outline_of(before), parse_outline(snapshot.outline)) if before else None


def is_source(course: Course | None, page: CoursePage) -> bool:
    """Whether this is the page the course was first written in, not a translation of it."""
    if course is None or course.current_release is None:
        return True
    return outline_of(course.current_release).source_language == page.locale.language_code


def _refuse_translation(course: Course | None, page: CoursePage) -> None:
    if not is_source(course, page):
        raise NotTheSource(page.locale.language_code)


@transaction.atomic
def _write_release(
    tree: CourseTree,
    snapshot: Snapshot,
    media: FrozenMedia,
    policy: ReleasePolicy | None,
    *,
    by: User | None,
    at: datetime,
    note: str,
) -> CourseRelease:
    course = _locked_course(tree.source)
    before = course.current_release
    if before and before.content_hash == snapshot.content_hash:
        raise NothingNew
    changes = _changes_from(before, snapshot)
    policy = policy or (safe_policy(changes) if changes else None)
    last = course.releases.aggregate(last=Max("number"))["last"] or 0
    release = CourseRelease.objects.create(
        course=course,
        number=last + 1,
        schema=SCHEMA,
        outline=snapshot.outline,
        content_hash=snapshot.content_hash,
        note=note,
        changes=changes.as_json() if changes else {},
        policy=policy.as_json() if policy and before else {},
        published_at=at,
        published_by=by,
    )
    _write_lessons(release, snapshot)
    _write_items(release, snapshot)
    _write_media(release, media)
    write_usage(release, snapshot.drawn)
    course.title = tree.source.title
    course.current_release = release
    course.save(update_fields=["title", "current_release"])
    transaction.on_commit(forget_pages)
    kinds = release.changes.get("kinds", [])
    audit.record(
        course, action="learning.publish", by=by, at=at, release=release.pk, number=release.number, changes=kinds
    )
    if before and policy:
        plan_move(from_release=before, release=release, policy=policy, by=by, at=at)
    return release


def _locked_course(page: CoursePage) -> Course:
    """The course's record, made at its first publishing, locked so that two editors cannot take the same number."""
    Course.objects.get_or_create(
        translation_key=page.translation_key, defaults={"slug": _free_slug(page.slug), "title": page.title}
    )
    return Course.objects.select_for_update().get(translation_key=page.translation_key)


def _free_slug(wanted: str) -> str:
    """The page's slug, with a number behind it if another course has that address."""
    base = slugify(string_to_ascii(wanted))[:110] or "course"
    taken = set(Course.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    free = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return base if base not in taken else next(slug for slug in free if slug not in taken)


def _write_lessons(release: CourseRelease, snapshot: Snapshot) -> None:
    hashes = {lesson["key"]: lesson["hashes"] for module in snapshot.outline["modules"] for lesson in module["lessons"]}
    ReleaseLesson.objects.bulk_create(
        ReleaseLesson(
            release=release,
            lesson_key=key,
            language=language,
            content=content,
            content_hash=hashes[str(key)][language],
        )
        for (key, language), content in snapshot.contents.items()
    )


def _write_media(release: CourseRelease, media: FrozenMedia) -> None:
    """One by one, not in bulk: Wagtail listens for each row, and keeps what it names from being deleted."""
    for pk in sorted(media.image_ids):
        ReleaseImage.objects.create(release=release, image_id=pk)
    for pk in sorted(media.document_ids):
        ReleaseDocument.objects.create(release=release, document_id=pk)


def _write_items(release: CourseRelease, snapshot: Snapshot) -> None:
    lessons = [lesson for module in snapshot.outline["modules"] for lesson in module["lessons"]]
    items = [(lesson, item) for lesson in lessons for item in lesson["items"]]
    ReleaseItem.objects.bulk_create(
        ReleaseItem(
            release=release,
            key=item["key"],
            lesson_key=UUID(lesson["key"]),
            kind=item["kind"],
            position=position,
            required=item["required"],
            rule=item["rule"],
            content_hash=item["hash"],
        )
        for position, (lesson, item) in enumerate(items, start=1)
    )
