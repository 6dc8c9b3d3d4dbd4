"""Points that are raised for the agenda of a meeting, and who raises them."""

from meetings.points.models.points import Point, PointPurpose, PointQuerySet, PointStatus
from meetings.points.models.raiser_data import Body, RaiserData
from meetings.points.models.raisers import Raiser

__all__ = ["Body", "Point", "PointPurpose", "PointQuerySet", "PointStatus", "Raiser", "RaiserData"]
