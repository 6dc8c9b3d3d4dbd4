"""The models of the rooms belong to this app, which has none itself; their histories are looked up here."""
