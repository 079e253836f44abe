from django.urls import path

from .views import RevokeWaiverView, WaiveEntryView, WaiversView, WaiveView

app_name = "gates_admin"
urlpatterns = [
    path("learners/<int:enrolment>/waive/", WaiveView.as_view(), name="waive"),
    path("waivers/", WaiversView.as_view(), name="waivers"),
    path("waivers/entry/", WaiveEntryView.as_view(), name="waive_entry"),
    path("waivers/<int:waiver>/revoke/", RevokeWaiverView.as_view(), name="revoke"),
]
