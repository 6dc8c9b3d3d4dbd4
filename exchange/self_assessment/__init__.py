"""How prepared a State finds itself: its own affair, also before the secretariat, until it shares it."""
