"""A signed link for one person and one purpose: GET shows, POST acts, without a password."""
