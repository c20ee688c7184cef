"""The invented sample territory: how it is drawn from a seed, and how it goes away. The source is `sample`."""
