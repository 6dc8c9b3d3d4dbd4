"""Police and Customs Co-operation Centres: what each is for, what it can do and what it lacks."""
