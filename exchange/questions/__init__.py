"""Questions to the Network: asked by a State or the secretariat, answered State by State."""
