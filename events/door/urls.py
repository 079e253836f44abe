from django.urls import path

from .views import attendance, awards, badges, doors, letting_go, online, tickets, walk_ins

urlpatterns = [
    path("places/<str:token>/ticket.pdf", tickets.ticket, name="ticket_pdf"),
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
    path("check-in/<uuid:uid>/without-booking/", walk_ins.walk_ins, name="walk_ins"),
    path("check-in/<uuid:uid>/let-go/", letting_go.letting_go, name="letting_go"),
    path("check-in/<uuid:uid>/let-go/undo/", letting_go.undo, name="undo_letting_go"),
    path("check-in/<uuid:uid>/give-back/<int:pk>/", letting_go.give_one_back, name="give_place_back"),
    path("check-in/<uuid:uid>/attendance/", attendance.attendance, name="attendance"),
    path("check-in/<uuid:uid>/attendance/<int:pk>/", attendance.correct, name="correct_attendance"),
    path("check-in/<uuid:uid>/attendance/settle/", attendance.settle, name="settle_attendance"),
    path("check-in/<uuid:uid>/badges/", badges.badges, name="name_badges"),
    path("check-in/<uuid:uid>/online/", online.reports, name="presence_reports"),
    path("check-in/<uuid:uid>/online/<int:pk>/", online.report, name="presence_report"),
    path("check-in/<uuid:uid>/online/<int:pk>/apply/", online.apply, name="apply_report"),
    path("check-in/<uuid:uid>/certificates/", awards.awards, name="attendance_awards"),
    path("check-in/<uuid:uid>/certificates/<int:pk>/", awards.award, name="attendance_award"),
]
