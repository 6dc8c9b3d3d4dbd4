"""The models of this room."""

from exchange.news.models.items import NewsItem, NewsKind, NewsStatus, Statement

__all__ = ["NewsItem", "NewsKind", "NewsStatus", "Statement"]
