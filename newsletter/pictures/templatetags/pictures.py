"""What templates need to show pictures: `{% load pictures %}`."""

from collections.abc import Iterable
from typing import NamedTuple

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from newsletter.pictures.addresses import signed_address
from newsletter.pictures.values import Picture
from nfp_portal.ui.renderers import NOTHING

register = template.Library()


class Figure(NamedTuple):
    """A picture and its address; what tells the language of its words (attributes), and a note on it."""

    picture: Picture
    address: str
    attributes: SafeString = NOTHING
    note: str = ""


def figures(rows: Iterable[Figure]) -> SafeString:
    """Show pictures one below the other, each with its credit."""
    rows = list(rows)
    return (
        SafeString(render_to_string("newsletter/pictures/figures.html", {"rows": rows})) if rows else NOTHING
    )


@register.simple_tag
def signed_figures(pictures: Iterable[Picture]) -> SafeString:
    """Show pictures to who may read the page, by signed addresses."""
    return figures(Figure(picture, signed_address(picture.digest)) for picture in pictures)


@register.simple_tag
def described_figures(pictures: Iterable[Picture]) -> SafeString:
    """Show pictures by signed addresses, and below each in words what it says it shows."""
    rows = [Figure(picture, signed_address(picture.digest)) for picture in pictures]
    context = {"rows": rows, "is_described": True}
    return SafeString(render_to_string("newsletter/pictures/figures.html", context)) if rows else NOTHING
