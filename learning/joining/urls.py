from django.urls import path

from .views import entering, following, invitations, lists

PEOPLE = "organisation/<uuid:key>/enrol/"

urlpatterns = [
    path("learn/<slug:course>/key/", entering.enter_with_key, name="enter_with_key"),
    path("learn/<slug:course>/ask/", entering.ask, name="ask_to_enrol"),
    path("learn/<slug:course>/ask/take-back/", entering.take_back, name="take_back_enrolment_request"),
    path("me/next/<int:pk>/", following.next_after, name="next_after"),
    path("invitation/course/<str:token>/", invitations.course_invitation, name="course_invitation"),
    path(PEOPLE, lists.enrol_people, name="enrol_people"),
    path(f"{PEOPLE}<int:pk>/", lists.enrolment_list, name="enrolment_list"),
    path(f"{PEOPLE}<int:pk>/start/", lists.start_list, name="start_enrolment_list"),
    path(f"{PEOPLE}<int:pk>/report.csv", lists.list_report, name="enrolment_list_report"),
    path("organisation/<uuid:key>/enrolments/<int:pk>/withdraw/", lists.withdraw_person, name="withdraw_person"),
]
