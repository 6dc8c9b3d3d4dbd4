"""What each row means for the directory as it is."""
