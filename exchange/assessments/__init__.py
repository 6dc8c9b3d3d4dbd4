"""Assessments that a State requests, their recommendations, and what the State says of each."""
