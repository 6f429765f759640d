"""Pages that are no report on one model: of a comparison, of a training while it runs, of many trainings, of many models."""
