from django.urls import path

from .views import centre, exports, mine

app_name = "reports"
urlpatterns = [
    path("reports/centre/", centre.centre, name="centre"),
    path("reports/centre/courses.<str:form>", exports.sums, name="sums_table"),
    path("reports/centre/months.<str:form>", exports.months, name="months_table"),
    path("teaching/<slug:course>/gradebook.<str:form>", exports.course_table, name="course_table"),
    path("organisation/<uuid:key>/courses.<str:form>", exports.organisation_learning, name="organisation_table"),
    path("me/reports/", mine.mine, name="mine"),
    path("me/reports/<int:pk>/change/", mine.change, name="change"),
    path("me/reports/<int:pk>/fetch/", mine.fetch, name="fetch"),
]
