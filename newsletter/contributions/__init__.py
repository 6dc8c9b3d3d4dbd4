"""What the Network writes: the call and what is offered."""
