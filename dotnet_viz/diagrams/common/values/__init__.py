"""What pictures of numbers share: which weight they show, as which table, in which colours, and what is said of it."""
