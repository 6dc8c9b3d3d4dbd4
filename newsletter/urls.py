from django.urls import include, path

from newsletter.views import archive, blocks, compose, editions, histories, pieces, presence, review

app_name = "newsletter"

urlpatterns = [
    path("", archive.archive, name="archive"),
    path("latest/", archive.latest, name="latest"),
    path("feed.xml", archive.feed, name="feed"),
    path("<int:number>/", archive.issue, name="issue"),
    path("<int:number>/<str:language>/", archive.edition, name="edition_page"),
    path("<int:number>-<str:language>.pdf", archive.edition_pdf, name="edition_pdf"),
    path("<int:number>.pdf", archive.issue_pdf, name="issue_pdf"),
    path("contributions/<int:pk>/", pieces.piece, name="piece"),
    path("contributions/<int:pk>/refuse/", pieces.refuse, name="refuse"),
    path("contributions/<int:pk>/presence/", presence.at_piece, name="piece_presence"),
    path("contributions/<int:pk>/newer-facts/", blocks.newer_facts, name="newer_facts"),
    path("contributions/<int:pk>/<str:what>/", pieces.act, name="piece_act"),
    path("contributions/<int:pk>/undo/<int:revision>/", pieces.undo, name="piece_undo"),
    path("issues/", compose.issues, name="issues"),
    path("issues/new/", compose.start, name="start"),
    path("issues/<int:number>/", compose.compose, name="compose"),
    path("issues/<int:number>/presence/", presence.at_issue, name="presence"),
    path("issues/<int:number>/start/", compose.start_like_last, name="start_like_last"),
    path("issues/<int:number>/take-in/<int:pk>/", pieces.accept, name="accept"),
    path("issues/<int:number>/take-up/<slug:key>/", compose.take_up, name="take_up"),
    path("issues/<int:number>/submit/", compose.submit, name="submit"),
    path("issues/<int:number>/take-back/", compose.take_back, name="take_back"),
    path("issues/<int:number>/preview/", review.preview, name="preview"),
    path("issues/<int:number>/preview/no-images/", review.letter_without_images, name="letter_no_images"),
    path("issues/<int:number>/preview/<str:look>/", review.letter, name="letter"),
    path("issues/<int:number>/test-mail/", review.test_mail, name="test_mail"),
    path("issues/<int:number>/approve/", review.approve, name="approve"),
    path("issues/<int:number>/editions/<str:language>/", editions.edition, name="edition"),
    path("issues/<int:number>/editions/<str:language>/add/", editions.add, name="add_edition"),
    path("issues/<int:number>/editions/<str:language>/remove/", editions.remove, name="remove_edition"),
    path("issues/<int:number>/editions/<str:language>/<int:piece>/", editions.translate, name="translate"),
    path("issues/<int:number>/history/", histories.history, name="history"),
    path("", include("newsletter.contributions.urls")),
    path("", include("newsletter.corrections.urls")),
    path("", include("newsletter.readers.urls")),
    path("", include("newsletter.dispatch.urls")),
]
