"""Cells as people fill them, made into what the model's rules read. What is not certain is kept as words, not guessed."""
