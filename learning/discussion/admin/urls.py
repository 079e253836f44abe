from django.urls import path

from .courses import CourseDiscussionView, CoursesView, EndMuteView
from .queue import PostView, QueueView

app_name = "discussion_admin"
urlpatterns = [
    path("", QueueView.as_view(), name="queue"),
    path("posts/<int:pk>/", PostView.as_view(), name="post"),
    path("courses/", CoursesView.as_view(), name="courses"),
    path("courses/<int:pk>/", CourseDiscussionView.as_view(), name="course"),
    path("mutes/<int:pk>/end/", EndMuteView.as_view(), name="end_mute"),
]
