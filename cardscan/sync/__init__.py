"""Quality connections and an address book server's cards kept the same: what changed on which side, and what to do."""
