"""What of the mapping has grown stale, incomplete or doubtful, as a list of work; and the word of who checked it."""
