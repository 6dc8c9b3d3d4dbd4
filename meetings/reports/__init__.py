"""The report of a meeting: written, approved, published, and the documents set in PDF."""
