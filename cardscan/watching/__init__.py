"""Photos come in by themselves: folders are looked through, and what stood still in them is ingested.

The folder is the truth: every pass looks through all of it, events only say that a pass is worth while, and what is
known of files is a cache. A photo is known by its hash in the store.
"""
