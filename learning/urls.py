from django.urls import path

from .views import certificates, courses, hours, lessons, quizzes, sharing

LESSON = "learn/<slug:course>/<uuid:lesson>/"
QUIZ = f"{LESSON}<str:block>/"

urlpatterns = [
    path("learn/<slug:course>/", courses.course, name="course"),
    path("learn/<slug:course>/enrol/", courses.enrol, name="enrol"),
    path("learn/<slug:course>/withdraw/", courses.withdraw, name="withdraw"),
    path("learn/<slug:course>/update/", courses.update, name="update"),
    path("learn/<slug:course>/why/", courses.why, name="why"),
    path(LESSON, lessons.lesson, name="lesson"),
    path(f"{LESSON}read/", lessons.read, name="lesson_read"),
    path(f"{LESSON}place/", lessons.place, name="lesson_place"),
    path(f"{QUIZ}reflection/", lessons.reflection, name="reflection"),
    path(f"{QUIZ}start/", quizzes.start, name="quiz_start"),
    path(f"{QUIZ}answers/", quizzes.answers, name="quiz_answers"),
    path(f"{QUIZ}attempts/<int:number>/", quizzes.attempt, name="attempt"),
    path("me/certificates/<int:pk>/", certificates.document, name="certificate_document"),
    path("me/hours/", hours.my_hours, name="my_hours"),
    path("me/hours.csv", hours.my_hours_table, name="my_hours_table"),
    path("organisation/<uuid:key>/hours/", hours.organisation_hours, name="organisation_hours"),
    path("organisation/<uuid:key>/hours.csv", hours.organisation_hours_table, name="organisation_hours_table"),
    path("me/privacy/share/", sharing.share, name="share_progress"),
    path("me/privacy/share/<int:pk>/stop/", sharing.stop_sharing, name="stop_sharing"),
    path("me/shared/", sharing.shared_progress, name="shared_progress"),
    path("verify/", certificates.verify_form, name="verify_form"),
    path("verify/<str:code>/", certificates.verify, name="verify"),
]
