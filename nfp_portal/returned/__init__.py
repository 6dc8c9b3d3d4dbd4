"""Mail that came back: read, judged, and acted on (docs/decisions/0033-returned-mail.md)."""
