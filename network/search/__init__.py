"""The search: one registry of what is searched, one query language, one way to rank and to mark what matches.

See docs/decisions/0024-one-registry-for-the-search.md.
"""
