from django.urls import path

from .views import changing, following, reporting, threads

app_name = "discussion"
HERE = "learn/<slug:course>/discussion/"
urlpatterns = [
    path(HERE, threads.threads, name="threads"),
    path(f"{HERE}new/", threads.new_thread, name="new"),
    path(f"{HERE}follow/", following.follow_course, name="follow_course"),
    path(f"{HERE}<int:thread>/", threads.thread, name="thread"),
    path(f"{HERE}<int:thread>/follow/", following.follow_thread, name="follow_thread"),
    path(f"{HERE}<int:thread>/look-after/", changing.look_after, name="look_after"),
    path(f"{HERE}posts/<int:post>/", threads.post, name="post"),
    path(f"{HERE}posts/<int:post>/edit/", changing.edit, name="edit"),
    path(f"{HERE}posts/<int:post>/withdraw/", changing.withdraw, name="withdraw"),
    path(f"{HERE}posts/<int:post>/helpful/", changing.helpful, name="helpful"),
    path(f"{HERE}posts/<int:post>/report/", reporting.report, name="report"),
    path("discussion/unfollow/<str:token>/", following.unfollow_by_mail, name="unfollow"),
]
