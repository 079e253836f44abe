from django.urls import path

from .course_people import CourseStaffView, EndCourseRoleView, LearnersView, WhyView
from .quizzes import CourseQuizzesView, ExtraTimeView, QuizStatisticsView, RegradeView
from .releases import CompareView, MoveRunView, MoveView, ReleasesView
from .views import PublishCourseView, RevokeCertificateView

app_name = "learning_admin"
urlpatterns = [
    path("publish/<int:page_id>/", PublishCourseView.as_view(), name="publish_course"),
    path("revoke/<int:pk>/", RevokeCertificateView.as_view(), name="revoke_certificate"),
    path("courses/<int:pk>/learners/", LearnersView.as_view(), name="learners"),
    path("courses/<int:pk>/learners/<int:enrolment>/extra-time/", ExtraTimeView.as_view(), name="extra_time"),
    path("courses/<int:pk>/quizzes/", CourseQuizzesView.as_view(), name="course_quizzes"),
    path("courses/<int:pk>/quizzes/<str:item>/", QuizStatisticsView.as_view(), name="quiz_statistics"),
    path("courses/<int:pk>/quizzes/<str:item>/regrade/<str:question>/", RegradeView.as_view(), name="regrade"),
    path("courses/<int:pk>/learners/<int:enrolment>/", WhyView.as_view(), name="why"),
    path("courses/<int:pk>/releases/", ReleasesView.as_view(), name="releases"),
    path("courses/<int:pk>/releases/<int:before>/<int:after>/", CompareView.as_view(), name="compare"),
    path("courses/<int:pk>/releases/<int:number>/move/", MoveView.as_view(), name="move"),
    path("moves/<int:pk>/", MoveRunView.as_view(), name="move_run"),
    path("courses/<int:pk>/staff/", CourseStaffView.as_view(), name="course_staff"),
    path("courses/staff/<int:pk>/end/", EndCourseRoleView.as_view(), name="end_course_role"),
]
