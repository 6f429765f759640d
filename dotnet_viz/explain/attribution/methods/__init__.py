"""Methods of attribution: each takes a model, a sample and a target as one subject, and returns a map."""
