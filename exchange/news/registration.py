"""What the news adds to other rooms; imported when the models are there."""

from exchange.news import searchable, turns
from exchange.news.newsworthy import published_news
from exchange.news.sections import NEWS_OF_FIELD, news_of_meeting, news_of_state, news_of_structure
from meetings.sections import Column, register_meeting_section
from network.sections import register_field_part, register_state_section, register_structure_section
from nfp_portal.ui.newsworthy import register_source_of_news


def register() -> None:
    register_meeting_section(Column.SIDE, news_of_meeting)
    register_field_part(NEWS_OF_FIELD)
    register_state_section(news_of_state)
    register_structure_section(news_of_structure)
    register_source_of_news(published_news)
    searchable.register()
    turns.register()
