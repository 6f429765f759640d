"""What a report is given: data and inputs, and and what of them is read once."""
