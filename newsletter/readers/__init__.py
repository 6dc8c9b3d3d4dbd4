"""Who receives the newsletter and why: appointment, delegation, or a subscription."""
