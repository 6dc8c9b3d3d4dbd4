"""From the bytes of a file to rows of values as the directory keeps them."""
