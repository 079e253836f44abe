from django.urls import path

from .views import files, reviews, work

app_name = "assignments"
ASSIGNMENT = "learn/<slug:course>/<uuid:lesson>/<str:block>/assignment/"

urlpatterns = [
    path(ASSIGNMENT, work.work, name="work"),
    path(f"{ASSIGNMENT}take-back/", work.take_back, name="take_back"),
    path(f"{ASSIGNMENT}<int:number>/", work.submission, name="submission"),
    path(f"{ASSIGNMENT}reviews/<int:pk>/", reviews.review, name="review"),
    path("submissions/feedback-files/<uuid:key>/", files.feedback_file, name="feedback_file"),
    path("submissions/files/<uuid:key>/", files.file, name="file"),
]
