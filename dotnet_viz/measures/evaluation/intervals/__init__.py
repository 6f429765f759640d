"""How sure a measure is: intervals by bootstrap and of shares, and two models on the same samples."""
