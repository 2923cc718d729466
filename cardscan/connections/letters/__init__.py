"""Notes about someone turned into what is written to them."""
