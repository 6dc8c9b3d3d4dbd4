"""Initiatives: what States want to do together, from the proposal to what came of it."""
