"""Is this the same body? Names read apart, compared, decided: `same`, `review`, or neither."""
