"""The page of how many came: over all or of one series, in a period; and its tables to take away."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from cms import clock
from events.desk.views.base import OfEvents
from learning.reports.enums import FileFormat
from learning.reports.tables import Table, answer_with

from ..turnouts import Turnout
from .chart import chart_of
from .forms import AfterForm
from .turnout import by_series, kinds, kinds_table, survey_means, turnout

# Rows shown on the page; files hold them all.
SHOWN = 100


class AfterView(OfEvents, TemplateView):
    template_name = "door/admin/report.html"
    page_title = _("How many came")
    header_icon = "table"
    http_method_names = ["get", "head", "options"]

    def find(self, **kwargs: Any) -> None:
        self.form = AfterForm(self.request.GET or None, today=clock.today())
        self.wanted = self.form.wanted()

    def render_to_response(self, context: dict[str, Any], **response: Any) -> Any:
        """The page, or one of its tables as a file."""
        if form := self.request.GET.get("export"):
            table = self._kinds_table() if self.request.GET.get("table") == "kinds" else self._turnout_table()
            return answer_with(table, form, at=self.at)
        status = 422 if self.form.is_bound and self.form.errors else 200
        return super().render_to_response(context, status=status, **response)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = turnout(self.wanted)
        places, came = sum(one.confirmed for one in found), sum(one.came for one in found)
        about = {
            "form": self.form,
            "wanted": self.wanted,
            "turnouts": found[:SHOWN],
            "chart": chart_of(found),
            "series_rows": by_series(found),
            "kinds": kinds_table(kinds(self.wanted)),
            "confirmed": places,
            "came": came,
            "absent_percent": round(100 * (places - came) / places) if places else None,
            "formats": [FileFormat.CSV, FileFormat.XLSX],
            "asked": _without_export(self.request),
        }
        if self.wanted.series:
            about["surveyed"], about["questions"] = survey_means([one.occurrence for one in found])
        return {**super().get_context_data(**kwargs), **about}

    def _turnout_table(self) -> Table:
        columns = [
            ("series", _now("Series")),
            ("title", _now("Title")),
            ("day", _now("Day")),
            ("places", _now("With a place")),
            ("came", _now("Came")),
            ("absent_percent", _now("Stayed away, per cent")),
        ]
        return Table(_now("How many came"), columns, [_row(one) for one in turnout(self.wanted)])

    def _kinds_table(self) -> Table:
        columns = [
            ("kind", _now("Kind of organisation")),
            ("people", _now("People")),
            ("participations", _now("Participations")),
        ]
        return Table(_now("Who took part"), columns, kinds_table(kinds(self.wanted)))


def _row(one: Turnout) -> tuple[Any, ...]:
    day = timezone.localtime(one.occurrence.starts_at, one.occurrence.zone).date()
    about = (one.occurrence.series.title, one.occurrence.title, day)
    return (*about, one.confirmed, one.came, one.absent_percent)


def _without_export(request: HttpRequest) -> str:
    """What the address asks for, to be asked again as a file."""
    asked = request.GET.copy()
    for name in ("export", "table"):
        asked.pop(name, None)
    return asked.urlencode()
