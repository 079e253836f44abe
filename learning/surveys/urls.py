from django.urls import path

from .views import answering, by_link, results, trends

app_name = "surveys"
urlpatterns = [
    path("me/surveys/<int:pk>/", answering.answer, name="answer"),
    path("me/surveys/<int:pk>/thanks/", answering.thanks, name="thanks"),
    path("me/surveys/<int:pk>/change/", answering.change, name="change"),
    path("surveys/answer/<str:token>/", by_link.answer, name="answer_by_link"),
    path("surveys/answer/<str:token>/thanks/", by_link.thanks, name="thanks_by_link"),
    path("surveys/answer/<str:token>/no-thanks/", by_link.no_thanks, name="no_thanks"),
    path("surveys/", results.occasions, name="occasions"),
    path("surveys/<uuid:uuid>/results/", results.results, name="results"),
    path("surveys/<uuid:uuid>/results.csv", results.sums_csv, name="sums_csv"),
    path("surveys/<uuid:uuid>/answers.csv", results.answers_csv, name="answers_csv"),
    path("surveys/trend/<uuid:key>/", trends.trend, name="trend"),
]
