from django.urls import path

from .views import doors

urlpatterns = [
    path("check-in/", doors.doors, name="doors"),
    path("check-in/worker.js", doors.worker, name="door_worker"),
    path("check-in/<uuid:uid>/", doors.door, name="door"),
    path("check-in/<uuid:uid>/now/", doors.now, name="door_now"),
    path("check-in/<uuid:uid>/scan/", doors.scan, name="door_scan"),
    path("check-in/<uuid:uid>/batch/", doors.batch, name="door_batch"),
    path("check-in/<uuid:uid>/codes/", doors.codes, name="door_codes"),
    path("check-in/<uuid:uid>/conflicts/", doors.conflicts, name="door_conflicts"),
    path("check-in/<uuid:uid>/door/", doors.call_door, name="call_door"),
    path("check-in/<uuid:uid>/undo/<int:pk>/", doors.undo, name="undo_check_in"),
]
