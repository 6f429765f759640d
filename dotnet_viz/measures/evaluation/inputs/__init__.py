"""What an evaluation is given: answers and predictions, read, recognised and brought into one form."""
