"""What a report is given: data and inputs, and what of them is read once."""
