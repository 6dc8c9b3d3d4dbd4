from django.urls import include, path

app_name = "exchange"

urlpatterns = [
    path("", include("exchange.events.urls")),
    path("assessments/", include("exchange.assessments.urls")),
    path("history/", include("exchange.timeline.urls")),
    path("initiatives/", include("exchange.initiatives.urls")),
    path("news/", include("exchange.news.urls")),
    path("practices/", include("exchange.practices.urls")),
    path("centres/", include("exchange.centres.urls")),
    path("questions/", include("exchange.questions.urls")),
    path("self-assessment/", include("exchange.self_assessment.urls")),
]
