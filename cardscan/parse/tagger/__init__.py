"""Say what each word of a card is: a small network over all words of the card, trained by `tools/train_tagger.py`.

`words.py` cuts lines into words, `lists.py`, `meanings.py` and `features.py` say what is known of each, `relations.py`
how they lie to one another, `network.py` gives the chances, which `behind_names.py` corrects for letters behind a name,
`elsewhere.py` for lists of towns and days beside an address, and `settlements.py` for villages; and `values.py` makes
values of them: `several.py` parts what are two addresses, `apart.py` what are several people, `buildings.py` gives an
address the building above it, `halves.py` joins what is one, `couples.py` gives each of two people their family name,
`persons.py` judges what may be a person's name, `siblings.py` keeps those that stand as others do, `two_lines.py` joins
one whose family name has a line of its own, and `companies.py` chooses the company's, which `forms.py` gives its legal
form, `addressed.py` takes from its web address where it has no other, and `departments.py` parts from a department;
`titles.py` makes titles whole, and finds one for who has none.
"""
