"""Districts side by side: what each has, how its network is shaped, what would be expected of its size."""
