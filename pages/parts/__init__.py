"""What screens share: frame, map, cards, filters, wording. Not the screens: those are the files of `pages/`."""
