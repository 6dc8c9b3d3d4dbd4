"""What the Network and its structures make known: written by one, published by another."""
