"""What accounts follow, and what is new in it for their digest."""
