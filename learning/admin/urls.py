from django.urls import path

from .views import PublishCourseView, RevokeCertificateView

app_name = "learning_admin"
urlpatterns = [
    path("publish/<int:page_id>/", PublishCourseView.as_view(), name="publish_course"),
    path("revoke/<int:pk>/", RevokeCertificateView.as_view(), name="revoke_certificate"),
]
