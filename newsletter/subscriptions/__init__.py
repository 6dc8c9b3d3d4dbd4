"""Who receives the newsletter, and by which proof of consent."""
