"""Value rules: how each type of property is checked and normalised before it is stored."""
