from django.urls import path

from newsletter.dispatch.views import dispatching, resending, stopping

urlpatterns = [
    path("issues/<int:number>/dispatch/", dispatching.dispatch, name="dispatch"),
    path("issues/<int:number>/dispatch/stop/", stopping.stop, name="stop"),
    path("issues/<int:number>/dispatch/rest/", resending.send_rest, name="send_rest"),
    path("issues/<int:number>/dispatch/<str:what>/", stopping.act, name="dispatch_act"),
]
