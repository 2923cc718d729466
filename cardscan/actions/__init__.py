"""What a command, a page or a watch may do: one file a use-case, over the store and the rules."""
