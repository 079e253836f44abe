from django.urls import path

from .views import mine, public

urlpatterns = [
    path(".well-known/did.json", public.did, name="did_document"),
    path("credentials/issuer/", public.issuer, name="issuer"),
    path("credentials/status/<int:number>/", public.status_list, name="status_list"),
    path("credentials/achievements/<uuid:key>/", public.achievement, name="achievement"),
    path("credentials/achievements/<uuid:key>/image.png", public.achievement_image, name="achievement_image"),
    path("credentials/<uuid:key>/", public.credential, name="credential"),
    path("me/certificates/<int:pk>/badge/", mine.badge, name="badge"),
    path("me/certificates/<int:pk>/badge.<str:form>", mine.badge_file, name="badge_file"),
]
