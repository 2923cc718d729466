"""One file a group of pages: take what was asked, call what the commands call, show it."""
