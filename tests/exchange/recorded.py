"""What public records list: names in full, and the sentences of the portal about the tenth meeting."""

STATES = (
    """
Albania, Andorra, Armenia, Austria, Azerbaijan, Belarus, Belgium, Bosnia and Herzegovina, Bulgaria,
Canada, Croatia, Cyprus, Czechia, Denmark, Estonia, Finland, France, Georgia, Germany, Greece, Holy See,
Hungary, Iceland, Ireland, Italy, Kazakhstan, Kyrgyzstan, Latvia, Liechtenstein, Lithuania, Luxembourg,
Malta, Moldova, Monaco, Mongolia, Montenegro, Netherlands, North Macedonia, Norway, Poland, Portugal,
Romania, Russian Federation, San Marino, Serbia, Slovakia, Slovenia, Spain, Sweden, Switzerland,
Tajikistan, Türkiye, Turkmenistan, Ukraine, United Kingdom, United States of America, Uzbekistan
""".strip()
    .replace(",\n", ", ")
    .replace("\n", " ")
    .split(", ")
)
FIELD_OPERATIONS = (
    "Presence in Albania",
    "Centre in Ashgabat",
    "Programme Office in Astana",
    "Programme Office in Bishkek",
    "Mission to Bosnia and Herzegovina",
    "Programme Office in Dushanbe",
    "Mission in Kosovo",
    "Mission to Moldova",
    "Mission to Montenegro",
    "Mission to Serbia",
    "Mission to Skopje",
    "Project Co-ordinator in Uzbekistan",
)
FIELDS_OF_WORK = (
    "Arms control",
    "Border management",
    "Combating trafficking in human beings",
    "Conflict prevention and resolution",
    "Countering terrorism",
    "Cyber/ICT Security",
    "Democratization",
    "Economic activities",
    "Education",
    "Elections",
    "Environmental activities",
    "Gender equality",
    "Good governance",
    "Human rights",
    "Media freedom and development",
    "Migration",
    "National minority issues",
    "Policing",
    "Reform and co-operation in the security sector",
    "Roma and Sinti",
    "Rule of law",
    "Tolerance and non-discrimination",
    "Youth",
)
SECRETARIAT = (
    "Conflict Prevention Centre",
    "Department of Human Resources",
    "Department of Management and Finance",
    "Documentation Centre in Prague",
    "Gender Issues Programme",
    "Office of Internal Oversight",
    "Office of the Co-ordinator of OSCE Economic and Environmental Activities",
    "Office of the Secretary General",
    "Office of the Special Representative and Co-ordinator for Combating Trafficking in Human Beings",
    "Opportunities for Youth",
    # One after the other: the first is also part of another name.
    "Secretary General Transnational Threats Department",
)
# As the record of the meeting lists them.
IN_PROTOCOL_ORDER = (
    "102 participants from Albania, Germany, the United States of America, Armenia, Austria, Azerbaijan,"
    " Belarus, Belgium, Bosnia and Herzegovina, Canada, Croatia, Estonia, Finland, France, the former"
    " Yugoslav Republic of Macedonia, Georgia, Hungary, Italy, Kyrgyzstan, Latvia, Lithuania, Moldova,"
    " Mongolia, Montenegro, the Netherlands, Poland, Romania, the Russian Federation, Serbia, Slovakia,"
    " Switzerland, Tajikistan, the Czech Republic, Turkmenistan and Ukraine took part."
)
ELEVEN_BODIES = (
    "BOMCA, BOMNAF, DCAF, Europol, Frontex, ICMPD, INTERPOL, PCC SEE, UNCCT,"
    " FBI (United States of America) and NCTC (United States of America) also took part."
)
FIVE_OBJECTIVES = (
    "Review the transnational threats and challenges that are emerging",
    "Examine how services already work together across borders",
    "Draw lessons from the migration crisis",
    "Gather good practice in telling the public and partner agencies",
    "Look for better ways of talking with the public and with partner services",
)
SIXTH = "Go through the initiatives under way and agree on what the Network does next."
