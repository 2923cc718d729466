"""Photos of business cards become contacts, and contacts become connections."""
