"""What is measured for a report: a model, its checks and evaluation, and the numbers that conditions can be on."""
