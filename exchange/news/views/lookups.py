"""A news item by its address, for who may read it."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from exchange.news.models import NewsItem


def item_of(request: HttpRequest, slug: str) -> NewsItem:
    """Raises `Http404` for what this reader may not know of."""
    rows = NewsItem.objects.visible_to(request.user).with_status().with_all()
    return get_object_or_404(rows, slug=slug)
