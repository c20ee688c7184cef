"""Cells as people fill them, made into what the model's rules read: what is not certain is kept as words."""
