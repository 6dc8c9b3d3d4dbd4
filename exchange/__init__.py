"""What States ask, propose and share with one another."""
