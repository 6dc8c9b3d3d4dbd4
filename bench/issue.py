"""The issue that all contenders send: 33 KB in two parts, with a name and a link of each reader's own."""

SITE = "https://portal.example.org"
SUBJECT = "News of the Network – Новости сети, No. 12"
_STORY = (
    "Officers of both services at the crossing compared how they plan a shift, share a lane and keep "
    "a record. Świecko, Frankfurt (Oder) and Žďár were among the places named. "
)
TEXT = "Dear {{name}},\n\n" + "\n\n".join([_STORY * 2] * 20) + "\n\nUnsubscribe: {{unsubscribe_url}}\n"
HTML = (
    "<!doctype html><html lang='en'><body><h1>News of the Network</h1><p>Dear {{name}},</p>"
    + "".join(f"<h2>Item {number}</h2><p>{_STORY * 4}</p>" for number in range(20))
    + "<p><a href='{{unsubscribe_url}}'>Unsubscribe</a></p></body></html>\n"
)
