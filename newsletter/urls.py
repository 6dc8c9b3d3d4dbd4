from django.urls import path

from newsletter.views import archive, compose, contributions, dispatch, review, stopping, subscription

app_name = "newsletter"

urlpatterns = [
    path("", archive.archive, name="archive"),
    path("latest/", archive.latest, name="latest"),
    path("feed.xml", archive.feed, name="feed"),
    path("<int:number>/", archive.issue, name="issue"),
    path("<int:number>.pdf", archive.issue_pdf, name="issue_pdf"),
    path("subscribe/", subscription.subscribe, name="subscribe"),
    path("subscribe/asked/", subscription.asked, name="asked"),
    path("confirm/<slug:token>/", subscription.confirm, name="confirm"),
    path("preferences/<slug:token>/", subscription.preferences, name="preferences"),
    path("unsubscribe/<slug:token>/", subscription.unsubscribe, name="unsubscribe"),
    path("contribute/", contributions.contribute, name="contribute"),
    path("call/", contributions.call, name="call"),
    path("contributions/<int:pk>/", contributions.contribution, name="contribution"),
    path("contributions/<int:pk>/<str:what>/", contributions.act, name="contribution_act"),
    path("issues/", compose.issues, name="issues"),
    path("issues/new/", compose.start, name="start"),
    path("issues/<int:number>/", compose.compose, name="compose"),
    path("issues/<int:number>/take-in/<int:pk>/", contributions.take_in, name="take_in"),
    path("issues/<int:number>/add/<str:what>/", compose.add, name="add"),
    path("issues/<int:number>/submit/", compose.submit, name="submit"),
    path("issues/<int:number>/take-back/", compose.take_back, name="take_back"),
    path("issues/<int:number>/preview/", review.preview, name="preview"),
    path("issues/<int:number>/preview/no-images/", review.letter_without_images, name="letter_no_images"),
    path("issues/<int:number>/preview/<str:look>/", review.letter, name="letter"),
    path("issues/<int:number>/test-mail/", review.test_mail, name="test_mail"),
    path("issues/<int:number>/approve/", review.approve, name="approve"),
    path("issues/<int:number>/dispatch/", dispatch.dispatch, name="dispatch"),
    path("issues/<int:number>/dispatch/stop/", stopping.stop, name="stop"),
    path("issues/<int:number>/dispatch/<str:what>/", stopping.act, name="dispatch_act"),
]
