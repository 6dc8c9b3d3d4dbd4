"""Pictures of pieces: made small, stored once each, chosen and described in the form of a piece."""
