"""Which versions of which questions a release may ask."""

from learning.models import CourseRelease

from .models import ReleaseQuestion


def write_usage(release: CourseRelease, drawn: dict[str, set[int]]) -> None:
    """Take down what the quizzes of a new release may draw, by item key. One query, none when nothing is drawn."""
    ReleaseQuestion.objects.bulk_create(
        [
            ReleaseQuestion(release=release, item_key=item_key, version_id=version_id)
            for item_key, versions in drawn.items()
            for version_id in sorted(versions)
        ]
    )
