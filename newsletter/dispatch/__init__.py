"""An approved issue on its way to its readers."""
