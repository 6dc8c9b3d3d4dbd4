"""Whether receiving servers can tell that mail from the portal's domain is its own: SPF, DKIM, DMARC."""
