"""Who receives the newsletter and why: appointment, delegation, subscription or group."""
