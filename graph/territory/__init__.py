"""The territory: municipalities and their codes, districts, borders, distance."""
