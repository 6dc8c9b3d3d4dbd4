"""What is recorded of the Network's history, year by year, each line with its source."""
