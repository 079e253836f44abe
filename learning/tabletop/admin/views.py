"""The tabletops of a course for those who look after it: sums, that runs exist, and notes that were shared."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from learning.admin.course_people import OfOneCourse
from learning.enums import ItemKind
from learning.models import Course
from learning.outline import outline_of

from ..models import Participant, RunInject, TabletopRun
from ..presenting.notes import note_view
from ..presenting.table import Table
from ..queries import runs_of_course, script_of
from ..rules import may_read_note, may_see_runs
from ..statistics import sums_of

# The newest runs are named, one a line; the sums are of all.
SHOWN = 50


class CourseTabletopsView(OfOneCourse, TemplateView):
    http_method_names = ["get", "head", "options"]
    template_name = "tabletop/admin/course_tabletops.html"
    page_title = _("Tabletops")
    may = staticmethod(may_see_runs)
    course: Course

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        runs = list(runs_of_course(self.course.pk))
        present = _present(runs[:SHOWN])
        rows = [{"run": run, "people": present.get(run.pk, 0), "minutes": _minutes(run)} for run in runs[:SHOWN]]
        tabletops = self._tabletops(runs)
        return super().get_context_data(**kwargs) | {"tabletops": tabletops, "rows": rows, "number": len(runs)}

    def _tabletops(self, runs: list[TabletopRun]) -> list[dict[str, Any]]:
        release = self.course.current_release
        if release is None:
            return []
        outline = outline_of(release)
        met = _met(runs)
        found = []
        for lesson in outline.lessons:
            for item in lesson.items:
                if item.kind == ItemKind.TABLETOP:
                    script = script_of(release, lesson.key, item.key, outline.source_language)
                    mine = [run for run in runs if run.item_key == item.key]
                    sums = sums_of(script, mine, [row for run in mine for row in met.get(run.pk, [])])
                    title = lesson.titles[outline.source_language]
                    found.append({"lesson": title, "title": script.block["title"], "sums": sums})
        return found


def _met(runs: list[TabletopRun]) -> dict[int, list[RunInject]]:
    found: dict[int, list[RunInject]] = {}
    for row in RunInject.objects.filter(run__in=[run.pk for run in runs]):
        found.setdefault(row.run_id, []).append(row)
    return found


def _present(runs: list[TabletopRun]) -> dict[int, int]:
    rows = Participant.objects.filter(run__in=[run.pk for run in runs], left_at=None).values_list("run_id", flat=True)
    found: dict[int, int] = {}
    for run_id in rows:
        found[run_id] = found.get(run_id, 0) + 1
    return found


def _minutes(run: TabletopRun) -> int | None:
    return round((run.finished_at - run.started_at).total_seconds() / 60) if run.finished_at else None


class SharedNoteView(OfOneCourse, TemplateView):
    """The note of a table that shares it; of all others there is nothing here."""

    http_method_names = ["get", "head", "options"]
    template_name = "tabletop/admin/shared_note.html"
    page_title = _("After-action note")
    may = staticmethod(may_see_runs)
    course: Course

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | note_view(Table(self._leaders_seat(self.kwargs["run"])))

    def _leaders_seat(self, key: UUID) -> Participant:
        seats = Participant.objects.filter(is_leader=True, run__key=key, run__enrolment__course=self.course)
        seat = seats.select_related("run__release", "run__enrolment__course").defer("run__release__outline").first()
        if seat is None or not may_read_note(self.request.user, seat.run, at=self.at):
            raise Http404
        return seat
