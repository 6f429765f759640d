"""What is tried: a module has ``prepare(folder)``, which returns what makes the trial of a number."""
