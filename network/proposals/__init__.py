"""What delegations and focal points request of the record, and how the secretariat decides on it."""
