"""What is printed for a meeting on site: sign-in sheets, place cards, badges, certificates, visa letters."""
