"""Photograph cards with a camera: the sharpest frame of each card that is laid down, one photo a card.

The camera looks at one place on the table, and cards are laid there one after the other by hand.
"""
