from django.urls import path

from newsletter.dispatch.views import dispatching, recipients, resending, scheduling, stopping

urlpatterns = [
    path("issues/<int:number>/dispatch/", dispatching.dispatch, name="dispatch"),
    path("issues/<int:number>/dispatch/schedule/", scheduling.schedule, name="schedule"),
    path("issues/<int:number>/dispatch/unschedule/", scheduling.unschedule, name="unschedule"),
    path("issues/<int:number>/dispatch/stop/", stopping.stop, name="stop"),
    path("issues/<int:number>/dispatch/log/", recipients.recipients, name="recipients"),
    path(
        "issues/<int:number>/dispatch/log/<str:kind>/",
        recipients.export_recipients,
        name="export_recipients",
    ),
    path("issues/<int:number>/dispatch/rest/", resending.send_rest, name="send_rest"),
    path("issues/<int:number>/dispatch/<str:what>/", stopping.act, name="dispatch_act"),
]
