"""Pictures of what a model predicts at each time: what it is asked for stands in their options."""
