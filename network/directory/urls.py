from django.urls import path

from network.directory.views import files, pages, writing

app_name = "directory"

urlpatterns = [
    path("network/", pages.directory_list, name="list"),
    path("network/write/", writing.write, name="write"),
    path("network/addresses/", files.addresses, name="addresses"),
    path("network.csv", files.csv, name="csv"),
    path("network.xlsx", files.xlsx, name="xlsx"),
    path("network.vcf", files.vcf, name="vcf"),
    path("network.pdf", files.pdf, name="pdf"),
]
