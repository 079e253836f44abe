from django.urls import path

from .views import certificates, courses, lessons, quizzes

LESSON = "learn/<slug:course>/<uuid:lesson>/"
QUIZ = f"{LESSON}<str:block>/"

urlpatterns = [
    path("learn/<slug:course>/", courses.course, name="course"),
    path("learn/<slug:course>/enrol/", courses.enrol, name="enrol"),
    path("learn/<slug:course>/withdraw/", courses.withdraw, name="withdraw"),
    path(LESSON, lessons.lesson, name="lesson"),
    path(f"{LESSON}read/", lessons.read, name="lesson_read"),
    path(f"{LESSON}place/", lessons.place, name="lesson_place"),
    path(f"{QUIZ}reflection/", lessons.reflection, name="reflection"),
    path(f"{QUIZ}start/", quizzes.start, name="quiz_start"),
    path(f"{QUIZ}answers/", quizzes.answers, name="quiz_answers"),
    path(f"{QUIZ}attempts/<int:number>/", quizzes.attempt, name="attempt"),
    path("me/certificates/<int:pk>/", certificates.document, name="certificate_document"),
    path("verify/", certificates.verify_form, name="verify_form"),
    path("verify/<str:code>/", certificates.verify, name="verify"),
]
