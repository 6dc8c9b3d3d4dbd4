"""From a spreadsheet to the directory: read, understand, judge, stage, write, take back."""
