"""What a report is asked for: sections in their order, and conditions; both are checked before the model predicts."""
