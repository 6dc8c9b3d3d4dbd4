"""The yearly verification of the directory and the communication check: two kinds of rounds."""
