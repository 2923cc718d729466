"""Say what each word of a card is: a small network over all words of the card, trained by `tools/train_tagger.py`.

`words.py` cuts lines into words, `lists.py`, `meanings.py` and `features.py` say what is known of each, `relations.py`
how they lie to one another, and `network.py` gives the chances. They are corrected for letters and subjects behind a
name (`behind_names.py`), for lists of towns, days and entries of registers beside an address (`elsewhere.py`,
`registers.py`), for addresses without a street (`settlements.py`), and for a street cut in two (`running_on.py`).

`values.py` makes values of them: `several.py` parts what are two addresses, `apart.py` what are several people,
`buildings.py` gives an address the building above it, `halves.py` joins what is one, and `couples.py` gives each of two
people their family name. `persons.py` judges what may be a person's name, `before_names.py` gives it what stands before
it, `siblings.py` keeps those that stand as others do, `two_lines.py` joins one whose family name has a line of its own,
and `nameless.py` finds one where there is none. `companies.py` chooses the company's, which `whole_names.py`,
`forms.py` and `institutions.py` make whole, `addressed.py` takes from its web address where it has no other, and
`departments.py` parts from a department. `titles.py` makes titles whole, and finds one for who has none.
"""
