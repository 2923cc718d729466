"""Pages and an API over the same rules as the commands; served on this machine alone, or to paired devices beside it.

    request -> security.Guard (host, origin, size, who) -> pages/ and api.py -> the functions that commands call

`app.py` puts it together, `desk.py` holds what all pages share, `jobs.py` reads photos in the background.
"""
