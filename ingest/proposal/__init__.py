"""What a file probably is: sheet, headings, which column is which. A person confirms or corrects it."""
