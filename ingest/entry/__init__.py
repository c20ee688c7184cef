"""What a person types about one thing: fields, checking, suggestions, and the changeset that comes of it."""
