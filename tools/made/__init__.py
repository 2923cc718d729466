"""Invent business cards: lines as readers would give them, each character knowing what it is.

`people`, `titles`, `companies`, `places` and `reach` invent what a card says, of `lists` and `words`; `said` puts it
together for one card; `arrangements` lay it out on a `canvas`; `cards` makes whole cards, and `refill` puts such
contents into the layout of a real one. Nothing is taken from a real card's contents.
"""
